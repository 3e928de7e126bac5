// SPDX-License-Identifier: Apache-2.0
#include "core/models/exp_loops.h"

#include <bit>
#include <cstdint>
#include <limits>

namespace core::models {

namespace {

/// exp for x ≤ 0 (or NaN): x = n ln 2 + r with |r| ≤ ln 2 / 2, Taylor's polynomial of r to the 7th power, 2^n put into
/// the exponent bits. The number added and taken away rounds to the nearest integer.
inline float negativeExponential(float x)
{
    constexpr float least = -87.0F; // below it the result would be subnormal
    constexpr float rounder = 12582912.0F;
    x = x < least ? least : x;
    const float shifted = x * 1.44269504088896341F + rounder;
    const float n = shifted - rounder;
    const float r = (x - n * 0.693359375F) + n * 2.12194440e-4F;
    float p = 1.0F / 5040;
    p = p * r + 1.0F / 720;
    p = p * r + 1.0F / 120;
    p = p * r + 1.0F / 24;
    p = p * r + 1.0F / 6;
    p = p * r + 0.5F;
    p = p * r + 1.0F;
    p = p * r + 1.0F;
    const std::uint32_t exponent = (std::bit_cast<std::uint32_t>(shifted) + 127U) << 23U;
    return p * std::bit_cast<float>(exponent);
}

} // namespace

float maximumOf(const float* values, std::size_t count)
{
    float most = -std::numeric_limits<float>::infinity();
#pragma omp simd reduction(max : most)
    for (std::size_t i = 0; i < count; ++i)
        most = values[i] > most ? values[i] : most;
    return most;
}

float sumOfExponentials(const float* values, std::size_t count, float shift)
{
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::size_t i = 0; i < count; ++i)
        sum += negativeExponential(values[i] - shift);
    return sum;
}

float exponentiate(float* values, std::size_t count, float shift)
{
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::size_t i = 0; i < count; ++i) {
        values[i] = negativeExponential(values[i] - shift);
        sum += values[i];
    }
    return sum;
}

} // namespace core::models
