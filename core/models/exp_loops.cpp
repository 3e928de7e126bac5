// SPDX-License-Identifier: Apache-2.0
// Written with vector types: the compiler leaves the plain loop scalar, because its clamp becomes a branch.
#include "core/models/exp_loops.h"

#include <cstdint>
#include <cstring>
#include <limits>

namespace core::models {

namespace {

constexpr std::size_t lanes = 8;
using Floats = float __attribute__((vector_size(lanes * sizeof(float))));
using Integers = std::int32_t __attribute__((vector_size(lanes * sizeof(float))));

Floats all(float value)
{
    return Floats{} + value;
}

Floats load(const float* values)
{
    Floats loaded;
    std::memcpy(&loaded, values, sizeof loaded);
    return loaded;
}

void store(float* values, Floats stored)
{
    std::memcpy(values, &stored, sizeof stored);
}

/// exp for x ≤ 0 (or NaN): x = n ln 2 + r with |r| ≤ ln 2 / 2, Taylor's polynomial of r to the 7th power, 2^n put into
/// the exponent bits. The number added and taken away rounds to the nearest integer.
inline Floats negativeExponential(Floats x)
{
    constexpr float least = -87.0F; // below it the result would be subnormal
    constexpr float rounder = 12582912.0F;
    x = x < all(least) ? all(least) : x;
    const Floats shifted = x * 1.44269504088896341F + rounder;
    const Floats n = shifted - rounder;
    const Floats r = (x - n * 0.693359375F) + n * 2.12194440e-4F;
    Floats p = r * (1.0F / 5040) + 1.0F / 720;
    p = p * r + 1.0F / 120;
    p = p * r + 1.0F / 24;
    p = p * r + 1.0F / 6;
    p = p * r + 0.5F;
    p = p * r + 1.0F;
    p = p * r + 1.0F;
    Integers bits;
    std::memcpy(&bits, &shifted, sizeof bits);
    bits = (bits + 127) << 23;
    Floats power;
    std::memcpy(&power, &bits, sizeof power);
    return p * power;
}

float sumOf(Floats values)
{
    float sum = 0;
    for (std::size_t i = 0; i < lanes; ++i)
        sum += values[i];
    return sum;
}

/// One term by itself, for what is left behind the last whole vector.
float exponentialOf(float x)
{
    return negativeExponential(all(x))[0];
}

} // namespace

float maximumOf(const float* values, std::size_t count)
{
    Floats most = all(-std::numeric_limits<float>::infinity());
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        const Floats x = load(values + i);
        most = x > most ? x : most;
    }
    float result = -std::numeric_limits<float>::infinity();
    for (std::size_t lane = 0; lane < lanes; ++lane)
        result = most[lane] > result ? most[lane] : result;
    for (; i < count; ++i)
        result = values[i] > result ? values[i] : result;
    return result;
}

float sumOfExponentials(const float* values, std::size_t count, float shift)
{
    Floats even{};
    Floats odd{}; // two sums, so that one addition need not wait for the other
    std::size_t i = 0;
    for (; i + 2 * lanes <= count; i += 2 * lanes) {
        even += negativeExponential(load(values + i) - shift);
        odd += negativeExponential(load(values + i + lanes) - shift);
    }
    float sum = sumOf(even + odd);
    for (; i < count; ++i)
        sum += exponentialOf(values[i] - shift);
    return sum;
}

float exponentiate(float* values, std::size_t count, float shift)
{
    Floats sums{};
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        const Floats exponentials = negativeExponential(load(values + i) - shift);
        store(values + i, exponentials);
        sums += exponentials;
    }
    float sum = sumOf(sums);
    for (; i < count; ++i) {
        values[i] = exponentialOf(values[i] - shift);
        sum += values[i];
    }
    return sum;
}

} // namespace core::models
