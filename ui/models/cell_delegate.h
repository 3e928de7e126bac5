// SPDX-License-Identifier: GPL-3.0-or-later
// How every cell of a table is drawn: ground by state, a line under the row, one line of text with search hits, the frame
// of the current cell. The delegates of other kinds of cell replace the content only.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QStyledItemDelegate>

#include <functional>

namespace ui {

class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int padding = 8; ///< at both sides of a cell

    explicit CellDelegate(const Theme& theme, QObject* parent = nullptr);

    /// Which rows are chosen and under the pointer, where that is not the view's own selection.
    std::function<bool(const QModelIndex&)> isSelected;
    std::function<bool(const QModelIndex&)> isHovered;
    QString words; ///< marked where the text holds them, in either case
    Role textRole = Role::Text;
    int loadingRole = -1; ///< a bool of the model: the text is not here yet

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const final;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    const Theme& theme() const { return theme_; }
    /// `place` is the cell without its padding. The font is set.
    virtual void paintContent(QPainter& painter, const QRect& place, const QModelIndex& index) const;
    void paintText(QPainter& painter, const QRect& place, const QString& text, Qt::Alignment alignment, Role role) const;

private:
    const Theme& theme_;

    Role groundOf(const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintHits(QPainter& painter, const QRect& place, const QString& shown) const;
    QString shownText(const QString& text, const QFontMetrics& metrics, int width) const;
};

} // namespace ui
