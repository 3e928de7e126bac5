// SPDX-License-Identifier: GPL-3.0-or-later
// A loss trajectory in a cell: a line in the cluster's colour, a dot on the last point, one scale for all rows, no axis.
#pragma once

#include "ui/models/cell_delegate.h"

namespace ui {

class SparklineDelegate : public CellDelegate {
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;

    /// The loss at the upper edge; the lower one is 0. Higher losses are drawn at the edge. 0: nothing is drawn.
    double top = 0;

protected:
    void paintContent(QPainter& painter, const QRect& place, const QModelIndex& index) const override;
};

} // namespace ui
