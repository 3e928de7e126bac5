// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/picture_plot.h"

#include "ui/plots/plot_painting.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

PicturePlot::PicturePlot(const Theme& theme, QWidget* parent)
    : AxisPlot(theme, parent)
    , colours_(toneColours(theme))
    , pictures_([this] {
        refresh();
        Q_EMIT imageArrived();
    })
{
    setGridVisible(false);
}

PicturePlot::~PicturePlot() = default;

void PicturePlot::setBrushes(BrushShapes shapes)
{
    brush_.setShapes(std::move(shapes));
    update();
}

void PicturePlot::setBrushWords(const QString& words)
{
    brushWords_ = words;
    update();
}

void PicturePlot::setHoveredRow(std::optional<std::size_t> row)
{
    if (row == hovered_)
        return;
    hovered_ = row;
    update();
}

QSize PicturePlot::imageSize(const QRectF& plot, double ratio) const
{
    const auto pixels
        = [ratio](double length) { return std::clamp(static_cast<int>(std::lround(length * ratio)), 1, 4096); };
    return { pixels(plot.width()), pixels(plot.height()) };
}

PictureKey PicturePlot::keyFor(const QRectF& plot, double ratio) const
{
    return { contentCount_, imageSize(plot, ratio), visibleX(), visibleY() };
}

void PicturePlot::prepare(QSizeF size, double ratio, std::function<void()> ready)
{
    if (const PictureSource::Work computes = work())
        pictures_.prepare(keyFor(geometryFor(size).plot, ratio), computes, std::move(ready));
    else
        ready();
}

void PicturePlot::paintImage(const PlotPaint& paint)
{
    const PictureSource::Work computes = work();
    if (!computes)
        return;
    const PictureKey key = keyFor(paint.geometry.plot, paint.ratio);
    const Picture picture = paint.exporting ? pictures_.now(key, computes) : pictures_.wanted(key, computes);
    if (picture.image.isNull())
        return;
    paint.painter.save();
    paint.painter.setClipRect(paint.geometry.plot);
    paintPixels(paint.painter, planeMap(paint.geometry.plot).toPixels(picture.key.x, picture.key.y), picture.image);
    paint.painter.restore();
}

void PicturePlot::paintBrush(const PlotPaint& paint) const
{
    brush_.paint(paint.painter, theme(), planeMap(paint.geometry.plot), brushWords_);
}

void PicturePlot::changePicture(bool forget)
{
    ++contentCount_;
    if (forget) {
        pictures_.clear();
        hovered_.reset();
    }
    refresh();
}

void PicturePlot::onThemeChanged()
{
    colours_ = toneColours(theme());
    changePicture();
}

void PicturePlot::onCursorMoved(std::optional<QPointF> places)
{
    const std::optional<std::size_t> row = places ? rowAt(*places) : std::nullopt;
    if (row == hovered_)
        return;
    hovered_ = row;
    Q_EMIT rowHovered(row);
}

bool PicturePlot::beginDrag(QPointF at, Qt::KeyboardModifiers modifiers)
{
    const PlaneMap map = planeMap(plotRectangle());
    if (!map.plot.contains(at) || !work())
        return false;
    brush_.begin(map, at, isLasso(), modifiers & Qt::ShiftModifier);
    return true;
}

void PicturePlot::continueDrag(QPointF at)
{
    brush_.drag(planeMap(plotRectangle()), at);
    Q_EMIT brushChanged(brush_.shapes(), false);
}

void PicturePlot::endDrag(QPointF at)
{
    const PlaneMap map = planeMap(plotRectangle());
    const bool drawn = brush_.end(map);
    update();
    Q_EMIT brushChanged(brush_.shapes(), true);
    if (!drawn)
        if (const auto row = rowAt(map.toPlace(at)))
            Q_EMIT rowChosen(*row);
}

Qt::CursorShape PicturePlot::pointerAt(QPointF at) const
{
    const PlaneMap map = planeMap(plotRectangle());
    return map.plot.contains(at) ? brush_.pointerAt(map, at) : Qt::ArrowCursor;
}

void PicturePlot::keyPressEvent(QKeyEvent* event)
{
    if (!isReady() || !handleBrushKey(event))
        AxisPlot::keyPressEvent(event);
}

void PicturePlot::toggleBrush()
{
    if (!brush_.isEmpty()) {
        brush_.clear();
    } else {
        const QPointF middle
            = cursor().value_or(QPointF(visibleX().low + visibleX().span() / 2, visibleY().low + visibleY().span() / 2));
        const double across = visibleX().span() / 20;
        const double up = visibleY().span() / 20;
        brush_.setShapes({ { { middle.x() - across, middle.x() + across, middle.y() - up, middle.y() + up }, {} } });
    }
    update();
    Q_EMIT brushChanged(brush_.shapes(), true);
}

bool PicturePlot::handleBrushKey(QKeyEvent* event)
{
    const auto resize = [&](double across, double up) {
        if (!brush_.resize(across * visibleX().span() / 40, up * visibleY().span() / 40))
            return false;
        update();
        Q_EMIT brushChanged(brush_.shapes(), true);
        return true;
    };
    const bool shift = event->modifiers() == Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_B:
        toggleBrush();
        return true;
    case Qt::Key_Escape:
        if (brush_.isEmpty())
            return false;
        toggleBrush();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (hovered_)
            Q_EMIT rowChosen(*hovered_);
        return hovered_.has_value();
    case Qt::Key_Left:
        return shift && resize(-1, 0);
    case Qt::Key_Right:
        return shift && resize(1, 0);
    case Qt::Key_Up:
        return shift && resize(0, 1);
    case Qt::Key_Down:
        return shift && resize(0, -1);
    default:
        return false;
    }
}

} // namespace ui
