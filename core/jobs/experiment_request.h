// SPDX-License-Identifier: Apache-2.0
// An experiment as a person writes it down: datasets of the project by name, files and models by path, a preset by id. What
// the worker is given names the same by content.
//   {"name": "hard-or-not", "dataset": "rows", "seeds": ["1", "2"],
//    "arms": [{"name": "base"}, {"name": "all", "dataset": "rows"}, {"name": "hard", "list": "hard.jsonl"}],
//             or, a list a seed: {"name": "hard", "lists": [{"seed": "1", "dataset": "hard-1"}, …]}
//    "target": {"folder": "models/small"},       or {"folders": [{"seed": "1", "model": "…"}]},
//                                                or {"preset": "tiny", "tokenizer": "models/small"}
//    "curves": [{"name": "addition", "dataset": "addition"}], "benchmarks": [{"name": "sums", "file": "sums.jsonl"}], …}
// "source_curves": N in place of "curves": one for every source of the dataset, of at most N of its rows, evenly spread.
// Paths are relative to the file. Everything else as in core/protocol/experiment_spec.h, with "resources" beside it. Absent
// "rows" and "held_out" are those of the dataset.
#pragma once

#include "core/protocol/job_spec.h"
#include "core/store/project_session.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace core::jobs {

struct ExperimentRequest {
    protocol::JobSpec spec;
    DatasetId dataset;
};

/// Reads and completes `file`; writes the lists of datasets that it names beside the project. Throws Error of json_faults,
/// settings_faults and reference_faults, and {BadInput} for what is not allowed or not there.
ExperimentRequest readExperiment(const store::ProjectSession& session, const std::filesystem::path& file);
/// The same of what stands in no file; `where` names it in refusals.
ExperimentRequest readExperiment(const store::ProjectSession& session, Json written, const std::string& where);

/// The job of an experiment with further seeds. Where every seed has a model of its own, the next model folders beside those
/// are given to them. Throws Error{BadInput} when there are too few.
protocol::JobSpec withSeeds(const std::filesystem::path& folder, const std::vector<std::uint64_t>& seeds);

/// Gives an experiment that has begun further seeds: those of `spec` that it does not have. Its other settings must be the
/// same. Nothing that is finished changes. Throws Error{BadInput}, and {Busy} while its worker lives.
void addSeeds(const std::filesystem::path& folder, const protocol::JobSpec& spec);

/// Sets the experiment up, or gives the one of its name the seeds that it does not have; its folder.
std::filesystem::path placeExperiment(store::ProjectSession& session, const ExperimentRequest& request);

} // namespace core::jobs
