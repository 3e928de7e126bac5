// SPDX-License-Identifier: Apache-2.0
#include "core/models/parameters.h"

#include "core/models/weight_names.h"

#include "core/base/random.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace core::models {

namespace {

at::Tensor freshTensor(const ParameterSpec& spec, double deviation, std::uint64_t seed)
{
    if (spec.group == ParameterGroup::Norm && spec.name.size() > 7 && spec.name.substr(spec.name.size() - 7) == ".weight")
        return at::ones(spec.shape);
    if (spec.group == ParameterGroup::Norm || spec.group == ParameterGroup::Bias)
        return at::zeros(spec.shape);
    at::Tensor tensor = at::empty(spec.shape);
    RandomStream stream(seed, spec.name);
    std::generate_n(
        tensor.data_ptr<float>(), tensor.numel(), [&] { return static_cast<float>(deviation * stream.normal()); });
    return tensor;
}

/// The weights whose output is added to the hidden states.
std::set<std::string> residualWriters(const formats::ModelConfig& config)
{
    std::set<std::string> names;
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        for (const Part part : { Part::AttentionOutput, Part::Down }) {
            if (const auto name = partName(config, part, layer))
                names.insert(*name + ".weight");
        }
    }
    return names;
}

} // namespace

Model newModel(const formats::ModelConfig& config, std::uint64_t seed, c10::Device device)
{
    Model model{ config, {} };
    const std::set<std::string> writers = config.scaledResidualInit ? residualWriters(config) : std::set<std::string>();
    const double scaled = config.initializerRange / std::sqrt(2.0 * static_cast<double>(config.layers));
    for (const ParameterSpec& spec : parameterSpecs(config)) {
        at::Tensor tensor;
        const double deviation = writers.contains(spec.name) ? scaled : config.initializerRange;
        if (spec.tiedTo.empty())
            tensor = freshTensor(spec, deviation, seed).to(device).set_requires_grad(true);
        else
            tensor = parameterNamed(model.parameters, spec.tiedTo).tensor;
        model.parameters.push_back({ spec.name, tensor, true, spec.group });
    }
    return model;
}

const Parameter& parameterNamed(const std::vector<Parameter>& parameters, std::string_view name)
{
    const auto found
        = std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& p) { return p.name == name; });
    if (found == parameters.end())
        throw Error(ErrorKind::Internal, "the model has no parameter " + std::string(name));
    return *found;
}

std::vector<const Parameter*> distinctTrainable(const std::vector<Parameter>& parameters)
{
    std::vector<const Parameter*> distinct;
    std::set<const void*> seen;
    for (const Parameter& parameter : parameters) {
        if (parameter.trainable && seen.insert(parameter.tensor.unsafeGetTensorImpl()).second)
            distinct.push_back(&parameter);
    }
    return distinct;
}

std::int64_t countNumbers(const std::vector<Parameter>& parameters)
{
    std::int64_t count = 0;
    std::set<const void*> seen;
    for (const Parameter& parameter : parameters) {
        if (seen.insert(parameter.tensor.unsafeGetTensorImpl()).second)
            count += parameter.tensor.numel();
    }
    return count;
}

Model convertModel(const Model& model, at::ScalarType type, c10::Device device)
{
    Model converted{ model.config, {} };
    std::map<const void*, at::Tensor> copies;
    for (const Parameter& parameter : model.parameters) {
        at::Tensor& copy = copies[parameter.tensor.unsafeGetTensorImpl()];
        if (!copy.defined())
            copy = parameter.tensor.detach().to(device, type, false, true).set_requires_grad(parameter.trainable);
        converted.parameters.push_back({ parameter.name, copy, parameter.trainable, parameter.group });
    }
    return converted;
}

} // namespace core::models
