// SPDX-License-Identifier: Apache-2.0
// Filter, order and row numbers as the words of a command line, and back: --where NAME:EXPRESSION, --facet NAME=VALUE,
// --sort NAME, 1,2,5-9.
#pragma once

#include "core/data/example_filter.h"

#include <string>
#include <string_view>
#include <vector>

namespace core::data {

/// "mean-loss:> 2", "source:= math", "text:last digit" (also prompt:, response:, labels:, note:), with an expression as it
/// is typed above a column. A second condition of one name takes the place of the first. Throws Error{BadInput} with a
/// sentence.
void addCondition(ExampleFilter& filter, std::string_view text);
/// "source=math", "flags=excluded", "cluster=1", "length=tokens:128", "labels=": rows with any of the values of a facet.
void addFacet(ExampleFilter& filter, std::string_view text);
/// "mean-loss". Throws Error{BadInput} naming what there is.
Measure sortMeasure(std::string_view name);

/// The options that ask for what a filter and an order show, without quotes for a shell; RowFilter::onlyBrushed has none.
std::vector<std::string> queryWords(const ExampleFilter& filter, const SortKey& sort = {});

/// "1,2,5-9": row numbers from 1.
std::string writeRowNumbers(const Selection& rows);
/// Throws Error{BadInput} for what is not such a list or has a row that is not there.
Selection parseRowNumbers(std::string_view text, std::size_t rows);

} // namespace core::data
