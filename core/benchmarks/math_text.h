// SPDX-License-Identifier: Apache-2.0
// Answers written in LaTeX, made comparable as Hendrycks et al. (MATH, arXiv 2103.03874) do.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace core::benchmarks {

/// Without spaces, sizes of brackets, degrees, units, dollar and percent signs; fractions and roots written in one way.
std::string normalizedMath(std::string_view answer);

/// The content of the last \boxed{…} with its braces balanced; behind a \boxed without braces, what comes before the next $.
std::optional<std::string> lastBoxed(std::string_view text);

} // namespace core::benchmarks
