// SPDX-License-Identifier: GPL-3.0-or-later
// An estimate with its interval in a cell: number, ± in secondary, and a bar on the span that a table's interval columns
// share.
#pragma once

#include "ui/models/cell_delegate.h"

#include <QtCore/QMetaType>

namespace ui {

struct IntervalCell {
    double estimate = 0; ///< NaN: there is none
    double least = 0;
    double most = 0;
};

class IntervalDelegate : public CellDelegate {
    Q_OBJECT

public:
    static constexpr int intervalRole = Qt::UserRole + 100; ///< IntervalCell

    using CellDelegate::CellDelegate;

    double spanLeast = 0;
    double spanMost = 1;
    int decimals = 1;
    Role barRole = Role::Neutral;

protected:
    void paintContent(QPainter& painter, const QRect& place, const QModelIndex& index) const override;
};

} // namespace ui

Q_DECLARE_METATYPE(ui::IntervalCell)
