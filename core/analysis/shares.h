// SPDX-License-Identifier: Apache-2.0
// How much of a run is hard: of its rows, of its tokens, of each source.
#pragma once

#include "core/analysis/clustering.h"
#include "core/analysis/intervals.h"

#include <cstdint>
#include <span>
#include <vector>

namespace core::analysis {

struct Share {
    std::uint64_t hard = 0;
    std::uint64_t scored = 0;
    double share = 0; ///< hard / scored; NaN when nothing was scored
    Interval interval; ///< Wilson, 95 %
};

/// Hard rows of the scored rows.
Share hardShare(const Clustering& clustering);

/// The same counted in tokens: `tokens` holds one number per row (response tokens). The interval treats tokens as if they
/// were drawn one by one, so it is not given: low = high = share.
Share hardTokenShare(const Clustering& clustering, std::span<const std::uint32_t> tokens);

struct GroupShare {
    std::int32_t group = 0; ///< the code
    std::uint64_t rows = 0; ///< with the unscored ones
    Share share;
};

/// Hard share of every group (source, skill, ...): `codes` holds one code per row, counted from 0. Ascending by code.
std::vector<GroupShare> hardShareByGroup(const Clustering& clustering, std::span<const std::int32_t> codes);

} // namespace core::analysis
