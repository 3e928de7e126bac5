// SPDX-License-Identifier: Apache-2.0
// Loops over one row of logits, written so that the compiler vectorises them. Not finite in, not finite out.
#pragma once

#include <cstddef>

namespace core::models {

float maximumOf(const float* values, std::size_t count);

/// Σ exp(values[i] − shift), for shift ≥ every value; relative error below 2e-7 a term, lanes summed in fp32.
float sumOfExponentials(const float* values, std::size_t count, float shift);

/// The same sum; values[i] becomes exp(values[i] − shift).
float exponentiate(float* values, std::size_t count, float shift);

} // namespace core::models
