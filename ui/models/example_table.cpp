// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/example_table.h"

#include "ui/models/filter_header.h"

#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

core::data::TextField fieldOfText(ExampleColumn column)
{
    return column == ExampleColumn::Prompt ? core::data::TextField::Prompt : core::data::TextField::Response;
}

} // namespace

ExampleTable::ExampleTable(const Theme& theme, SelectionState& state, TextSource texts, SearchSource search, QWidget* parent)
    : QWidget(parent)
    , state_(state)
    , model_(new ExampleTableModel(texts, this))
    , view_(new ExampleTableView(theme, *model_, state, this))
    , chips_(new FilterChips(theme, state, this))
    , query_(new ViewQuery(std::move(search), this))
    , copier_(new RowCopier(std::move(texts), this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(chips_);
    layout->addWidget(view_, 1);
    addFields();
    setFocusProxy(view_);

    connect(&state_, &SelectionState::filterChanged, this, [this] {
        showFilter();
        ask();
    });
    connect(&state_, &SelectionState::selectionChanged, this, [this] {
        if (state_.filter().rows.onlyBrushed)
            ask();
    });
    connect(view_, &ExampleTableView::sortEdited, this, &ExampleTable::ask);
    connect(view_, &ExampleTableView::copyRequested, this,
        [this] { copier_->copy(snapshot_, view_->targetRows(), view_->visibleColumns()); });
    connect(query_, &ViewQuery::answered, this, [this](std::uint64_t, const ViewResult& result) {
        view_->setView(result);
        if (result.snapshot != snapshot_ && sameRows(result.snapshot, snapshot_))
            model_->setSnapshot(snapshot_); // a preview came while the question was on its way
        chips_->setView(result);
        Q_EMIT answered(result);
    });
    connect(query_, &ViewQuery::searchFailed, this, &ExampleTable::failed);
    connect(model_, &ExampleTableModel::loadingFailed, this, &ExampleTable::failed);
    connect(copier_, &RowCopier::failed, this, &ExampleTable::failed);
    connect(copier_, &RowCopier::copied, this, &ExampleTable::copied);
}

void ExampleTable::addFields()
{
    FilterHeader& head = view_->head();
    connect(&head, &FilterHeader::filterEdited, this, &ExampleTable::onFilterEdited);
    const core::data::Columns nothing;
    for (int section = 0; section < exampleColumns; ++section) {
        const auto column = static_cast<ExampleColumn>(section);
        if (column == ExampleColumn::Row || (!isNumber(column) && !isText(column) && !nameColumnOf(column)))
            continue;
        const QString placeholder = isNumber(column) ? tr("> 0") : isText(column) ? tr("contains") : tr("any");
        const QString name = columnHead(nothing, column);
        head.addField(section, QString::number(section), placeholder, tr("Filter %1").arg(name));
    }
}

void ExampleTable::setSnapshot(const Snapshot& snapshot)
{
    const bool same = sameRows(snapshot, snapshot_);
    snapshot_ = snapshot;
    if (!same) {
        query_->forget();
        model_->setSnapshot(nullptr);
    }
    ask();
}

void ExampleTable::preview(const Snapshot& snapshot)
{
    if (!sameRows(snapshot, snapshot_))
        return;
    snapshot_ = snapshot; // what is asked next, as when the page is shown, is asked of the newest
    model_->setSnapshot(snapshot);
}

void ExampleTable::forgetTexts()
{
    model_->forgetTexts();
    query_->forgetSearches();
    ask();
}

void ExampleTable::setSort(const SortKey& sort)
{
    view_->setSort(sort);
    ask();
}

void ExampleTable::ask()
{
    stale_ = !isVisible();
    if (!stale_ && snapshot_)
        query_->ask({ snapshot_, state_.filter(), view_->sort(), state_.selection() });
}

void ExampleTable::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (stale_)
        ask();
}

void ExampleTable::onFilterEdited(int section, const QString& text)
{
    const auto column = static_cast<ExampleColumn>(section);
    std::string typed = text.trimmed().toStdString();
    const std::string problem = typed.empty() || isText(column) ? std::string()
        : isNumber(column)                                      ? core::data::problemOfNumber(measureOfField(column), typed)
                                                                : core::data::problemOfName(typed);
    view_->head().setProblem(section, QString::fromStdString(problem));
    if (!problem.empty())
        typed.clear(); // what cannot be read filters nothing
    ExampleFilter filter = state_.filter();
    if (isText(column))
        filter.setWords(fieldOfText(column), typed);
    else if (isNumber(column))
        filter.setNumber(measureOfField(column), typed);
    else
        filter.setName(*nameColumnOf(column), typed);
    typing_ = true;
    state_.setFilter(filter);
    typing_ = false;
}

Measure ExampleTable::measureOfField(ExampleColumn column) const
{
    static const core::data::Columns nothing;
    return *measureOf(snapshot_ ? *snapshot_ : nothing, column);
}

QString ExampleTable::fieldText(ExampleColumn column) const
{
    const ExampleFilter& filter = state_.filter();
    if (isText(column))
        return QString::fromStdString(filter.words(fieldOfText(column)));
    return QString::fromStdString(
        isNumber(column) ? filter.number(measureOfField(column)) : filter.name(*nameColumnOf(column)));
}

/// The fields follow a filter that a chip, a plot or another page changed.
void ExampleTable::showFilter()
{
    if (typing_)
        return;
    FilterHeader& head = view_->head();
    for (int section = 0; section < exampleColumns; ++section)
        if (head.field(section) != nullptr) {
            head.setProblem(section, {});
            head.setFieldText(section, fieldText(static_cast<ExampleColumn>(section)));
        }
}

} // namespace ui
