// SPDX-License-Identifier: Apache-2.0
// Lists of (example, copies): seeded subsets stratified by source, and the stored form of a list.
#pragma once

#include "core/base/error.h"
#include "core/data/example.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::data {

namespace dataset_faults {
inline constexpr Fault subsetTooLarge{ "dataset/subset-too-large", ErrorKind::BadInput,
    "the dataset has fewer rows than asked for" };
inline constexpr Fault notAList{ "dataset/not-a-list", ErrorKind::BadFile, "the stored row list does not begin as one" };
inline constexpr Fault wrongLength{ "dataset/wrong-length", ErrorKind::BadFile,
    "the stored row list has another length than it says" };
inline constexpr Fault badRow{ "dataset/bad-row", ErrorKind::BadFile,
    "a stored row has an id or a number of copies out of range" };
inline constexpr Fault all[] = { subsetTooLarge, notAList, wrongLength, badRow };
} // namespace dataset_faults

/// Largest number of copies of one row.
inline constexpr std::uint32_t mostCopies = 0x7fffffff;

/// A row to choose from: `source` is any code, equal for rows of one source.
struct SubsetRow {
    DatasetRow row;
    std::uint32_t source = 0;
};

/// `count` of `rows` in their order. Each source gets its proportional share by largest remainder (ties: the larger
/// source, then the lower code); inside a source the choice depends on seed and positions only. Throws subsetTooLarge.
std::vector<DatasetRow> stratifiedSubset(std::span<const SubsetRow> rows, std::uint64_t count, std::uint64_t seed);

/// Little-endian: "DLR1", row count (8 bytes), then per row the id (8) and copies with heldOut in the top bit (4).
std::string encodeDatasetRows(std::span<const DatasetRow> rows);
/// `where` names the blob in refusals of dataset_faults.
std::vector<DatasetRow> decodeDatasetRows(std::string_view bytes, const std::string& where);

} // namespace core::data
