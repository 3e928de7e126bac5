// SPDX-License-Identifier: GPL-3.0-or-later
// From a filter and a sort key to the rows that a table shows and the counts that its facets show. Pure computation on a
// snapshot, for a thread that is not the GUI's.
#pragma once

#include "core/base/cancel_token.h"
#include "ui/session/example_filter.h"

#include <functional>
#include <memory>
#include <optional>

namespace ui {

using Snapshot = std::shared_ptr<const core::data::Columns>;

/// Whether both are about the same examples in the same order. Two projects may agree in that: put null in between.
bool sameRows(const Snapshot& left, const Snapshot& right);

/// What is asked.
struct ViewRequest {
    Snapshot snapshot;
    ExampleFilter filter;
    SortKey sort;
    core::data::Selection selection; ///< counts where the filter says so; then of the snapshot's size
};

/// Rows in the order in which they are shown, and the place of every row in it.
struct VisibleOrder {
    static constexpr std::uint32_t hidden = 0xffffffff;
    std::vector<std::uint32_t> rows;
    std::vector<std::uint32_t> places; ///< one a row of the snapshot
};

/// What comes out.
struct ViewResult {
    Snapshot snapshot;
    ExampleFilter filter; ///< the one that this answers
    SortKey sort;
    std::shared_ptr<const VisibleOrder> order;
    std::vector<core::data::Facet> facets; ///< each counts the rows that all other filters let through
    double lossTop = 0; ///< only one in 200 losses is higher: a scale for sparklines; 0 = there are none
    bool searching = false; ///< a search goes on: more rows may come
};

/// Answers one request after another, and keeps what the next one may need: the sort permutation of the latest snapshot.
/// One thread at a time.
class ExampleView {
public:
    /// The rows that hold a text, of as many as were searched so far.
    using FoundRows = std::function<core::data::Selection(const core::data::TextFilter&)>;

    /// Throws Error{Cancelled}.
    ViewResult answer(const ViewRequest& request, const FoundRows& found, const core::CancelToken& cancel);

private:
    struct KeptOrder {
        SortKey sort;
        std::vector<std::uint32_t> order;
    };

    Snapshot snapshot_;
    std::optional<KeptOrder> kept_;
    double lossTop_ = 0;

    void setSnapshot(const Snapshot& snapshot);
    std::shared_ptr<const VisibleOrder> orderOfVisible(const SortKey& sort, const core::data::Selection& visible);
};

} // namespace ui
