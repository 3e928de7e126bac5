// SPDX-License-Identifier: Apache-2.0
// The options by which verbs are told which rows of a dataset they are about.
#pragma once

#include "core/store/asked_rows.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace cli {

struct RowOptions {
    std::vector<std::string> where; ///< core/data/query_text
    std::vector<std::string> facets;
    std::string sort;
    bool descending = false;
    core::store::RowsRequest request; ///< the options that need no translation are bound to its fields
};

/// Declares --rows, --where, --facet, --selection and what conditions may speak of: --run, --clustering, --tokens.
void addRowOptions(CLI::App& verb, RowOptions& options);
/// --sort and --descending.
void addOrderOptions(CLI::App& verb, RowOptions& options);

/// Throws Error{BadInput}.
core::store::RowsRequest rowsRequest(const RowOptions& options, const std::string& dataset);

} // namespace cli
