// SPDX-License-Identifier: Apache-2.0
// The built-in sample as a project: its rows, and the jobs of its experiment, each prepared from what the ones before it
// left in the project. Whatever is there already is left as it is, so that an interrupted sample goes on.
#pragma once

#include "core/jobs/project_run.h"
#include "core/jobs/sample_recipe.h"
#include "core/protocol/job_spec.h"
#include "core/store/project_session.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::jobs {

/// Names of what the project holds.
inline constexpr const char* sampleDataset = "sample";
inline constexpr const char* sampleBaseDataset = "base-rows";
inline constexpr const char* sampleTargetBase = "target-base"; ///< the experiments that make the bases, one a seed
inline constexpr const char* sampleProxyBase = "proxy-base";
inline constexpr const char* sampleExperiment = "sample-arms";

/// What an arm of the sample is trained on.
struct SampleArm {
    std::string_view name;
    std::string_view recipe; ///< text of a core/curate recipe; empty: all rows as they are, or nothing (base)
    bool lastPoint = false; ///< its hard rows are those of the last recording point alone
};
/// base, all, random, easy, source-matched, hard, hard-last.
std::span<const SampleArm> sampleArms();
/// Throws Error{BadInput} naming those that there are.
const SampleArm& sampleArm(std::string_view name);

std::string sampleProxyName(std::uint64_t seed); ///< "proxy-3", the run
std::string sampleClusteringName(std::uint64_t seed, bool lastPoint); ///< "proxy-3-raw", "proxy-3-last"
std::string sampleCurationName(const SampleArm& arm, std::uint64_t seed); ///< "hard-3"

std::filesystem::path sampleProjectFile(const std::filesystem::path& folder);

/// Writes rows, benchmarks and tokenizer below `folder`, the project file beside them, and imports both kinds of rows.
/// Throws Error{BadInput} when the folder holds a sample of other rows.
void prepareSample(const std::filesystem::path& folder, const SampleRecipe& recipe);

/// The experiment that trains a fresh model of each seed on the base rows.
protocol::JobSpec sampleBaseJob(
    const store::ProjectSession& session, const SampleRecipe& recipe, bool target, const std::vector<std::uint64_t>& seeds);
/// The model folder that it made. Throws Error{BadInput} when it did not.
std::filesystem::path sampleBaseModel(const store::ProjectSession& session, bool target, std::uint64_t seed);

/// The proxy's training on all rows from its base, recorded.
RunRequest sampleProxyRequest(const store::ProjectSession& session, const SampleRecipe& recipe, std::uint64_t seed);
/// Clusters the proxy of a seed by its whole trajectories and by their last point, where that was not done.
void clusterSample(store::ProjectSession& session, std::uint64_t seed);
/// The curated datasets of a seed, where they are not there.
void curateSample(store::ProjectSession& session, const std::vector<std::string>& arms, std::uint64_t seed);

/// Arms × seeds on the targets' bases; benchmarks by skill, and a curve a skill.
protocol::JobSpec sampleExperimentJob(const store::ProjectSession& session, const SampleRecipe& recipe,
    const std::vector<std::string>& arms, const std::vector<std::uint64_t>& seeds);

} // namespace core::jobs
