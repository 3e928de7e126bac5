// SPDX-License-Identifier: Apache-2.0
// origin.json of a run folder: which dataset of the project the run works on. With it whoever writes the project can record
// a run that another process set up beside it.
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace core::jobs {

struct RunOrigin {
    std::int64_t dataset = 0; ///< its id
    std::string datasetName;
    std::int64_t rows = 0; ///< of the dataset
    std::int64_t createdAt = 0; ///< milliseconds since 1970
    friend bool operator==(const RunOrigin&, const RunOrigin&) = default;
};

OrderedJson toJson(const RunOrigin& origin);
/// Nothing when the file is not there. Throws Error of json_faults.
std::optional<RunOrigin> readRunOrigin(const std::filesystem::path& file);

} // namespace core::jobs
