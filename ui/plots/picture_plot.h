// SPDX-License-Identifier: GPL-3.0-or-later
// A plot that is a density image of rows: the image comes from another thread at device pixels, rows are found under the
// pointer and selected by a brush. Keys beside those of every plot: B puts a brush around the cross-hair, Shift with the
// arrows resizes it, Escape drops it, Enter chooses the row under the cross-hair.
#pragma once

#include "ui/plots/axis_plot.h"
#include "ui/plots/brush.h"
#include "ui/plots/picture_source.h"
#include "ui/plots/tone_colours.h"

namespace ui {

class PicturePlot : public AxisPlot {
    Q_OBJECT

public:
    explicit PicturePlot(const Theme& theme, QWidget* parent = nullptr);
    ~PicturePlot() override;

    const BrushShapes& brushes() const { return brush_.shapes(); }
    void setBrushes(BrushShapes shapes);
    /// Beside the brush: "5 666 selected".
    void setBrushWords(const QString& words);
    /// Drawn until the pointer finds another one.
    void setHoveredRow(std::optional<std::size_t> row);
    std::optional<std::size_t> hoveredRow() const { return hovered_; }

    bool hasImage() const { return !pictures_.latest().image.isNull(); }
    /// That the image shown took on its thread; 0 before there is one.
    double imageMilliseconds() const { return pictures_.latest().milliseconds; }
    void prepare(QSizeF size, double ratio, std::function<void()> ready) override;

Q_SIGNALS:
    /// Shapes in values of the axes; empty when the brush was dropped. Selected is what lies in any of them.
    void brushChanged(const ui::BrushShapes& shapes, bool finished);
    void rowHovered(std::optional<std::size_t> row);
    void rowChosen(std::size_t row);
    void imageArrived();

protected:
    /// What computes the image; owns all that it reads. Empty: there is nothing to draw.
    virtual PictureSource::Work work() const = 0;
    virtual QSize imageSize(const QRectF& plot, double ratio) const;
    virtual std::optional<std::size_t> rowAt(QPointF places) const = 0;
    virtual bool isLasso() const { return false; }

    void paintImage(const PlotPaint& paint);
    void paintBrush(const PlotPaint& paint) const;
    /// What the image shows is other now. `forget`: the old one must not be seen any more.
    void changePicture(bool forget = false);
    std::shared_ptr<const ToneColours> colours() const { return colours_; }
    bool isBrushing() const { return brush_.isDragging(); }

    void onThemeChanged() override;
    void onCursorMoved(std::optional<QPointF> places) override;
    bool beginDrag(QPointF at, Qt::KeyboardModifiers modifiers) override;
    void continueDrag(QPointF at) override;
    void endDrag(QPointF at) override;
    Qt::CursorShape pointerAt(QPointF at) const override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    PictureKey keyFor(const QRectF& plot, double ratio) const;
    bool handleBrushKey(QKeyEvent* event);
    void toggleBrush();

    Brush brush_;
    QString brushWords_;
    std::optional<std::size_t> hovered_;
    quint64 contentCount_ = 1;
    std::shared_ptr<const ToneColours> colours_;
    PictureSource pictures_;
};

} // namespace ui
