// SPDX-License-Identifier: GPL-3.0-or-later
// Which columns of a table of examples stand in a given width, and how wide they are. Pure arithmetic.
#pragma once

#include "ui/models/example_cells.h"

#include <map>
#include <vector>

namespace ui {

struct ColumnLayout {
    std::vector<int> widths; ///< one per ExampleColumn; 0 = hidden
    int total = 0; ///< more than was there: the table scrolls sideways
};

inline constexpr int leastTextWidth = 180;

int usualWidth(ExampleColumn column);

/// `wanted` in any order; `chosen` are widths set by hand. Where the text column would get less than 180 pixels, "half
/// learned at", then the lengths, then the source give way; what is left over goes to the text column. `kept` never give
/// way: the table is sorted or filtered by them.
ColumnLayout layOutColumns(const std::vector<ExampleColumn>& wanted, const std::map<ExampleColumn, int>& chosen, int width,
    const std::vector<ExampleColumn>& kept);

} // namespace ui
