// SPDX-License-Identifier: Apache-2.0
// Numbers as they stand in answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::benchmarks {

/// All matches of -?\d+/?\.?\d* from left to right ("1/2" is one, ".5" gives "5").
std::vector<std::string> numbersIn(std::string_view text);

/// Without superfluous zeros, integers without a point ("3.50" → "3.5", "07" → "7", "2." → "2"); what is no decimal number
/// ("1/2") stays as it is.
std::string canonicalNumber(std::string_view text);

/// The value of an arithmetic expression: decimal numbers, + - * / ^, parentheses, \frac, \sqrt, \pi, \cdot, \times, a
/// trailing percent sign is ignored. Nothing else is evaluated; nothing for what is not wholly such an expression.
std::optional<double> valueOf(std::string_view expression);

} // namespace core::benchmarks
