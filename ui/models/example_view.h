// SPDX-License-Identifier: GPL-3.0-or-later
// From a filter and a sort key to the rows that a table shows and the counts that its facets show. Pure computation on a
// snapshot, for a thread that is not the GUI's.
#pragma once

#include "core/base/cancel_token.h"
#include "ui/models/facet_column.h"
#include "ui/session/example_filter.h"

#include <functional>
#include <memory>
#include <optional>

namespace ui {

using Snapshot = std::shared_ptr<const core::data::Columns>;

struct SortKey {
    Measure measure = Measure::RowNumber;
    bool ascending = true;
    friend bool operator==(const SortKey&, const SortKey&) = default;
};

/// What is asked.
struct ViewRequest {
    Snapshot snapshot;
    ExampleFilter filter;
    SortKey sort;
    core::data::Selection selection; ///< counts where the filter says so
};

/// Rows in the order in which they are shown, and the place of every row in it.
struct VisibleOrder {
    static constexpr std::uint32_t hidden = 0xffffffff;
    std::vector<std::uint32_t> rows;
    std::vector<std::uint32_t> places; ///< one a row of the snapshot
};

struct FacetCount {
    QString key;
    std::size_t count = 0; ///< of rows that all other filters let through
    friend bool operator==(const FacetCount&, const FacetCount&) = default;
};

/// What comes out. The counts of a facet leave out that facet's own values.
struct ViewResult {
    Snapshot snapshot;
    ExampleFilter filter; ///< the one that this answers
    SortKey sort;
    std::shared_ptr<const VisibleOrder> order;
    std::map<Facet, std::vector<FacetCount>> facets; ///< values without any row in the snapshot are left out
    double lossTop = 0; ///< only one in 200 losses is higher: a scale for sparklines; 0 = there are none
    bool searching = false; ///< a search goes on: more rows may come
};

/// Answers one request after another, and keeps what the next one may need: sort permutations and facet columns of the
/// latest snapshot. One thread at a time.
class ExampleView {
public:
    /// The rows that hold a text, of as many as were searched so far.
    using FoundRows = std::function<core::data::Selection(const TextFilter&)>;

    /// Throws Error{Cancelled}.
    ViewResult answer(const ViewRequest& request, const FoundRows& found, const core::CancelToken& cancel);

private:
    struct KeptOrder {
        SortKey sort;
        std::vector<std::uint32_t> order;
    };

    Snapshot snapshot_;
    std::map<Facet, FacetColumn> facets_;
    std::optional<KeptOrder> kept_;
    double lossTop_ = 0;

    void setSnapshot(const Snapshot& snapshot);
    core::data::Selection ownRows(const ViewRequest& request, const FoundRows& found) const;
    std::shared_ptr<const VisibleOrder> orderOfVisible(const SortKey& sort, const core::data::Selection& visible);
};

/// Rows that a number filter lets through.
core::data::Selection matching(const core::data::Columns& columns, const NumberFilter& filter);

} // namespace ui
