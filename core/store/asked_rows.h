// SPDX-License-Identifier: Apache-2.0
// The rows of a dataset that somebody asks for without a window: by number, by filter, by a stored selection, in an order.
// What a filter shows here is what it shows in a window.
#pragma once

#include "core/base/cancel_token.h"
#include "core/data/columns.h"
#include "core/data/example_filter.h"
#include "core/store/project_session.h"

#include <memory>
#include <string>
#include <vector>

namespace core::store {

/// Everything that is given must hold at once.
struct RowsRequest {
    std::string dataset; ///< name or id
    std::string run; ///< whose losses count; empty: the clustering's, else none
    std::string clustering;
    std::string tokens; ///< a run whose token counts count, where not the run's
    std::string rows; ///< "1,2,5-9", from 1; empty: all
    std::string selection; ///< a stored one, by name or id
    data::ExampleFilter filter;
    data::SortKey sort;

    /// Whether it asks for fewer than all rows.
    bool restricted() const { return !rows.empty() || !selection.empty() || !filter.empty(); }
};

struct AskedRows {
    DatasetRecord dataset;
    std::shared_ptr<const data::Columns> columns;
    std::vector<std::uint32_t> rows; ///< in the order asked for

    data::Selection selection() const;
    std::vector<ExampleId> examples() const; ///< in the same order
};

/// Throws Error{BadInput}: no such dataset, run, clustering or selection, an expression that cannot be read, a condition or
/// an order by something that is not known of these rows; {Cancelled}.
AskedRows askRows(const ProjectSession& session, const RowsRequest& request, const CancelToken& cancel = {});

} // namespace core::store
