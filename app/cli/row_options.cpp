// SPDX-License-Identifier: Apache-2.0
#include "app/cli/row_options.h"

#include "core/data/query_text.h"

#include <CLI/CLI.hpp>

namespace cli {

void addRowOptions(CLI::App& verb, RowOptions& options)
{
    verb.add_option("--rows", options.request.rows, "Rows by number from 1, as 1,2,5-9");
    verb.add_option(
            "--where", options.where, "A condition, as mean-loss:> 2, source:= math, text:WORDS; several: all must hold")
        ->take_all()
        ->allow_extra_args(false);
    verb.add_option(
            "--facet", options.facets, "A facet's value, as source=math, flags=excluded; several of one: any of them")
        ->take_all()
        ->allow_extra_args(false);
    verb.add_option("--selection", options.request.selection, "A stored selection");
    verb.add_option("--run", options.request.run, "The run whose losses and token counts conditions speak of");
    verb.add_option("--clustering", options.request.clustering, "The clustering that conditions speak of");
    verb.add_option("--tokens", options.request.tokens, "The token count that conditions speak of, where not the run's");
}

void addOrderOptions(CLI::App& verb, RowOptions& options)
{
    verb.add_option("--sort", options.sort, "Order by row, source, mean-loss, tokens, ...; rows without a value stand last");
    verb.add_flag("--descending", options.descending, "The largest first");
}

core::store::RowsRequest rowsRequest(const RowOptions& options, const std::string& dataset)
{
    core::store::RowsRequest request = options.request;
    request.dataset = dataset;
    for (const std::string& condition : options.where)
        core::data::addCondition(request.filter, condition);
    for (const std::string& facet : options.facets)
        core::data::addFacet(request.filter, facet);
    if (!options.sort.empty())
        request.sort.measure = core::data::sortMeasure(options.sort);
    request.sort.ascending = !options.descending;
    return request;
}

} // namespace cli
