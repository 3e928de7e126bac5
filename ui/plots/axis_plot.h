// SPDX-License-Identifier: GPL-3.0-or-later
// A plot with two axes: what part of them is visible (wheel, drag, keys), ticks and grid, and the place of the cross-hair.
// Left drag frames a part to look at unless the plot takes the drag; Shift or the middle button moves; double click, the
// button and the 0 key show all again.
#pragma once

#include "ui/plots/axis_scale.h"
#include "ui/plots/plane_map.h"
#include "ui/plots/plot_frame.h"
#include "ui/plots/read_out.h"

#include <optional>

namespace ui {

class AxisPlot : public PlotFrame {
    Q_OBJECT

public:
    explicit AxisPlot(const Theme& theme, QWidget* parent = nullptr);
    ~AxisPlot() override;

    AxisRange visibleX() const { return x_.visible; } ///< in places of the scale
    AxisRange visibleY() const { return y_.visible; }
    bool isZoomed() const;
    void setVisibleRange(AxisRange x, AxisRange y); ///< cut to the whole
    void resetView() override;

    /// The middle of what is painted inside the axes, for whoever puts something over it.
    QRectF plotRectangle() const { return geometryFor(size()).plot; }
    QPointF pixelOf(double x, double y) const; ///< of values, in the widget
    /// The text that the read-out shows now; empty without cross-hair.
    QString readOutSentence() const;

Q_SIGNALS:
    void viewChanged();

protected:
    struct Axis {
        AxisSettings settings;
        AxisScale scale;
        AxisRange visible;
    };

    /// Replaces the axes; a part that was zoomed to stays visible while it is inside.
    void setAxes(const AxisSettings& x, AxisRange xData, const AxisSettings& y, AxisRange yData);
    const AxisScale& xScale() const { return x_.scale; }
    const AxisScale& yScale() const { return y_.scale; }
    void setGridVisible(bool visible) { grid_ = visible; }

    PlotGeometry geometryFor(QSizeF size) const override;
    /// Pixels beside the plot for names at line ends, and above it.
    virtual double rightMargin() const { return 14; }
    virtual double topMargin() const { return 0; }

    void paintGrid(const PlotPaint& paint) const; ///< before the series
    void paintAxes(const PlotPaint& paint) const; ///< after them
    void paintOver(const PlotPaint& paint) override;
    PlaneMap planeMap(const QRectF& plot) const { return { plot, x_.visible, y_.visible }; }
    QPointF toPixel(const QRectF& plot, double xPlace, double yPlace) const;
    QPointF toPlaces(const QRectF& plot, QPointF pixel) const;

    /// What the box says when the cross-hair is at these places; nothing: no cross-hair there.
    virtual std::optional<ReadOut> readOutAt(QPointF places, const QRectF& plot) const;
    /// The next place to the left (-1) or right (+1) that the arrow keys go to; `from` is empty at first.
    virtual double nextPlace(std::optional<double> from, int direction) const;
    /// The pointer or the keys moved the cross-hair, or took it away.
    virtual void onCursorMoved(std::optional<QPointF> places);
    std::optional<QPointF> cursor() const { return cursor_; }
    void moveCursorTo(std::optional<QPointF> places);

    /// Drags that the plot takes for itself.
    virtual bool beginDrag(QPointF, Qt::KeyboardModifiers) { return false; }
    virtual void continueDrag(QPointF) { }
    virtual void endDrag(QPointF) { }
    virtual void clicked(QPointF, Qt::KeyboardModifiers) { }
    /// The look of the pointer over a place that can be dragged.
    virtual Qt::CursorShape pointerAt(QPointF) const { return Qt::ArrowCursor; }

    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Drag { None, Pressed, Content, Frame, Pan };
    void zoom(double factor, QPointF at, bool along, bool upwards);
    void pan(QPointF pixels);
    void showFrame();
    /// What is framed; the whole height where the drag was flat.
    QRectF frameIn(const QRectF& plot) const;
    bool handleKey(QKeyEvent* event);
    void paintFrame(const PlotPaint& paint) const;
    std::vector<AxisTick> xTicks(const QRectF& plot) const;
    std::vector<AxisTick> yTicks(const QRectF& plot) const;

    Axis x_;
    Axis y_;
    bool grid_ = true;
    std::optional<QPointF> cursor_; ///< in places
    Drag drag_ = Drag::None;
    QPointF pressedAt_;
    QPointF draggedTo_;
    Qt::KeyboardModifiers pressedWith_;
};

} // namespace ui
