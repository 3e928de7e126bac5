// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/bar_list.h"

#include "ui/controls/bar_delegate.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QScrollBar>

#include <algorithm>

namespace ui {

BarList::BarList(const Theme& theme, Density density, QWidget* parent)
    : QListView(parent)
    , model_(new QStandardItemModel(this))
    , delegate_(nullptr)
    , rowHeight_(density == Density::Usual ? 22 : 17)
{
    delegate_ = new BarDelegate(theme, rowHeight_, this);
    setModel(model_);
    setItemDelegate(delegate_);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    setProperty("look", "bars");
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!quiet_)
            Q_EMIT selectionEdited(selectedKeys());
    });
    connect(&theme, &Theme::changed, this, [this] { viewport()->update(); });
}

void BarList::setRows(const std::vector<BarRow>& rows)
{
    const QStringList selected = selectedKeys();
    const QString current = currentIndex().data(BarDelegate::keyRole).toString();
    quiet_ = true;
    model_->setRowCount(static_cast<int>(rows.size()));
    for (int row = 0; row < model_->rowCount(); ++row) {
        const BarRow& from = rows[static_cast<std::size_t>(row)];
        auto* item = new QStandardItem(from.name);
        item->setData(from.value, BarDelegate::valueRole);
        item->setData(from.text, BarDelegate::textRole);
        item->setData(from.key, BarDelegate::keyRole);
        item->setData(QString(from.name + ", " + from.text), Qt::AccessibleTextRole);
        item->setToolTip(from.name);
        model_->setItem(row, item);
        if (!current.isEmpty() && from.key == current)
            selectionModel()->setCurrentIndex(item->index(), QItemSelectionModel::NoUpdate);
    }
    quiet_ = false;
    setSelectedKeys(selected);
    refresh();
}

void BarList::setFullValue(double value)
{
    chosenFullValue_ = value;
    refresh();
}

void BarList::setBarRole(Role role)
{
    delegate_->barRole = role;
    viewport()->update();
}

void BarList::setMostVisibleRows(int rows)
{
    mostRows_ = rows;
    updateGeometry();
}

void BarList::setSelectable(bool selectable)
{
    setSelectionMode(selectable ? QAbstractItemView::ExtendedSelection : QAbstractItemView::NoSelection);
    setFocusPolicy(selectable ? Qt::StrongFocus : Qt::NoFocus);
}

QStringList BarList::selectedKeys() const
{
    QStringList keys;
    for (int row = 0; row < model_->rowCount(); ++row)
        if (const QModelIndex index = model_->index(row, 0); selectionModel()->isSelected(index))
            keys += index.data(BarDelegate::keyRole).toString();
    return keys;
}

void BarList::setSelectedKeys(const QStringList& keys)
{
    QItemSelection selection;
    for (int row = 0; row < model_->rowCount(); ++row)
        if (const QModelIndex index = model_->index(row, 0); keys.contains(index.data(BarDelegate::keyRole).toString()))
            selection.select(index, index);
    quiet_ = true;
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    quiet_ = false;
}

QSize BarList::sizeHint() const
{
    return { 180, minimumSizeHint().height() };
}

QSize BarList::minimumSizeHint() const
{
    return { 100, std::min(model_->rowCount(), mostRows_) * rowHeight_ };
}

void BarList::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && selectionModel()->hasSelection())
        clearSelection();
    else
        QListView::keyPressEvent(event);
}

void BarList::focusInEvent(QFocusEvent* event)
{
    QListView::focusInEvent(event);
    if (!currentIndex().isValid() && model_->rowCount() > 0) // the ring shows where the keys work, nothing is selected yet
        selectionModel()->setCurrentIndex(model_->index(0, 0), QItemSelectionModel::NoUpdate);
}

void BarList::refresh()
{
    QFont bold = font();
    bold.setPixelSize(12);
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(bold);
    delegate_->fullValue = chosenFullValue_;
    delegate_->nameWidth = delegate_->textWidth = 0;
    for (int row = 0; row < model_->rowCount(); ++row) {
        const QModelIndex index = model_->index(row, 0);
        delegate_->nameWidth
            = std::max(delegate_->nameWidth, metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + 1);
        delegate_->textWidth
            = std::max(delegate_->textWidth, metrics.horizontalAdvance(index.data(BarDelegate::textRole).toString()) + 1);
        if (chosenFullValue_ <= 0)
            delegate_->fullValue = std::max(delegate_->fullValue, index.data(BarDelegate::valueRole).toDouble());
    }
    updateGeometry();
    viewport()->update();
}

} // namespace ui
