// SPDX-License-Identifier: Apache-2.0
// safetensors: an 8-byte little-endian header length, a JSON header, tensors back to back. Read with pread into owned
// memory, every size checked before anything is allocated. Reading data is left to the caller: this part knows no torch.
#pragma once

#include "core/base/error.h"
#include "core/base/files.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace core::formats {

namespace safetensors_faults {
inline constexpr Fault tooShort{ "safetensors/too-short", ErrorKind::BadFile,
    "the file is shorter than its 8-byte length field" };
inline constexpr Fault headerTooLong{ "safetensors/header-too-long", ErrorKind::BadFile,
    "the header is longer than 100,000,000 bytes or than the file" };
inline constexpr Fault badMetadata{ "safetensors/bad-metadata", ErrorKind::BadFile,
    "__metadata__ is not an object of strings" };
inline constexpr Fault unknownType{ "safetensors/unknown-type", ErrorKind::Unsupported, "the element type cannot be read" };
inline constexpr Fault badShape{ "safetensors/bad-shape", ErrorKind::BadFile,
    "the shape is not a list of at most 8 sizes that multiply within 63 bits" };
inline constexpr Fault badOffsets{ "safetensors/bad-offsets", ErrorKind::BadFile,
    "data_offsets is not a pair begin <= end within the file" };
inline constexpr Fault wrongSize{ "safetensors/wrong-size", ErrorKind::BadFile,
    "the data does not have the size that type and shape ask for" };
inline constexpr Fault notContiguous{ "safetensors/not-contiguous", ErrorKind::BadFile,
    "the tensors leave a hole or overlap" };
inline constexpr Fault wrongEnd{ "safetensors/wrong-end", ErrorKind::BadFile,
    "the last tensor does not end where the file ends" };
inline constexpr Fault all[]
    = { tooShort, headerTooLong, badMetadata, unknownType, badShape, badOffsets, wrongSize, notContiguous, wrongEnd };
} // namespace safetensors_faults

namespace weight_files_faults {
inline constexpr Fault noWeights{ "weights/none", ErrorKind::BadFile,
    "the folder holds no model.safetensors and no model.safetensors.index.json" };
inline constexpr Fault pickle{ "weights/pickle", ErrorKind::Unsupported,
    "the folder holds weights only as pickle files, which are programs and are never run",
    "convert them to safetensors with the tools of their publisher" };
inline constexpr Fault badMap{ "weights/bad-map", ErrorKind::BadFile, "weight_map is not a non-empty object of file names" };
inline constexpr Fault badName{ "weights/bad-name", ErrorKind::BadFile,
    "a shard must be a bare file name of letters, digits, point, line and underscore that ends in .safetensors" };
inline constexpr Fault missingShard{ "weights/missing-shard", ErrorKind::BadFile,
    "a shard named by the index is not there" };
inline constexpr Fault outsideFolder{ "weights/outside-folder", ErrorKind::BadFile,
    "a link leads out of the model folder (and of its Hugging Face cache)" };
inline constexpr Fault notRegular{ "weights/not-regular", ErrorKind::BadFile, "a weight file must be a regular file" };
inline constexpr Fault all[] = { noWeights, pickle, badMap, badName, missingShard, outsideFolder, notRegular };
} // namespace weight_files_faults

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
