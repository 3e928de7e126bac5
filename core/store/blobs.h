// SPDX-License-Identifier: Apache-2.0
// How lists of one entry a row stand in the project: packed, little-endian, in parts of rowsPerPart entries. Decoders
// refuse (project_faults) what has another length than its entries; `place` names the blob. Internal to core/store.
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/store/run_records.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::store {

std::string encodeFloats(std::span<const float> values);
/// Writes exactly `values.size()` floats.
void decodeFloats(std::string_view bytes, std::span<float> values, const Place& place);

/// Per entry step (4 bytes), row (4), loss (4).
std::string encodeTrainingLosses(std::span<const TrainingLoss> losses);
std::vector<TrainingLoss> decodeTrainingLosses(std::string_view bytes, const Place& place);

/// Per entry total (4 bytes), response (4), flags (1).
std::string encodeTokenCounts(std::span<const TokenCount> counts);
std::vector<TokenCount> decodeTokenCounts(std::string_view bytes, const Place& place);

/// One byte an entry when `clusters` is below 255 (255 = unscored), else two (65535 = unscored).
std::string encodeAssignment(std::span<const std::uint16_t> assignment, std::int64_t clusters);
std::vector<std::uint16_t> decodeAssignment(std::string_view bytes, std::int64_t clusters, const Place& place);

std::string encodeIds(std::span<const ExampleId> ids);
std::vector<ExampleId> decodeIds(std::string_view bytes, const Place& place);

} // namespace core::store
