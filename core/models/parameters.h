// SPDX-License-Identifier: Apache-2.0
// A model's weights as one ordered list of named tensors in the family's published layout: optimizers, checkpoints and
// loaders all work on it.
#pragma once

#include "core/formats/hf_config.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core::models {

enum class ParameterGroup { Embedding, Head, Matrix, Norm, Bias }; ///< Matrix: a hidden layer's weight

/// One published name and its tensor (an fp32 leaf; float64 in tests). Tied weights are two names of one tensor.
struct Parameter {
    std::string name;
    at::Tensor tensor;
    bool trainable = true;
    ParameterGroup group = ParameterGroup::Matrix;
};

/// A name, shape and group that a configuration demands, before there is a tensor.
struct ParameterSpec {
    std::string name;
    std::vector<std::int64_t> shape;
    ParameterGroup group = ParameterGroup::Matrix;
    std::string tiedTo = {}; ///< the earlier parameter whose tensor this one is
};

struct Model {
    formats::ModelConfig config;
    std::vector<Parameter> parameters;
};

/// Fresh weights: normal(0, initializerRange), smaller where scaledResidualInit says so, norms 1, biases 0. Every tensor
/// draws from a stream of its own name, so the numbers depend on seed and name only.
Model newModel(const formats::ModelConfig& config, std::uint64_t seed, c10::Device device = c10::kCPU);

/// Error{Internal} when there is none.
const Parameter& parameterNamed(const std::vector<Parameter>& parameters, std::string_view name);
/// The trainable ones, tied ones once, in order.
std::vector<const Parameter*> distinctTrainable(const std::vector<Parameter>& parameters);
/// Numbers stored, tied ones once.
std::int64_t countNumbers(const std::vector<Parameter>& parameters);
/// A copy in another number type or on another device, ties kept. All leaves require gradients where trainable.
Model convertModel(const Model& model, at::ScalarType type, c10::Device device);

} // namespace core::models
