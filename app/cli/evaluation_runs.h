// SPDX-License-Identifier: Apache-2.0
// Evaluations that a project keeps: started, shown, judged anew.
#pragma once

#include "app/cli/invocation.h"
#include "core/protocol/job_spec.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cli {

/// The files as benchmarks, named as they are without their endings. Throws Error{BadInput, Storage}.
std::vector<core::protocol::BenchmarkReference> benchmarkFiles(const std::vector<std::string>& files);

struct ProjectEvaluation {
    std::string project;
    std::string name;
    std::string dataset;
    std::string rescore;
    bool detach = false;
};
/// Declares --project, --name, --dataset, --rescore, --detach.
void addProjectEvaluation(CLI::App& verb, ProjectEvaluation& options);

/// Runs the job in the project. A dataset that is named is searched for the benchmarks' questions, and the loss of its
/// held-out rows is measured.
int evaluateInProject(const Invocation& invocation, const ProjectEvaluation& options, core::protocol::JobSpec spec);

/// Judges the stored answers of a run, or of an experiment's cells, by the rules of this version.
int rescore(const Invocation& invocation, const ProjectEvaluation& options);

/// What a run that has ended scored, with what its dataset knows of the benchmarks; empty where it evaluates nothing.
struct RunScores {
    core::OrderedJson document;
    std::string text;
};
RunScores scoresOf(const std::filesystem::path& project, const std::string& run);

} // namespace cli
