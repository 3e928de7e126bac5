// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/paint_record.h"

#include <QtGui/QImage>
#include <QtGui/QPaintEngine>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include <cmath>
#include <functional>
#include <vector>

namespace ui {

namespace {

constexpr int resolution = 96; ///< dots an inch

} // namespace

/// Every call becomes a step that repeats it; values are shared, so a step owns what it paints.
class PaintRecord::Engine : public QPaintEngine {
public:
    using Step = std::function<void(QPainter&, const QTransform& base)>;

    Engine()
        : QPaintEngine(QPaintEngine::AllFeatures)
    {
    }

    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    Type type() const override { return QPaintEngine::User; }
    const std::vector<Step>& steps() const { return steps_; }

    void updateState(const QPaintEngineState& now) override
    {
        const DirtyFlags dirty = now.state();
        if (dirty & DirtyTransform)
            add([m = now.transform()](QPainter& p, const QTransform& base) { p.setTransform(m * base); });
        if (dirty & DirtyPen)
            add([pen = now.pen()](QPainter& p, const QTransform&) { p.setPen(pen); });
        if (dirty & DirtyBrush)
            add([brush = now.brush()](QPainter& p, const QTransform&) { p.setBrush(brush); });
        if (dirty & DirtyHints)
            add([hints = now.renderHints()](QPainter& p, const QTransform&) {
                p.setRenderHints(~hints, false);
                p.setRenderHints(hints);
            });
        if (dirty & DirtyOpacity)
            add([opacity = now.opacity()](QPainter& p, const QTransform&) { p.setOpacity(opacity); });
        if (dirty & DirtyCompositionMode)
            add([mode = now.compositionMode()](QPainter& p, const QTransform&) { p.setCompositionMode(mode); });
        updateClip(now, dirty);
    }

    void drawPath(const QPainterPath& path) override
    {
        add([path](QPainter& p, const QTransform&) { p.drawPath(path); });
    }
    void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override
    {
        add([polygon = QPolygonF(QList<QPointF>(points, points + count)), mode](QPainter& p, const QTransform&) {
            if (mode == PolylineMode)
                p.drawPolyline(polygon);
            else
                p.drawPolygon(polygon, mode == WindingMode ? Qt::WindingFill : Qt::OddEvenFill);
        });
    }
    void drawRects(const QRectF* rects, int count) override
    {
        add([all = QList<QRectF>(rects, rects + count)](QPainter& p, const QTransform&) { p.drawRects(all); });
    }
    void drawLines(const QLineF* lines, int count) override
    {
        add([all = QList<QLineF>(lines, lines + count)](QPainter& p, const QTransform&) { p.drawLines(all); });
    }
    void drawEllipse(const QRectF& box) override
    {
        add([box](QPainter& p, const QTransform&) { p.drawEllipse(box); });
    }
    void drawImage(const QRectF& to, const QImage& image, const QRectF& from, Qt::ImageConversionFlags flags) override
    {
        add([=](QPainter& p, const QTransform&) { p.drawImage(to, image, from, flags); });
    }
    /// Pixmaps stay on the GUI thread.
    void drawPixmap(const QRectF& to, const QPixmap& pixmap, const QRectF& from) override
    {
        drawImage(to, pixmap.toImage(), from, Qt::AutoColor);
    }
    void drawTextItem(const QPointF& at, const QTextItem& item) override
    {
        add([at, text = item.text(), font = item.font()](QPainter& p, const QTransform&) {
            p.setFont(font);
            p.drawText(at, text);
        });
    }

private:
    std::vector<Step> steps_;

    void add(Step step) { steps_.push_back(std::move(step)); }

    void updateClip(const QPaintEngineState& now, DirtyFlags dirty)
    {
        if (dirty & DirtyClipRegion)
            add([region = now.clipRegion(), how = now.clipOperation()](
                    QPainter& p, const QTransform&) { p.setClipRegion(region, how); });
        if (dirty & DirtyClipPath)
            add([path = now.clipPath(), how = now.clipOperation()](
                    QPainter& p, const QTransform&) { p.setClipPath(path, how); });
        if (dirty & DirtyClipEnabled)
            add([on = now.isClipEnabled()](QPainter& p, const QTransform&) { p.setClipping(on); });
    }
};

PaintRecord::PaintRecord(QSizeF size)
    : size_(size)
    , engine_(std::make_unique<Engine>())
{
}

PaintRecord::~PaintRecord() = default;

QPaintEngine* PaintRecord::paintEngine() const
{
    return engine_.get();
}

void PaintRecord::replay(QPainter& painter) const
{
    const QTransform base = painter.transform();
    painter.save();
    for (const Engine::Step& step : engine_->steps())
        step(painter, base);
    painter.restore();
}

int PaintRecord::metric(PaintDeviceMetric metric) const
{
    const auto whole = [](double length) { return static_cast<int>(std::ceil(length)); };
    switch (metric) {
    case PdmWidth:
        return whole(size_.width());
    case PdmHeight:
        return whole(size_.height());
    case PdmWidthMM:
        return whole(size_.width() * 25.4 / resolution);
    case PdmHeightMM:
        return whole(size_.height() * 25.4 / resolution);
    case PdmNumColors:
        return 0x7fffffff;
    case PdmDepth:
        return 32;
    case PdmDevicePixelRatio:
        return 1;
    case PdmDevicePixelRatioScaled:
        return static_cast<int>(devicePixelRatioFScale());
    default:
        return resolution;
    }
}

} // namespace ui
