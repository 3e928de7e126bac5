// SPDX-License-Identifier: GPL-3.0-or-later
// What mouse and keys do in the table of examples.
#include "ui/models/column_chooser.h"
#include "ui/models/example_table_view.h"
#include "ui/models/filter_header.h"

#include <QtCore/QDataStream>
#include <QtCore/QIODevice>
#include <QtCore/QMap>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QMenu>

#include <utility>

namespace ui {

void ExampleTableView::onSectionClicked(int section)
{
    if (!model_.snapshot())
        return;
    const auto measure = measureOf(*model_.snapshot(), static_cast<ExampleColumn>(section));
    if (!measure)
        return; // texts and trajectories have no order
    const bool same = measure == sort_.measure;
    // numbers: the largest first, which is what a person looks for; a third click is the order of the rows again
    const bool first = *measure == Measure::RowNumber || !isNumber(static_cast<ExampleColumn>(section));
    if (!same)
        setSort({ *measure, first });
    else if (sort_.ascending == first)
        setSort({ *measure, !first });
    else
        setSort({});
    toTop_ = !byKeys_;
    Q_EMIT sortEdited();
}

void ExampleTableView::selectAll()
{
    rows_.all();
}

void ExampleTableView::mousePressEvent(QMouseEvent* event)
{
    byKeys_ = false;
    const RowChoice before = state_.currentRow();
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier) && before)
        if (const int place = model_.placeOf(before); place >= 0 && state_.selectedCount() == 0)
            rows_.setAnchor(place); // nothing was clicked yet: from the current row
    QTableView::mousePressEvent(event);
    if (event->button() != Qt::LeftButton || !index.isValid())
        return;
    if (event->modifiers().testFlag(Qt::ShiftModifier))
        rows_.extend(index.row(), event->modifiers().testFlag(Qt::ControlModifier));
    else if (event->modifiers().testFlag(Qt::ControlModifier))
        rows_.toggle(index.row());
    else
        rows_.click(index.row());
}

void ExampleTableView::mouseDoubleClickEvent(QMouseEvent* event)
{
    QTableView::mouseDoubleClickEvent(event);
    if (const RowChoice row = model_.rowAt(indexAt(event->pos()).row()); event->button() == Qt::LeftButton && row)
        Q_EMIT inspectRequested(*row);
}

void ExampleTableView::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() == Qt::NoButton) {
        state_.setHoveredRow(model_.rowAt(indexAt(event->pos()).row()));
        return;
    }
    const QModelIndex index = indexAt(event->pos());
    if (event->buttons() == Qt::LeftButton && index.isValid() && event->modifiers() == Qt::NoModifier)
        rows_.extend(index.row(), false); // drawn over rows
}

void ExampleTableView::leaveEvent(QEvent* event)
{
    QTableView::leaveEvent(event);
    state_.setHoveredRow({});
}

void ExampleTableView::keyPressEvent(QKeyEvent* event)
{
    if (actOnKey(*event)) {
        event->accept();
        return;
    }
    const int before = currentIndex().row();
    if (event->key() == Qt::Key_Up && before <= 0 && (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier) {
        head_->takeFocus(currentIndex().column());
        return;
    }
    const RowChoice from = state_.currentRow();
    if (event->modifiers().testFlag(Qt::ShiftModifier) && state_.selectedCount() == 0)
        rows_.setAnchor(before);
    QTableView::keyPressEvent(event);
    const int now = currentIndex().row();
    byKeys_ = byKeys_ || now != before;
    if (event->modifiers().testFlag(Qt::ShiftModifier) && now != before && now >= 0)
        rows_.extend(now, false);
    else if (!event->modifiers().testFlag(Qt::ControlModifier) && now != before && now >= 0)
        rows_.goAlong(from, now);
}

/// Tab alone chooses no example: the first row shows the focus, and is taken up by what is done with it.
void ExampleTableView::focusInEvent(QFocusEvent* event)
{
    const bool before = std::exchange(following_, true);
    QTableView::focusInEvent(event);
    following_ = before;
}

bool ExampleTableView::takeUpCurrent()
{
    if (!state_.currentRow() && currentIndex().isValid())
        state_.setCurrentRow(model_.rowAt(currentIndex().row()));
    return state_.currentRow().has_value();
}

bool ExampleTableView::actOnKey(const QKeyEvent& event)
{
    const bool plain = (event.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (event.matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (event.matches(QKeySequence::Copy)) {
        Q_EMIT copyRequested();
    } else if (event.key() == Qt::Key_Space && event.modifiers() == Qt::ControlModifier) {
        rows_.toggle(currentIndex().row());
    } else if (event.key() == Qt::Key_Escape && plain && state_.selectedCount() > 0) {
        rows_.clear();
    } else if (const int key = event.key(); !plain
               || (key != Qt::Key_Return && key != Qt::Key_Enter && key != Qt::Key_Space && key != Qt::Key_L)
               || !takeUpCurrent()) {
        return false;
    } else if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) {
        Q_EMIT inspectRequested(*state_.currentRow());
    } else if (event.key() == Qt::Key_Space) {
        togglePin();
    } else {
        Q_EMIT labelRequested(state_.targets());
    }
    return true;
}

/// Hard, and free again where the current row is pinned.
void ExampleTableView::togglePin()
{
    const RowChoice row = state_.currentRow();
    if (row && model_.snapshot() && *row < model_.snapshot()->rows())
        requestPin(clusterCell(*model_.snapshot(), *row).pinned ? Pin::None : Pin::Hard);
}

void ExampleTableView::requestPin(Pin pin)
{
    Q_EMIT pinRequested(state_.targets(), pin);
}

void ExampleTableView::contextMenuEvent(QContextMenuEvent* event)
{
    const RowChoice row = state_.currentRow();
    if (!row || !model_.snapshot())
        return;
    const ClusterCell cell = clusterCell(*model_.snapshot(), *row);
    auto* menu = new QMenu(this);
    menu->setObjectName("example menu");
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Open in the inspector\tEnter"), this, [this, row] { Q_EMIT inspectRequested(*row); });
    menu->addSeparator();
    menu->addAction(tr("Pin as hard") + (cell.pinned ? QString() : tr("\tSpace")), this, [this] { requestPin(Pin::Hard); });
    menu->addAction(tr("Pin as easy"), this, [this] { requestPin(Pin::Easy); });
    menu->addAction(tr("Unpin") + (cell.pinned ? tr("\tSpace") : QString()), this, [this] { requestPin(Pin::None); })
        ->setEnabled(cell.pinned);
    menu->addSeparator();
    menu->addAction(cell.excluded ? tr("Include again") : tr("Exclude"), this,
        [this, excluded = !cell.excluded] { Q_EMIT excludeRequested(state_.targets(), excluded); });
    menu->addAction(tr("Label…\tL"), this, [this] { Q_EMIT labelRequested(state_.targets()); });
    menu->addSeparator();
    menu->addAction(tr("Copy\tCtrl+C"), this, &ExampleTableView::copyRequested);
    menu->addAction(tr("Select all\tCtrl+A"), this, &ExampleTableView::selectAll);
    ExampleFilter filter = state_.filter();
    filter.rows.onlyBrushed = !filter.rows.onlyBrushed;
    menu->addAction(filter.rows.onlyBrushed ? tr("Show only the selection") : tr("Show rows outside the selection too"),
            this, [this, filter] { state_.setFilter(filter); })
        ->setEnabled(!filter.rows.onlyBrushed || state_.selectedCount() > 0);
    menu->popup(event->reason() == QContextMenuEvent::Mouse
            ? event->globalPos()
            : viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft()));
}

void ExampleTableView::onHeadMenu(QPoint place)
{
    auto* chooser = new ColumnChooser(shown_, model_.snapshot(), this);
    connect(chooser, &ColumnChooser::edited, this, [this](const std::vector<ExampleColumn>& columns) {
        setShownColumns(columns);
        Q_EMIT shownColumnsEdited();
    });
    chooser->popUp(head_->mapToGlobal(place));
}

/// The ground below the last row, and what stands there when no row is shown.
void ExampleTableView::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (model_.rowCount() > 0 || !model_.snapshot())
        return;
    QPainter painter(viewport());
    painter.setFont(theme_.font(TextSize::Body13));
    painter.setPen(theme_.colour(Role::Secondary));
    const QString text = state_.filter().empty() ? tr("No examples.") : tr("No example passes all filters.");
    painter.drawText(viewport()->rect().adjusted(16, 16, -16, -16), Qt::AlignHCenter | Qt::AlignTop, text);
}

QByteArray ExampleTableView::saveLayout() const
{
    QByteArray layout;
    QDataStream stream(&layout, QIODevice::WriteOnly);
    QList<qint32> shown;
    for (const ExampleColumn column : shown_)
        shown.append(static_cast<qint32>(column));
    QMap<qint32, qint32> widths;
    for (const auto& [column, width] : chosenWidths_)
        widths.insert(static_cast<qint32>(column), width);
    stream << qint32{ exampleColumns } << shown << widths;
    return layout;
}

bool ExampleTableView::restoreLayout(const QByteArray& layout)
{
    QDataStream stream(layout);
    qint32 columns = 0;
    QList<qint32> shown;
    QMap<qint32, qint32> widths;
    stream >> columns >> shown >> widths;
    if (stream.status() != QDataStream::Ok || columns != exampleColumns || shown.isEmpty())
        return false; // of another version, with other columns
    const auto known = [](qint32 column) { return column >= 0 && column < exampleColumns; };
    if (!std::all_of(shown.begin(), shown.end(), known))
        return false;
    for (auto width = widths.begin(); width != widths.end(); ++width)
        if (known(width.key()) && width.value() >= head_->minimumSectionSize() && width.value() <= 10000)
            chosenWidths_[static_cast<ExampleColumn>(width.key())] = width.value();
    std::vector<ExampleColumn> wanted;
    for (const qint32 column : shown)
        wanted.push_back(static_cast<ExampleColumn>(column));
    setShownColumns(wanted);
    return true;
}

} // namespace ui
