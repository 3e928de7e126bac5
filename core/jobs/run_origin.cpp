// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/run_origin.h"

#include "core/base/files.h"

#include <limits>

namespace core::jobs {

OrderedJson toJson(const RunOrigin& origin)
{
    return { { "dataset", origin.dataset }, { "dataset_name", origin.datasetName }, { "rows", origin.rows },
        { "created_at", origin.createdAt } };
}

std::optional<RunOrigin> readRunOrigin(const std::filesystem::path& file)
{
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    std::error_code missing;
    if (!std::filesystem::exists(file, missing))
        return std::nullopt;
    const Json json = parseJson(readFile(file, 1U << 16U), file.string());
    const JsonFields fields(json, file.string());
    RunOrigin origin;
    origin.dataset = fields.integer("dataset", 0, most);
    origin.datasetName = fields.string("dataset_name");
    origin.rows = fields.integer("rows", 0, most);
    origin.createdAt = fields.integer("created_at", 0, most);
    return origin;
}

} // namespace core::jobs
