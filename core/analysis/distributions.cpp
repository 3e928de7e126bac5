// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/distributions.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <numbers>

namespace core::analysis {

namespace {

/// Continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method.
double betaFraction(double a, double b, double x)
{
    constexpr double tiny = 1e-300;
    double c = 1;
    double d = 1 / (1 - (a + b) * x / (a + 1));
    double result = d;
    for (int i = 1; i < 10'000; ++i) {
        const double m = i;
        for (const double term : { m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                 -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)) }) {
            d = 1 + term * d;
            d = 1 / (std::abs(d) < tiny ? tiny : d);
            c = 1 + term / c;
            c = std::abs(c) < tiny ? tiny : c;
            result *= c * d;
        }
        if (std::abs(c * d - 1) < 1e-16)
            break;
    }
    return result;
}

/// The regularised incomplete beta function I_x(a, b).
double incompleteBeta(double a, double b, double x)
{
    if (x <= 0 || x >= 1)
        return x <= 0 ? 0 : 1;
    const double front
        = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
    if (x < (a + 1) / (a + b + 2))
        return front * betaFraction(a, b, x) / a;
    return 1 - front * betaFraction(b, a, 1 - x) / b;
}

} // namespace

double normalCdf(double x)
{
    return std::erfc(-x / std::numbers::sqrt2) / 2;
}

double normalQuantile(double p)
{
    double low = -40;
    double high = 40;
    for (int i = 0; i < 200 && high - low > 1e-15 * std::abs(low + high); ++i) {
        const double middle = (low + high) / 2;
        (normalCdf(middle) < p ? low : high) = middle;
    }
    return (low + high) / 2;
}

double studentTwoSided(double t, double degrees)
{
    if (std::isinf(t))
        return 0;
    return incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t));
}

double studentTwoSidedQuantile(double p, double degrees)
{
    double low = 0;
    double high = 1;
    while (studentTwoSided(high, degrees) > p && high < 1e300)
        high *= 2;
    for (int i = 0; i < 200 && high - low > 1e-15 * high; ++i) {
        const double middle = (low + high) / 2;
        (studentTwoSided(middle, degrees) > p ? low : high) = middle;
    }
    return (low + high) / 2;
}

double noncentralStudentTwoSided(double critical, double degrees, double noncentrality)
{
    // T = (Z + noncentrality) / U with U = sqrt(chi squared / degrees): the normal tails, weighted with the density of U.
    const double spread = 1 / std::sqrt(2 * degrees);
    const double low = std::max(0.0, 1 - 12 * spread);
    const double high = 1 + 12 * spread;
    constexpr int steps = 4000; // Simpson's rule; even
    const double width = (high - low) / steps;
    const double scale = std::log(2.0) + degrees / 2 * std::log(degrees / 2) - std::lgamma(degrees / 2);
    double sum = 0;
    for (int i = 0; i <= steps; ++i) {
        const double u = low + i * width;
        if (u <= 0)
            continue;
        const double density = std::exp(scale + (degrees - 1) * std::log(u) - degrees * u * u / 2);
        const double tails = normalCdf(noncentrality - critical * u) + normalCdf(-critical * u - noncentrality);
        sum += (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2) * density * tails;
    }
    return sum * width / 3;
}

double fairBinomial(std::uint64_t k, std::uint64_t trials)
{
    if (k > trials)
        return 0;
    const auto n = static_cast<double>(trials);
    const auto x = static_cast<double>(k);
    return std::exp(std::lgamma(n + 1) - std::lgamma(x + 1) - std::lgamma(n - x + 1) - n * std::numbers::ln2);
}

} // namespace core::analysis
