// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace core::analysis {

struct Interval {
    double low = 0;
    double high = 0;
    friend bool operator==(const Interval&, const Interval&) = default;
};

/// The two-sided 95 % quantile of the normal distribution.
inline constexpr double z95 = 1.959963984540054;

/// Wilson's score interval (1927) of a proportion. [0, 1] when trials is 0. Throws Error{BadInput} if successes > trials.
Interval wilson(std::uint64_t successes, std::uint64_t trials, double z = z95);

} // namespace core::analysis
