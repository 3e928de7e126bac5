// SPDX-License-Identifier: Apache-2.0
// What a run that fine-tunes or evaluates a model leaves in its folder, as the values that the store takes: answers by
// item, and measured curves. Only for this folder's .cpp files.
#pragma once

#include "core/protocol/job_event.h"
#include "core/protocol/run_folder.h"
#include "core/store/experiment_records.h"
#include "core/store/project_session.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace core::jobs {

class CellResults {
public:
    /// Reads job.json: throws its refusals. `dataset`: whose rows are held out.
    CellResults(store::ProjectSession& session, const std::filesystem::path& folder, DatasetId dataset);

    const protocol::JobSpec& job() const { return job_; }
    /// The answers or losses of a part. A benchmark that the project does not know is recorded first. Throws Error of
    /// ingest_faults and json_faults, naming the file, and what reading the benchmark throws.
    store::EvaluationPart part(const protocol::EvaluationPartEvent& event);
    /// Checks the file of a recording point's part against its event.
    void check(const protocol::LossPartEvent& event);
    /// The curves at a recording point that is complete.
    std::vector<store::CurvePoint> curvePoints(const protocol::RecordingPointEvent& event);

private:
    struct Known {
        store::BenchmarkRecord record;
        std::vector<store::BenchmarkItemRecord> items;
    };
    const Known& benchmark(const std::string& name, const std::filesystem::path& file);
    std::vector<store::BenchmarkItemRecord> heldOutItems(const protocol::FileReference& list) const;
    std::vector<store::BenchmarkItemRecord> fileItems(const protocol::FileReference& file) const;
    void readCurves();

    store::ProjectSession& session_;
    protocol::RunFolder folder_;
    DatasetId dataset_;
    protocol::JobSpec job_;
    std::map<std::string, Known> benchmarks_;
    std::optional<std::vector<std::size_t>> curveRows_; ///< of each curve of the job
    std::size_t measured_ = 0; ///< rows of all curves
};

} // namespace core::jobs
