// SPDX-License-Identifier: GPL-3.0-or-later
// Rectangles and lassos drawn on a plot: made by a drag, the newest rectangle moved and resized by its handles, more added
// with Shift. Shapes are kept in values of the axes, so they stay where they are when the view changes.
#pragma once

#include "ui/plots/plane_map.h"
#include "ui/theme/theme.h"

#include "core/analysis/brush_rows.h"

#include <QtCore/QString>

#include <vector>

class QPainter;

namespace ui {

struct BrushShape {
    core::analysis::PlaneBox box; ///< of a lasso: around it
    std::vector<core::analysis::PlanePoint> corners; ///< of a lasso; empty: a rectangle

    bool isLasso() const { return !corners.empty(); }
    friend bool operator==(const BrushShape&, const BrushShape&) = default;
};

using BrushShapes = std::vector<BrushShape>;

/// Points in any of the shapes.
core::data::Selection selectionOf(const BrushShapes& shapes, std::span<const float> x, std::span<const float> y);
/// Rows whose line passes through any of the shapes (of a lasso: the box around it).
core::data::Selection selectionOf(
    const BrushShapes& shapes, const core::analysis::LossView& losses, std::span<const double> positions);

class Brush {
public:
    const BrushShapes& shapes() const { return shapes_; }
    bool isEmpty() const { return shapes_.empty(); }
    void clear();
    void setShapes(BrushShapes shapes);

    void begin(const PlaneMap& map, QPointF pixel, bool lasso, bool adds);
    void drag(const PlaneMap& map, QPointF pixel);
    /// Drops a shape too small to be meant; whether there is one left that was drawn or changed.
    bool end(const PlaneMap& map);
    /// Moves the right and upper edge of the newest rectangle; whether there is one.
    bool resize(double across, double up);
    bool isDragging() const { return grip_ != Grip::None; }
    Qt::CursorShape pointerAt(const PlaneMap& map, QPointF pixel) const;

    /// `words`: beside the newest shape ("5 666 selected"); may be empty.
    void paint(QPainter& painter, const Theme& theme, const PlaneMap& map, const QString& words) const;

private:
    enum class Grip { None, New, TopLeft, TopRight, BottomLeft, BottomRight, Inside, Lasso };
    Grip gripAt(const PlaneMap& map, QPointF pixel) const;

    BrushShapes shapes_;
    Grip grip_ = Grip::None;
    QPointF anchor_; ///< place that stays: the corner opposite the one that is dragged
    QPointF last_; ///< place of the pointer
};

} // namespace ui
