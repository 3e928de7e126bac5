// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/example_view.h"

#include <algorithm>
#include <cmath>

namespace ui {

using core::data::Columns;
using core::data::Selection;

namespace {

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

bool sameRows(const Snapshot& left, const Snapshot& right)
{
    return left && right && left->origin.dataset == right->origin.dataset
        && (left->ids.sharesWith(right->ids) || std::ranges::equal(left->ids, right->ids));
}

void ExampleView::setSnapshot(const Snapshot& snapshot)
{
    if (snapshot == snapshot_)
        return;
    snapshot_ = snapshot;
    kept_.reset();
    lossTop_ = lossTop(*snapshot_);
}

std::shared_ptr<const VisibleOrder> ExampleView::orderOfVisible(const SortKey& sort, const Selection& visible)
{
    auto order = std::make_shared<VisibleOrder>();
    if (sort == SortKey()) {
        order->rows = visible.rows();
    } else {
        if (!kept_ || kept_->sort != sort)
            kept_ = { sort, core::data::orderOf(measureValues(*snapshot_, sort.measure), sort.ascending) };
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
    std::vector<std::optional<Selection>> texts;
    for (const core::data::TextFilter& text : request.filter.rows.texts)
        texts.emplace_back(found(text));
    cancel.check();
    core::data::FilteredRows filtered = core::data::applyFilter(*snapshot_, request.filter, texts, request.selection);
    cancel.check();
    return { request.snapshot, request.filter, request.sort, orderOfVisible(request.sort, filtered.visible),
        std::move(filtered.facets), lossTop_, false };
}

} // namespace ui
