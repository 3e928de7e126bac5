// SPDX-License-Identifier: Apache-2.0
#include "core/models/model_files.h"

#include "core/models/weight_names.h"

#include "core/base/files.h"

#include <ATen/ops/empty.h>

#include <map>

namespace core::models {

namespace {

using formats::ElementType;

at::ScalarType scalarTypeOf(ElementType type)
{
    switch (type) {
    case ElementType::Float64:
        return at::kDouble;
    case ElementType::Float32:
        return at::kFloat;
    case ElementType::Float16:
        return at::kHalf;
    case ElementType::BFloat16:
        return at::kBFloat16;
    case ElementType::Int64:
        return at::kLong;
    case ElementType::Int32:
        return at::kInt;
    case ElementType::Int16:
        return at::kShort;
    case ElementType::Int8:
        return at::kChar;
    case ElementType::UInt8:
        return at::kByte;
    case ElementType::Bool:
        return at::kBool;
    }
    throw Error(ErrorKind::Internal, "an element type without a tensor type");
}

ElementType elementTypeOf(at::ScalarType type)
{
    for (const ElementType candidate : { ElementType::Float32, ElementType::Float64, ElementType::Int64 }) {
        if (scalarTypeOf(candidate) == type)
            return candidate;
    }
    throw Error(ErrorKind::Internal, std::string("tensors of type ") + c10::toString(type) + " are not written");
}

bool isFloating(ElementType type)
{
    return type == ElementType::Float64 || type == ElementType::Float32 || type == ElementType::Float16
        || type == ElementType::BFloat16;
}

std::string shapeText(const std::vector<std::int64_t>& shape)
{
    std::string text = "[";
    for (const std::int64_t size : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    return text + "]";
}

Place placeOf(const formats::SafetensorsFile& file, const formats::TensorEntry& entry)
{
    return { file.path().string(), std::nullopt, entry.offset, entry.name };
}

/// The folder's tensors by the names of `specs`, fp32.
std::map<std::string, at::Tensor> readWeights(
    const formats::ModelConfig& config, const std::vector<ParameterSpec>& specs, const std::filesystem::path& folder)
{
    std::map<std::string, const ParameterSpec*> wanted;
    for (const ParameterSpec& spec : specs)
        wanted[spec.name] = &spec;
    std::map<std::string, at::Tensor> weights;
    for (const std::filesystem::path& path : formats::weightFiles(folder)) {
        const formats::SafetensorsFile file(path);
        for (const formats::TensorEntry& entry : file.entries()) {
            const std::string name = canonicalName(config, entry.name);
            const auto spec = wanted.find(name);
            if (spec == wanted.end() && isLeftover(config, name))
                continue;
            if (spec == wanted.end())
                throw refusal(model_files_faults::unexpectedTensor, placeOf(file, entry));
            if (entry.shape != spec->second->shape) {
                throw refusal(model_files_faults::wrongShape, placeOf(file, entry),
                    "found " + shapeText(entry.shape) + ", expected " + shapeText(spec->second->shape));
            }
            if (!isFloating(entry.type))
                throw refusal(model_files_faults::wrongType, placeOf(file, entry));
            if (weights.count(name) != 0)
                throw refusal(model_files_faults::repeatedTensor, placeOf(file, entry));
            weights[name] = readTensor(file, entry).to(at::kFloat);
        }
    }
    return weights;
}

} // namespace

at::Tensor readTensor(const formats::SafetensorsFile& file, const formats::TensorEntry& entry)
{
    at::Tensor tensor = at::empty(entry.shape, scalarTypeOf(entry.type));
    file.read(entry, static_cast<char*>(tensor.data_ptr()));
    return tensor;
}

Model loadModel(const std::filesystem::path& folder, c10::Device device)
{
    Model model{ formats::readModelConfig(folder / "config.json"), {} };
    const std::vector<ParameterSpec> specs = parameterSpecs(model.config);
    std::map<std::string, at::Tensor> weights = readWeights(model.config, specs, folder);
    for (const ParameterSpec& spec : specs) {
        at::Tensor tensor;
        if (!spec.tiedTo.empty())
            tensor = parameterNamed(model.parameters, spec.tiedTo).tensor;
        else if (const auto found = weights.find(spec.name); found != weights.end())
            tensor = found->second.to(device).set_requires_grad(true);
        else
            throw refusal(model_files_faults::missingTensor, { folder.string(), std::nullopt, std::nullopt, spec.name });
        model.parameters.push_back({ spec.name, tensor, true, spec.group });
    }
    return model;
}

std::string saveModel(const Model& model, const std::filesystem::path& folder)
{
    createFolders(folder);
    std::vector<NamedTensor> tensors;
    for (const ParameterSpec& spec : parameterSpecs(model.config)) {
        if (spec.tiedTo.empty())
            tensors.push_back({ spec.name, parameterNamed(model.parameters, spec.name).tensor });
    }
    const std::string hash = writeTensors(folder / "model.safetensors", tensors, { { "format", "pt" } });
    writeFileAtomically(folder / "config.json", formats::writeModelConfig(model.config).dump(2) + "\n");
    return hash;
}

std::string writeTensors(const std::filesystem::path& file, const std::vector<NamedTensor>& tensors,
    const std::map<std::string, std::string>& metadata)
{
    std::vector<at::Tensor> held;
    std::vector<formats::TensorToWrite> toWrite;
    for (const NamedTensor& named : tensors) {
        const at::Tensor& tensor = held.emplace_back(named.tensor.detach().to(at::kCPU).contiguous());
        toWrite.push_back({ named.name, elementTypeOf(tensor.scalar_type()), tensor.sizes().vec(),
            { static_cast<const char*>(tensor.data_ptr()), tensor.nbytes() } });
    }
    return formats::writeSafetensors(file, toWrite, metadata);
}

std::vector<NamedTensor> readTensors(const std::filesystem::path& file)
{
    const formats::SafetensorsFile opened(file);
    std::vector<NamedTensor> tensors;
    for (const formats::TensorEntry& entry : opened.entries())
        tensors.push_back({ entry.name, readTensor(opened, entry) });
    return tensors;
}

} // namespace core::models
