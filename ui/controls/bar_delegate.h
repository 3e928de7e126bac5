// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a row of a BarList.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QStyledItemDelegate>

namespace ui {

class BarDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int valueRole = Qt::UserRole + 1; ///< double
    static constexpr int textRole = Qt::UserRole + 2; ///< the value in words
    static constexpr int keyRole = Qt::UserRole + 3;

    BarDelegate(const Theme& theme, int rowHeight, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    double fullValue = 0; ///< length of a whole bar; 0 or less: no bars
    int nameWidth = 0; ///< of the widest name
    int textWidth = 0; ///< of the widest value
    Role barRole = Role::Edge;

private:
    void drawBar(QPainter& painter, const QRect& place, double value, bool selected) const;

    const Theme& theme_;
    int rowHeight_;
};

} // namespace ui
