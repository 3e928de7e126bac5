// SPDX-License-Identifier: GPL-3.0-or-later
// A cluster as marker and word; a pin or a ban where a person decided. Beside losses, the cross of unscored rows.
#pragma once

#include "ui/models/cell_delegate.h"
#include "ui/models/example_cells.h"

namespace ui {

/// Circle, diamond, square or cross of 9 pixels around `centre`.
void paintMarker(QPainter& painter, QPointF centre, CellMarker marker, const QColor& colour);

class ClusterDelegate : public CellDelegate {
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& place, const QModelIndex& index) const override;
};

/// A number, set right; a row without a score has the word and the cross.
class LossDelegate : public CellDelegate {
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& place, const QModelIndex& index) const override;
};

} // namespace ui
