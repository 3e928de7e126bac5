// SPDX-License-Identifier: Apache-2.0
// The few distributions that intervals and tests stand on. Absolute errors are below 1e-10 for the arguments named.
#pragma once

#include <cstdint>

namespace core::analysis {

double normalCdf(double x);
/// p in (0, 1).
double normalQuantile(double p);

/// P(|T| > |t|) of Student's distribution; degrees > 0.
double studentTwoSided(double t, double degrees);
/// The t with P(|T| > t) = p; p in (0, 1].
double studentTwoSidedQuantile(double p, double degrees);
/// P(|T| > critical) of the noncentral distribution with that noncentrality (Johnson and Welch, 1940; by quadrature).
double noncentralStudentTwoSided(double critical, double degrees, double noncentrality);

/// P(X = k) of a binomial of `trials` fair coins.
double fairBinomial(std::uint64_t k, std::uint64_t trials);

} // namespace core::analysis
