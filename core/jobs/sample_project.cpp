// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/sample_project.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/jobs/project_clustering.h"
#include "core/jobs/project_curation.h"
#include "core/store/import_session.h"

#include <algorithm>
#include <map>

namespace core::jobs {

namespace {

using store::OpenMode;
using store::ProjectSession;

constexpr SampleArm arms[] = {
    { "base", "" },
    { "all", "" },
    { "random", "random-control=2" },
    { "easy", "easy-control=2" },
    { "source-matched", "matched-control:source=2" },
    { "hard", "hard=2" },
    { "hard-last", "hard=2", true },
};
constexpr std::string_view baseArm = "base-rows";

std::filesystem::path tokenizerFolder(const ProjectSession& session)
{
    return session.path().parent_path() / "tokenizer";
}

void importRows(ProjectSession& session, const std::filesystem::path& file, const char* name)
{
    if (session.findDataset(name))
        return;
    store::ProjectImportOptions options;
    options.name = name;
    store::importFile(session, file, options);
}

protocol::FileReference fileAt(const std::filesystem::path& file)
{
    return { sha256OfFile(file), std::filesystem::absolute(file).lexically_normal().string() };
}

std::vector<protocol::BenchmarkReference> benchmarksOf(const ProjectSession& session)
{
    std::vector<protocol::BenchmarkReference> benchmarks;
    for (const data::GradedSkill& skill : data::gradedSkills()) {
        const std::string name(skill.name);
        benchmarks.push_back({ name, fileAt(session.path().parent_path() / "benchmarks" / (name + ".jsonl")) });
    }
    return benchmarks;
}

/// The first rows of every skill that are trained on.
std::vector<protocol::CurveReference> curvesOf(const ProjectSession& session, DatasetId dataset)
{
    const auto rows = session.datasetRows(dataset);
    const auto facts = session.exampleFacts(dataset);
    const auto labels = session.sourceLabels();
    std::map<std::string, std::vector<data::DatasetRow>> bySkill;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        auto& list = bySkill[labels.at(facts[row].label)];
        if (!rows[row].heldOut && list.size() < sampleCurveRows)
            list.push_back(rows[row]);
    }
    std::vector<protocol::CurveReference> curves;
    for (const data::GradedSkill& skill : data::gradedSkills()) {
        if (const auto found = bySkill.find(std::string(skill.name)); found != bySkill.end() && !found->second.empty())
            curves.push_back({ found->first, writeList(session, found->second) });
    }
    return curves;
}

/// What all experiments of the sample share.
protocol::JobSpec experimentOn(const ProjectSession& session, const SampleRecipe& recipe, DatasetId dataset)
{
    protocol::JobSpec job;
    job.kind = protocol::JobKind::Experiment;
    job.resources.threads = recipe.threads;
    job.experiment.rows = writeRows(session, dataset);
    job.experiment.heldOut = writeList(session, dataset);
    job.experiment.text = sampleText();
    job.experiment.train = sampleTraining();
    job.experiment.generation = sampleGeneration();
    return job;
}

protocol::ExperimentArm armOf(
    const ProjectSession& session, const std::string& name, DatasetId dataset, const std::vector<std::uint64_t>& seeds)
{
    const SampleArm& arm = sampleArm(name);
    protocol::ExperimentArm made{ name };
    if (name == "all")
        made.list = writeList(session, dataset);
    if (arm.recipe.empty())
        return made;
    for (const std::uint64_t seed : seeds)
        made.lists.push_back({ seed, writeList(session, session.dataset(sampleCurationName(arm, seed)).id) });
    return made;
}

} // namespace

std::span<const SampleArm> sampleArms()
{
    return arms;
}

const SampleArm& sampleArm(std::string_view name)
{
    std::string known;
    for (const SampleArm& arm : arms) {
        if (arm.name == name)
            return arm;
        known += (known.empty() ? "" : ", ") + std::string(arm.name);
    }
    throw Error(ErrorKind::BadInput, "the sample has no arm " + std::string(name), "Known are " + known + ".");
}

std::string sampleProxyName(std::uint64_t seed)
{
    return "proxy-" + std::to_string(seed);
}

std::string sampleClusteringName(std::uint64_t seed, bool lastPoint)
{
    return sampleProxyName(seed) + (lastPoint ? "-last" : "-raw");
}

std::string sampleCurationName(const SampleArm& arm, std::uint64_t seed)
{
    return std::string(arm.name) + "-" + std::to_string(seed);
}

std::filesystem::path sampleProjectFile(const std::filesystem::path& folder)
{
    return folder / "sample.datalever";
}

void prepareSample(const std::filesystem::path& folder, const SampleRecipe& recipe)
{
    const auto sample = data::generateGradedSample(recipe.dataSeed, recipe.rows);
    const auto file = sampleProjectFile(folder);
    const bool there = std::filesystem::exists(file);
    if (there && std::filesystem::exists(folder / "train.jsonl")
        && sha256OfFile(folder / "train.jsonl") != sha256(data::trainingLines(sample)))
        throw Error(ErrorKind::BadInput, folder.string() + ": the folder holds a sample of other rows",
            "Give the seed and the number of rows that it was made with, or choose another folder.");
    data::writeGradedSample(sample, folder);
    ProjectSession session = there ? ProjectSession::open(file, OpenMode::ReadWrite) : ProjectSession::create(file);
    importRows(session, folder / "train.jsonl", sampleDataset);
    importRows(session, folder / "base.jsonl", sampleBaseDataset);
    session.close();
}

protocol::JobSpec sampleBaseJob(
    const ProjectSession& session, const SampleRecipe& recipe, bool target, const std::vector<std::uint64_t>& seeds)
{
    const DatasetId dataset = session.dataset(sampleBaseDataset).id;
    protocol::JobSpec job = experimentOn(session, recipe, dataset);
    job.name = target ? sampleTargetBase : sampleProxyBase;
    protocol::ExperimentSpec& spec = job.experiment;
    spec.arms.push_back({ std::string(baseArm), spec.heldOut });
    spec.seeds = seeds;
    spec.target.config = Json(target ? sampleTargetConfig() : sampleProxyConfig());
    const auto tokenizer = tokenizerFolder(session);
    spec.target.tokenizer
        = { std::filesystem::absolute(tokenizer).lexically_normal().string(), protocol::tokenizerFingerprint(tokenizer) };
    spec.steps = recipe.baseSteps;
    spec.recordingPoints = 2;
    return job;
}

std::filesystem::path sampleBaseModel(const ProjectSession& session, bool target, std::uint64_t seed)
{
    const protocol::RunFolder experiment(runFolder(session, session.run(target ? sampleTargetBase : sampleProxyBase)));
    const auto cell = experiment.cells() / (std::string(baseArm) + "-" + std::to_string(seed));
    const auto model = cell / protocol::RunFolder::recordingName(1);
    if (!std::filesystem::exists(model / "config.json"))
        throw Error(ErrorKind::BadInput, model.string() + ": the base of seed " + std::to_string(seed) + " is not there",
            "Make it with: sample run");
    return model;
}

RunRequest sampleProxyRequest(const ProjectSession& session, const SampleRecipe& recipe, std::uint64_t seed)
{
    const auto dataset = session.dataset(sampleDataset);
    RunRequest request;
    request.kind = protocol::JobKind::Proxy;
    request.name = sampleProxyName(seed);
    request.dataset = dataset.id;
    request.model = sampleBaseModel(session, false, seed);
    request.text = sampleText();
    request.train = sampleProxyTraining();
    request.train.seed = seed;
    const std::int64_t perEpoch = protocol::optimizerSteps(dataset.rows - dataset.heldOut, 1, request.train.batchSize);
    request.train.epochs = static_cast<double>(recipe.proxySteps) / static_cast<double>(perEpoch);
    request.recordingPoints = sampleProxyPoints;
    request.keepRecordingWeights = false;
    request.resources.threads = recipe.threads;
    return request;
}

void clusterSample(ProjectSession& session, std::uint64_t seed)
{
    for (const bool lastPoint : { false, true }) {
        ClusterRequest request;
        request.run = sampleProxyName(seed);
        request.name = sampleClusteringName(seed, lastPoint);
        request.settings.features.kind = lastPoint ? analysis::FeatureKind::Last : analysis::FeatureKind::Raw;
        if (!session.findClustering(request.name))
            clusterRun(session, request);
    }
}

void curateSample(ProjectSession& session, const std::vector<std::string>& names, std::uint64_t seed)
{
    for (const std::string& name : names) {
        const SampleArm& arm = sampleArm(name);
        if (arm.recipe.empty() || session.findDataset(sampleCurationName(arm, seed)))
            continue;
        CurateRequest request;
        request.clustering = sampleClusteringName(seed, arm.lastPoint);
        request.recipe = curate::parseRecipe(arm.recipe);
        request.recipe.seed = seed;
        request.name = sampleCurationName(arm, seed);
        curateDataset(session, request);
    }
}

protocol::JobSpec sampleExperimentJob(const ProjectSession& session, const SampleRecipe& recipe,
    const std::vector<std::string>& names, const std::vector<std::uint64_t>& seeds)
{
    const DatasetId dataset = session.dataset(sampleDataset).id;
    protocol::JobSpec job = experimentOn(session, recipe, dataset);
    job.name = sampleExperiment;
    protocol::ExperimentSpec& spec = job.experiment;
    for (const std::string& name : names)
        spec.arms.push_back(armOf(session, name, dataset, seeds));
    spec.seeds = seeds;
    for (const std::uint64_t seed : seeds) {
        const auto model = sampleBaseModel(session, true, seed);
        spec.target.folders.push_back(
            { seed, { std::filesystem::absolute(model).lexically_normal().string(), protocol::modelFingerprint(model) } });
    }
    spec.steps = recipe.targetSteps;
    spec.recordingPoints = sampleTargetPoints;
    spec.curves = curvesOf(session, dataset);
    spec.benchmarks = benchmarksOf(session);
    return job;
}

} // namespace core::jobs
