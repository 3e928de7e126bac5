// SPDX-License-Identifier: Apache-2.0
// The rows of a dataset against benchmark files.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/curate/contamination.h"
#include "core/store/project_session.h"

#include <filesystem>
#include <string>
#include <vector>

namespace core::jobs {

struct ContaminatedRow {
    std::int64_t row = 0; ///< position in the dataset, from 0
    ExampleId example;
    curate::Overlap kind = curate::Overlap::None; ///< never None
    std::string benchmark; ///< name of the file without its ending
    std::string item; ///< of the benchmark
    std::string passage; ///< the shared words; empty for an equal question
};

struct ContaminationReport {
    std::int64_t rows = 0;
    std::int64_t items = 0; ///< of all benchmarks
    std::int64_t equal = 0;
    std::int64_t overlapping = 0; ///< without the equal ones
    std::vector<ContaminatedRow> found; ///< in the order of the dataset
};

/// Every row that meets a benchmark, with the first item it meets. Throws Error: what readBenchmark throws, {Cancelled}.
ContaminationReport checkContamination(const store::ProjectSession& session, DatasetId dataset,
    const std::vector<std::filesystem::path>& benchmarks, const CancelToken& cancel = {}, const ProgressSink& progress = {});

} // namespace core::jobs
