// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/example_table_view.h"

#include "ui/models/cell_delegate.h"
#include "ui/models/cluster_delegate.h"
#include "ui/models/filter_header.h"
#include "ui/models/sparkline_delegate.h"

#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <utility>

namespace ui {

ExampleTableView::ExampleTableView(const Theme& theme, ExampleTableModel& model, SelectionState& state, QWidget* parent)
    : QTableView(parent)
    , theme_(theme)
    , model_(model)
    , state_(state)
    , rows_(model, state)
    , head_(new FilterHeader(theme, this))
{
    setObjectName("example table");
    setAccessibleName(tr("Examples"));
    setModel(&model);
    setUpHead();
    setUpRows();
    setUpDelegates();
    followState();
    setShownColumns({ ExampleColumn::Row, ExampleColumn::Prompt, ExampleColumn::Response, ExampleColumn::PromptLength,
        ExampleColumn::ResponseLength });
}

void ExampleTableView::setUpHead()
{
    setHorizontalHeader(head_);
    disconnect(head_, &QHeaderView::sectionPressed, this, nullptr); // it would make another row current
    disconnect(head_, &QHeaderView::sectionEntered, this, nullptr);
    connect(head_, &QHeaderView::sectionResized, this,
        [this](int section, int, int width) { onSectionResized(section, width); });
    connect(head_, &QHeaderView::sectionClicked, this, &ExampleTableView::onSectionClicked);
    head_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(head_, &QWidget::customContextMenuRequested, this, &ExampleTableView::onHeadMenu);
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, head_, &QHeaderView::geometriesChanged);
    connect(head_, &FilterHeader::rowsWanted, this, [this] {
        setFocus(Qt::TabFocusReason);
        if (!currentIndex().isValid() && model_.rowCount() > 0)
            setCurrentIndex(model_.index(0, head_->logicalIndex(0)));
        takeUpCurrent(); // who asks for the rows means the first
    });
}

void ExampleTableView::setUpRows()
{
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(rowHeight);
    verticalHeader()->setDefaultSectionSize(rowHeight);
    verticalHeader()->hide();
    setShowGrid(false); // the cells draw the line under a row
    setWordWrap(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::NoSelection); // the selection is a bitset in the state
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setCornerButtonEnabled(false);
}

void ExampleTableView::setUpDelegates()
{
    const auto add = [this](ExampleColumn column, CellDelegate* delegate) {
        delegate->isSelected = [this](const QModelIndex& index) { return rows_.isMarked(index.row()); };
        delegate->isHovered = [this](const QModelIndex& index) {
            const RowChoice row = model_.rowAt(index.row());
            return row && row == state_.hoveredRow();
        };
        setItemDelegateForColumn(static_cast<int>(column), delegate);
    };
    for (int column = 0; column < exampleColumns; ++column)
        add(static_cast<ExampleColumn>(column), new CellDelegate(theme_, this));
    for (const ExampleColumn column : { ExampleColumn::Prompt, ExampleColumn::Response }) {
        auto* delegate = new CellDelegate(theme_, this);
        delegate->loadingRole = ExampleTableModel::LoadingRole;
        delegate->textRole = column == ExampleColumn::Response ? Role::Secondary : Role::Text;
        texts_.push_back(delegate);
        add(column, delegate);
    }
    for (const ExampleColumn column : { ExampleColumn::Source, ExampleColumn::Labels, ExampleColumn::Flags }) {
        auto* delegate = new CellDelegate(theme_, this);
        delegate->textRole = Role::Secondary;
        add(column, delegate);
    }
    sparklines_ = new SparklineDelegate(theme_, this);
    add(ExampleColumn::Cluster, new ClusterDelegate(theme_, this));
    add(ExampleColumn::LastLoss, new LossDelegate(theme_, this));
    add(ExampleColumn::Trajectory, sparklines_);
}

void ExampleTableView::followState()
{
    const auto redraw = [this] { viewport()->update(); };
    connect(&state_, &SelectionState::selectionChanged, this, redraw);
    connect(&state_, &SelectionState::hoveredRowChanged, this, redraw);
    connect(&state_, &SelectionState::currentRowChanged, this, &ExampleTableView::showCurrent);
    connect(&state_, &SelectionState::datasetStarted, this, [this] { rows_.setAnchor(-1); });
    connect(&theme_, &Theme::changed, this, redraw);
}

void ExampleTableView::setView(const ViewResult& view)
{
    const int place = currentIndex().row();
    const bool inSight = place >= 0 && viewport()->rect().intersects(visualRect(currentIndex()));
    const bool otherOrder = view.order
        && (model_.snapshot() != view.snapshot || model_.rowCount() == 0 || view.sort != sort_
            || static_cast<std::size_t>(model_.rowCount()) != view.order->rows.size());
    const int column = currentIndex().column();
    model_.setView(view);
    sort_ = view.sort;
    answerTop_ = view.lossTop;
    setLossTop(lossTop_);
    markWords(view.filter);
    markSort();
    layOut();
    const int now = model_.placeOf(state_.currentRow());
    const bool toTop = std::exchange(toTop_, false);
    if (otherOrder && (!inSight || now < 0))
        scrollToTop();
    following_ = true;
    if (now >= 0) {
        selectionModel()->setCurrentIndex(
            model_.index(now, column < 0 ? head_->logicalIndex(0) : column), QItemSelectionModel::NoUpdate);
        if (inSight)
            scrollTo(currentIndex());
    }
    if (toTop) // last: a current cell scrolls to itself
        scrollToTop();
    following_ = false;
}

void ExampleTableView::markWords(const ExampleFilter& filter)
{
    using core::data::TextField;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
        const std::string own = filter.words(i == 0 ? TextField::Prompt : TextField::Response);
        texts_[i]->words = QString::fromStdString(own.empty() ? filter.words(TextField::Any) : own);
    }
}

void ExampleTableView::setLossTop(double top)
{
    lossTop_ = top;
    sparklines_->top = top > 0 ? top : answerTop_;
    viewport()->update();
}

/// Another page, or a plot, made an example current.
void ExampleTableView::showCurrent()
{
    viewport()->update();
    const int place = model_.placeOf(state_.currentRow());
    if (following_ || place == currentIndex().row())
        return;
    following_ = true;
    const int column = std::max(currentIndex().column(), 0);
    selectionModel()->setCurrentIndex(
        place < 0 ? QModelIndex() : model_.index(place, column), QItemSelectionModel::NoUpdate);
    if (place >= 0)
        scrollTo(currentIndex());
    following_ = false;
}

void ExampleTableView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (following_ || !current.isValid())
        return;
    following_ = true;
    state_.setCurrentRow(model_.rowAt(current.row()));
    following_ = false;
    viewport()->update();
}

void ExampleTableView::setSort(const SortKey& sort)
{
    sort_ = sort;
    markSort();
}

void ExampleTableView::markSort()
{
    int section = -1;
    if (const Snapshot& snapshot = model_.snapshot())
        for (int column = 0; column < exampleColumns; ++column)
            if (measureOf(*snapshot, static_cast<ExampleColumn>(column)) == sort_.measure)
                section = column;
    head_->setSortMark(section, sort_.ascending);
}

void ExampleTableView::setShownColumns(const std::vector<ExampleColumn>& columns)
{
    shown_ = columns;
    std::ranges::sort(shown_);
    layOut();
}

std::vector<ExampleColumn> ExampleTableView::visibleColumns() const
{
    std::vector<ExampleColumn> columns;
    for (int section = 0; section < exampleColumns; ++section)
        if (!isColumnHidden(section))
            columns.push_back(static_cast<ExampleColumn>(section));
    return columns;
}

void ExampleTableView::layOut()
{
    if (layingOut_)
        return;
    layingOut_ = true;
    std::vector<ExampleColumn> kept;
    for (int section = 0; section < exampleColumns; ++section) {
        const auto column = static_cast<ExampleColumn>(section);
        const QLineEdit* field = head_->field(section);
        const bool sorted = model_.snapshot() && measureOf(*model_.snapshot(), column) == sort_.measure;
        if (sorted || (field != nullptr && !field->text().isEmpty()))
            kept.push_back(column);
    }
    const ColumnLayout layout = layOutColumns(shown_, chosenWidths_, viewport()->width(), kept);
    for (int section = 0; section < exampleColumns; ++section) {
        const int width = layout.widths[static_cast<std::size_t>(section)];
        setColumnHidden(section, width == 0);
        if (width > 0)
            setColumnWidth(section, width);
    }
    layingOut_ = false;
}

void ExampleTableView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    layOut();
}

void ExampleTableView::onSectionResized(int section, int width)
{
    if (layingOut_ || width == 0)
        return;
    chosenWidths_[static_cast<ExampleColumn>(section)] = width;
    layOut();
}

std::vector<std::uint32_t> ExampleTableView::targetRows() const
{
    std::vector<std::uint32_t> rows = state_.targets().rows();
    std::ranges::stable_sort(rows, {}, [this](std::uint32_t row) { return static_cast<unsigned>(model_.placeOf(row)); });
    return rows;
}

} // namespace ui
