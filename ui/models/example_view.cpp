// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/example_view.h"

#include "ui/models/facet_words.h"

#include <algorithm>
#include <cmath>

namespace ui {

using core::data::Columns;
using core::data::Selection;

namespace {

/// Which values of a facet the filter lets through: all that are chosen, and those whose name holds what was typed.
std::vector<bool> chosenValues(const Columns& columns, const FacetColumn& column, const ExampleFilter& filter, Facet facet)
{
    const QStringList keys = filter.facetValues(facet);
    const auto part = filter.contained.find(facet);
    std::vector<bool> chosen;
    for (const QString& key : column.keys)
        chosen.push_back((keys.isEmpty() || keys.contains(key))
            && (part == filter.contained.end()
                || facetValueName(columns, facet, key).contains(part->second, Qt::CaseInsensitive)));
    return chosen;
}

bool filters(const ExampleFilter& filter, Facet facet)
{
    return filter.facets.contains(facet) || filter.contained.contains(facet);
}

std::vector<FacetCount> countsOf(const FacetColumn& column, const Selection& among)
{
    const std::vector<std::size_t> counts = countValues(column, among);
    const std::vector<std::size_t> totals = countValues(column, Selection(column.codes.size(), true));
    std::vector<FacetCount> values;
    for (std::size_t value = 0; value < counts.size(); ++value)
        if (totals[value] != 0)
            values.push_back({ column.keys[static_cast<qsizetype>(value)], counts[value] });
    return values;
}

/// Of at most 65,536 losses, evenly spread over rows and points.
double lossTop(const Columns& columns)
{
    std::vector<float> losses;
    const std::size_t step = columns.losses.size() / 65536 + 1;
    for (std::size_t i = 0; i < columns.losses.size(); i += step)
        if (std::isfinite(columns.losses[i]))
            losses.push_back(columns.losses[i]);
    if (losses.empty())
        return 0;
    const auto top = losses.begin() + static_cast<std::ptrdiff_t>((losses.size() - 1) * 199 / 200);
    std::ranges::nth_element(losses, top);
    return static_cast<double>(*top);
}

} // namespace

Selection matching(const Columns& columns, const NumberFilter& filter)
{
    if (!hasMeasure(columns, filter.measure))
        return Selection(columns.rows(), filter.missing);
    const std::vector<double> values = measureValues(columns, filter.measure);
    if (filter.missing)
        return Selection::where(values.size(), [&](std::size_t row) { return std::isnan(values[row]); });
    return Selection::where(values.size(), [&](std::size_t row) {
        const double value = values[row];
        return (filter.leastOpen ? value > filter.least : value >= filter.least)
            && (filter.mostOpen ? value < filter.most : value <= filter.most);
    });
}

void ExampleView::setSnapshot(const Snapshot& snapshot)
{
    if (snapshot == snapshot_)
        return;
    snapshot_ = snapshot;
    kept_.reset();
    lossTop_ = lossTop(*snapshot_);
    facets_.clear();
    for (const Facet facet : allFacets)
        facets_.emplace(facet, facetColumn(*snapshot_, facet));
}

/// Rows that everything but the facets lets through.
Selection ExampleView::ownRows(const ViewRequest& request, const FoundRows& found) const
{
    Selection rows(snapshot_->rows(), true);
    for (const NumberFilter& filter : request.filter.numbers)
        rows &= matching(*snapshot_, filter);
    for (const TextFilter& filter : request.filter.texts)
        rows &= found(filter);
    if (request.filter.selectedOnly)
        rows &= request.selection;
    return rows;
}

std::shared_ptr<const VisibleOrder> ExampleView::orderOfVisible(const SortKey& sort, const Selection& visible)
{
    auto order = std::make_shared<VisibleOrder>();
    if (sort == SortKey()) {
        order->rows = visible.rows();
    } else {
        if (!kept_ || kept_->sort != sort)
            kept_ = { sort, orderOf(measureValues(*snapshot_, sort.measure), sort.ascending) };
        order->rows = core::data::visibleOrder(kept_->order, visible);
    }
    order->places.assign(snapshot_->rows(), VisibleOrder::hidden);
    for (std::uint32_t place = 0; place < order->rows.size(); ++place)
        order->places[order->rows[place]] = place;
    return order;
}

ViewResult ExampleView::answer(const ViewRequest& request, const FoundRows& found, const core::CancelToken& cancel)
{
    setSnapshot(request.snapshot);
    cancel.check();
    const Selection own = ownRows(request, found);
    std::map<Facet, Selection> passed; // only of facets that filter
    for (const auto& [facet, column] : facets_)
        if (filters(request.filter, facet))
            passed.emplace(facet, rowsWith(column, chosenValues(*snapshot_, column, request.filter, facet)));
    cancel.check();

    ViewResult result;
    for (const auto& [facet, column] : facets_) {
        Selection others = own;
        for (const auto& [other, rows] : passed)
            if (other != facet)
                others &= rows;
        result.facets.emplace(facet, countsOf(column, others));
    }
    cancel.check();
    Selection visible = own;
    for (const auto& [facet, rows] : passed)
        visible &= rows;
    result.order = orderOfVisible(request.sort, visible);
    result.snapshot = request.snapshot;
    result.filter = request.filter;
    result.sort = request.sort;
    result.lossTop = lossTop_;
    return result;
}

} // namespace ui
