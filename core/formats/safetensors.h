// SPDX-License-Identifier: Apache-2.0
// safetensors: an 8-byte little-endian header length, a JSON header, tensors back to back. Read with pread into owned
// memory, every size checked before anything is allocated. Reading data is left to the caller: this part knows no torch.
#pragma once

#include "core/base/files.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace core::formats {

enum class ElementType { Float64, Float32, Float16, BFloat16, Int64, Int32, Int16, Int8, UInt8, Bool };

std::size_t elementBytes(ElementType type);

struct TensorEntry {
    std::string name;
    ElementType type = ElementType::Float32;
    std::vector<std::int64_t> shape;
    std::uint64_t offset = 0; ///< from the start of the file
    std::uint64_t bytes = 0;
};

/// An open safetensors file whose header was checked whole: contiguous tensors from 0 to exactly the end of the file.
class SafetensorsFile {
public:
    explicit SafetensorsFile(const std::filesystem::path& file);

    const std::filesystem::path& path() const { return input_.path(); }
    const std::vector<TensorEntry>& entries() const { return entries_; } ///< in file order
    const TensorEntry* find(std::string_view name) const;
    const std::map<std::string, std::string>& metadata() const { return metadata_; }
    /// The tensor's raw little-endian bytes; `buffer` holds exactly entry.bytes.
    void read(const TensorEntry& entry, char* buffer) const;

private:
    InputFile input_;
    std::vector<TensorEntry> entries_;
    std::map<std::string, std::string> metadata_;
};

/// One tensor to be written: its bytes must stay alive until the call returns.
struct TensorToWrite {
    std::string name;
    ElementType type = ElementType::Float32;
    std::vector<std::int64_t> shape;
    std::span<const char> bytes;
};

/// Writes all or nothing; the bytes of the file depend only on the arguments. Returns the file's SHA-256.
std::string writeSafetensors(const std::filesystem::path& file, const std::vector<TensorToWrite>& tensors,
    const std::map<std::string, std::string>& metadata = {});

/// The weight files of a model folder: model.safetensors, or the shards named by model.safetensors.index.json (bare file
/// names inside the folder only). Pickle files (.bin, .pt) are refused by name.
std::vector<std::filesystem::path> weightFiles(const std::filesystem::path& folder);

} // namespace core::formats
