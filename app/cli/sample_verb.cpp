// SPDX-License-Identifier: Apache-2.0
// sample generate/run/judge: the built-in graded sample, and how well a clustering finds what it planted.
#include "app/cli/sample_actions.h"
#include "app/cli/text.h"
#include "core/analysis/planted_agreement.h"
#include "core/data/graded_sample.h"
#include "core/store/project_session.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <memory>

namespace cli {

namespace {

using core::store::OpenMode;
using core::store::ProjectSession;

struct SampleOptions {
    std::uint64_t seed = 1;
    std::size_t rows = core::data::gradedSampleDefaultRows;
    std::string out;
    std::string project;
    std::string clustering;
};

int generate(const Invocation& invocation, const SampleOptions& options)
{
    const auto sample = core::data::generateGradedSample(options.seed, options.rows);
    core::data::writeGradedSample(sample, options.out);
    Table table({ "skill", "part", ">difficulty", ">rows", ">test rows" });
    core::OrderedJson skills = core::OrderedJson::array();
    for (const auto& count : core::data::countGradedSample(sample)) {
        table.add({ count.skill, count.part, std::to_string(count.difficulty),
            countText(static_cast<std::int64_t>(count.trainingRows)),
            countText(static_cast<std::int64_t>(count.benchmarkRows)) });
        skills.push_back({ { "skill", count.skill }, { "part", count.part }, { "difficulty", count.difficulty },
            { "rows", count.trainingRows }, { "test_rows", count.benchmarkRows } });
    }
    invocation.answer({ { "out", options.out }, { "seed", std::to_string(options.seed) }, { "skills", skills } },
        table.text() + "written to " + options.out + ": train.jsonl and benchmarks/");
    return exitDone;
}

/// Planted difficulties, one per row of the clustering's dataset; the rows must be of `sample generate`.
std::vector<int> plantedDifficulties(const ProjectSession& session, core::DatasetId dataset)
{
    std::vector<core::ExampleId> ids;
    for (const auto& row : session.datasetRows(dataset))
        ids.push_back(row.example);
    std::vector<int> difficulties;
    for (const auto& example : session.examples(ids)) {
        const core::Json row = core::parseJson(example.raw, "example " + std::to_string(example.id.value));
        difficulties.push_back(static_cast<int>(
            core::JsonFields(row, "example " + std::to_string(example.id.value)).integer("difficulty", 1, 3)));
    }
    return difficulties;
}

/// Mean loss over the recording points; NaN where one is missing.
std::vector<float> meanLosses(const core::store::LossMatrix& matrix)
{
    std::vector<float> means(static_cast<std::size_t>(matrix.rows), 0);
    for (std::size_t i = 0; i < matrix.values.size(); ++i)
        means[i % means.size()] += matrix.values[i] / static_cast<float>(matrix.steps.size());
    return means;
}

int judge(const Invocation& invocation, const SampleOptions& options)
{
    const auto session = ProjectSession::open(options.project, OpenMode::ReadOnly);
    const auto clusterings = session.listClusterings();
    if (clusterings.empty())
        throw core::Error(
            core::ErrorKind::BadInput, "the project has no clustering yet", "Make one with: cluster --project P --run R");
    const auto clustering = session.clustering(options.clustering.empty() ? clusterings.back().name : options.clustering);
    const auto run = session.run(clustering.run);
    auto means = meanLosses(session.lossMatrix(run.id));
    std::vector<std::uint8_t> hard;
    for (std::size_t row = 0; row < clustering.assignment.size(); ++row) {
        const auto cluster = clustering.assignment[row];
        hard.push_back(std::find(clustering.hardClusters.begin(), clustering.hardClusters.end(), cluster)
            != clustering.hardClusters.end());
        if (cluster == core::store::unscoredCluster)
            means.at(row) = std::nanf(""); // held out or unscored: takes no part
    }
    const auto agreement = core::analysis::difficultyAgreement(plantedDifficulties(session, run.dataset), hard, means);
    invocation.answer(
        { { "clustering", clustering.name }, { "rows", agreement.rows }, { "planted_hard", agreement.plantedHard },
            { "found_hard", agreement.foundHard }, { "recall", core::jsonNumber(agreement.recall) },
            { "precision", core::jsonNumber(agreement.precision) },
            { "area_under_curve", core::jsonNumber(agreement.areaUnderCurve) } },
        "planted difficulty against " + clustering.name + ": recall " + percentText(agreement.recall) + ", precision "
            + percentText(agreement.precision) + ", area under the curve of the mean loss "
            + numberText(agreement.areaUnderCurve, 3) + " (" + countText(static_cast<std::int64_t>(agreement.rows))
            + " rows, " + countText(static_cast<std::int64_t>(agreement.plantedHard)) + " planted hard, "
            + countText(static_cast<std::int64_t>(agreement.foundHard)) + " found hard)");
    return exitDone;
}

} // namespace

void addSampleVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb = program.add_subcommand("sample", "The built-in graded sample: nine skills of known difficulty");
    verb->require_subcommand(1);
    const auto options = std::make_shared<SampleOptions>();
    CLI::App* make = verb->add_subcommand("generate", "Write its rows and benchmarks");
    make->add_option("--seed", options->seed, "Seed")->capture_default_str();
    make->add_option("--rows", options->rows, "Training rows")
        ->capture_default_str()
        ->check(CLI::Range(std::size_t(1), core::data::gradedSampleMostRows));
    make->add_option("--out", options->out, "Folder to write to")->required();
    make->callback(
        [&invocation, options] { invocation.run = [&invocation, options] { return generate(invocation, *options); }; });
    addSampleRun(*verb, invocation);
    CLI::App* compare = verb->add_subcommand("judge", "Compare a clustering of the sample with the planted difficulty");
    compare->add_option("--project", options->project, "The project file")->required();
    compare->add_option("--clustering", options->clustering, "The clustering (default: the newest)");
    compare->callback(
        [&invocation, options] { invocation.run = [&invocation, options] { return judge(invocation, *options); }; });
}

} // namespace cli
