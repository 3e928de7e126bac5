// SPDX-License-Identifier: Apache-2.0
// The one place that chooses where tensors live and sets LibTorch up for reproducible work.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>

namespace core::models {

/// "cpu", "cuda" or "cuda:1". Error{Unsupported} when this machine or this LibTorch has no such device.
c10::Device deviceOf(const std::string& name);

/// Call once per process before the first tensor: thread count (≥ 1) for LibTorch and its matrix products, deterministic
/// algorithms on, their filling of uninitialized memory off.
void setUpTorch(std::int64_t threads);

/// What a run's numbers depend on besides its input; stored with the run.
struct TorchFacts {
    std::string version; ///< "2.15.0"
    std::string cpuCapability; ///< "AVX2"
    std::int64_t threads = 1;
};
TorchFacts torchFacts();

/// Best rate of a 2048 × 512 × 2048 matrix product in GFLOP/s over about `seconds`, with the threads set now.
double measureMatmulRate(at::ScalarType type, double seconds = 0.5);

} // namespace core::models
