// SPDX-License-Identifier: Apache-2.0
// Rotary positions (Su et al., arXiv 2104.09864), half-split as Hugging Face's models lay them out.
// Shapes: T tokens, S size of a head.
#pragma once

#include "core/formats/hf_config.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace core::models {

/// cos and sin of position × frequency, [T, turned / 2] each; turned = the dimensions of a head that turn.
struct Angles {
    at::Tensor cosines, sines;
};

/// Radians a position of each pair of turned dimensions, `scaling` applied.
std::vector<double> rotaryFrequencies(const formats::ModelConfig& config);

/// Keeps a table of all positions met so far; not thread-safe.
class Rotary {
public:
    explicit Rotary(const formats::ModelConfig& config);

    /// Of tokens at these positions, on the device and in the number type of `like`.
    Angles angles(const std::vector<std::int64_t>& positions, const at::Tensor& like);

private:
    std::vector<double> frequencies_;
    Angles table_; ///< by position

    void grow(std::int64_t positions, const at::Tensor& like);
};

/// x [T, …, S] with its first dimensions turned: d pairs with d + turned / 2.
at::Tensor turned(const at::Tensor& x, const Angles& angles);

/// A vector as a tensor of int64.
at::Tensor toTensor(const std::vector<std::int64_t>& values, c10::Device device);

} // namespace core::models
