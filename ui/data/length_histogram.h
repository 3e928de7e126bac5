// SPDX-License-Identifier: GPL-3.0-or-later
// How long the examples are: counts of a snapshot's rows by length, of all of them and of those that a filter shows. Pure
// computation, for a thread that is not the GUI's.
#pragma once

#include "core/data/columns.h"

#include <memory>
#include <vector>

namespace ui {

struct LengthHistogram {
    bool tokens = false; ///< else characters
    double width = 1; ///< of a bin
    std::vector<double> edges; ///< bins + 1, rising from 0; empty: there are no rows
    std::vector<long long> all;
    std::vector<long long> shown; ///< empty: the filter shows all
    std::size_t rows = 0;
    std::size_t shownRows = 0;
    std::size_t beyond = 0; ///< rows longer than the last edge: counted in the last bin
    std::size_t truncated = 0;
    std::size_t dropped = 0;
};

/// `visible`: rows that the filter shows; null: all of them.
LengthHistogram lengthHistogram(const core::data::Columns& columns, const std::vector<std::uint32_t>* visible);

} // namespace ui
