// SPDX-License-Identifier: Apache-2.0
// Models and named tensors as files: Hugging Face folders in, Hugging Face folders out.
#pragma once

#include "core/base/error.h"
#include "core/formats/safetensors.h"
#include "core/models/parameters.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace core::models {

namespace model_files_faults {
inline constexpr Fault missingTensor{ "model/missing-tensor", ErrorKind::BadFile,
    "a weight that config.json demands is missing", "The folder is incomplete, or config.json belongs to another model." };
inline constexpr Fault unexpectedTensor{ "model/unexpected-tensor", ErrorKind::BadFile,
    "the file holds a tensor that is no weight of this model", "config.json may belong to another model." };
inline constexpr Fault wrongShape{ "model/wrong-shape", ErrorKind::BadFile, "the tensor's shape does not fit config.json" };
inline constexpr Fault wrongType{ "model/wrong-type", ErrorKind::Unsupported,
    "weights must be stored as F64, F32, F16 or BF16" };
inline constexpr Fault repeatedTensor{ "model/repeated-tensor", ErrorKind::BadFile,
    "the weight stands twice in the folder" };
inline constexpr Fault all[] = { missingTensor, unexpectedTensor, wrongShape, wrongType, repeatedTensor };
} // namespace model_files_faults

/// config.json and the weights beside it, widened to fp32. Refused in words: model_files_faults and those of the readers.
Model loadModel(const std::filesystem::path& folder, c10::Device device = c10::kCPU);

/// Writes config.json and model.safetensors (fp32; a tied head is left out as published files do). Returns the SHA-256
/// of the weights. Tokenizer files are the caller's.
std::string saveModel(const Model& model, const std::filesystem::path& folder);

struct NamedTensor {
    std::string name;
    at::Tensor tensor;
};

/// Writes fp32, fp64 or int64 tensors from any device as one safetensors file; returns its SHA-256.
std::string writeTensors(const std::filesystem::path& file, const std::vector<NamedTensor>& tensors,
    const std::map<std::string, std::string>& metadata = {});
/// All tensors of a file as they are stored (no widening), on the CPU.
std::vector<NamedTensor> readTensors(const std::filesystem::path& file);
/// One tensor as it is stored, on the CPU.
at::Tensor readTensor(const formats::SafetensorsFile& file, const formats::TensorEntry& entry);

} // namespace core::models
