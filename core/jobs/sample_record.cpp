// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/sample_record.h"

#include "core/base/files.h"
#include "core/base/folders.h"
#include "core/jobs/sample_project.h"
#include "core/store/import_session.h"
#include "core/store/project_curations.h"
#include "core/store/project_experiments.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

namespace core::jobs {

namespace {

namespace fs = std::filesystem;
using store::OpenMode;
using store::ProjectSession;

/// Places on the machine of the recording are left out: of a path its file name stays.
Json withoutPlaces(const Json& json)
{
    Json result = json;
    if (!result.is_structured())
        return result;
    for (auto& [name, value] : result.items()) {
        const bool isPlace = name == "path" && value.is_string();
        value = isPlace ? Json(fs::path(value.get<std::string>()).filename().string()) : withoutPlaces(value);
    }
    return result;
}

std::vector<store::LossPart> lossParts(const store::LossMatrix& matrix)
{
    std::vector<store::LossPart> parts;
    for (std::size_t point = 0; point < matrix.steps.size(); ++point) {
        for (std::int64_t first = 0; first < matrix.rows; first += store::rowsPerPart) {
            const auto begin = matrix.values.begin() + static_cast<std::ptrdiff_t>(point) * matrix.rows + first;
            const std::int64_t count = std::min(store::rowsPerPart, matrix.rows - first);
            parts.push_back({ static_cast<std::int64_t>(point), first / store::rowsPerPart, { begin, begin + count } });
        }
    }
    return parts;
}

std::vector<store::TokenCountPart> tokenParts(const std::vector<store::TokenCount>& counts)
{
    std::vector<store::TokenCountPart> parts;
    constexpr auto atOnce = static_cast<std::size_t>(store::rowsPerPart);
    for (std::size_t first = 0; first < counts.size(); first += atOnce) {
        const auto begin = counts.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end = counts.begin() + static_cast<std::ptrdiff_t>(std::min(first + atOnce, counts.size()));
        parts.push_back({ static_cast<std::int64_t>(parts.size()), { begin, end } });
    }
    return parts;
}

/// Copies what is kept of one project into another.
class Recording {
public:
    Recording(const ProjectSession& from, ProjectSession& to, const SampleRecordSettings& settings)
        : from_(from)
        , to_(to)
        , settings_(settings)
        , dataset_(to.dataset(sampleDataset).id)
    {
    }

    void copyProxy()
    {
        const auto run = from_.run(sampleProxyName(settings_.seed));
        proxy_ = insert(run, dataset_);
        store::RunBatch batch = batchOf(run, proxy_);
        batch.metrics = from_.stepMetrics(run.id);
        batch.points = from_.recordingPoints(run.id);
        batch.losses = lossParts(from_.lossMatrix(run.id));
        batch.tokenCounts = tokenParts(from_.tokenCounts(run.id));
        to_.applyRunBatch(batch);
        for (const bool lastPoint : { true, false }) // the newest is what is looked at first
            copyClustering(sampleClusteringName(settings_.seed, lastPoint));
    }

    void copyCurations()
    {
        const auto parent = to_.dataset(dataset_);
        for (const auto& curation : store::listCurations(from_)) {
            const auto clustering = curation.clustering ? clusterings_.find(*curation.clustering) : clusterings_.end();
            if (clustering == clusterings_.end())
                continue; // of another seed
            store::CurationRecord record = curation;
            record.clustering = clustering->second;
            store::insertCuration(to_, record, parent, from_.datasetRows(curation.dataset));
            store::addRecipe(to_, curate::recipeText(curation.recipe), curation.recipe);
        }
    }

    void copyExperiment(SampleRecord& record)
    {
        const auto run = from_.run(sampleExperiment);
        if (run.state != store::RunState::Finished)
            throw Error(ErrorKind::BadInput, "the experiment of the sample is not finished", "Go on with: sample run");
        const RunId experiment = insert(run, dataset_);
        to_.applyRunBatch(batchOf(run, experiment));
        const auto cells = store::experimentCells(from_, run.id);
        store::insertCells(to_, experiment, cells);
        std::map<std::string, RunId> places;
        for (const auto& cell : store::experimentCells(to_, experiment))
            places.emplace(cell.name, cell.run);
        std::set<std::uint64_t> answered;
        for (const auto& cell : cells) {
            if (answered.size() < settings_.answeredSeeds)
                answered.insert(cell.seed);
            copyCell(cell, places.at(cell.name), answered.contains(cell.seed));
            ++record.cells;
            record.answered += answered.contains(cell.seed) ? 1 : 0;
        }
    }

private:
    RunId insert(store::RunRecord run, DatasetId dataset)
    {
        run.dataset = dataset;
        run.spec = withoutPlaces(run.spec);
        run.eventOffset = run.eventSequence = 0;
        run.generation = 0;
        return to_.insertRun(run);
    }

    static store::RunBatch batchOf(const store::RunRecord& run, RunId id)
    {
        store::RunBatch batch;
        batch.run = id;
        batch.generation = run.generation;
        batch.eventOffset = run.eventOffset;
        batch.eventSequence = run.eventSequence;
        batch.state = run.state;
        batch.startedAt = run.startedAt;
        batch.finishedAt = run.finishedAt;
        batch.summary = run.summary;
        batch.note = run.note;
        return batch;
    }

    void copyClustering(const std::string& name)
    {
        store::ClusteringRecord clustering = from_.clustering(name);
        const ClusteringId before = clustering.id;
        clustering.run = proxy_;
        clusterings_.emplace(before, to_.insertClustering(clustering));
    }

    store::BenchmarkId benchmark(const store::BenchmarkRecord& record)
    {
        const auto known = benchmarks_.find(record.id);
        if (known != benchmarks_.end())
            return known->second;
        const auto made = store::insertBenchmark(to_, record, store::benchmarkItems(from_, record.id));
        return benchmarks_.emplace(record.id, made).first->second;
    }

    void copyCell(const store::CellRecord& cell, RunId place, bool withAnswers)
    {
        const auto run = from_.run(cell.run);
        auto target = to_.run(place);
        target.spec = withoutPlaces(run.spec);
        to_.updateRun(target);
        store::RunBatch batch = batchOf(run, place);
        for (const auto& metric : from_.stepMetrics(run.id)) {
            if (metric.step == 1 || metric.step % settings_.metricSteps == 0)
                batch.metrics.push_back(metric);
        }
        for (const auto& curve : store::curvesOf(from_, run.id)) {
            for (std::size_t point = 0; point < curve.steps.size(); ++point)
                batch.curvePoints.push_back({ curve.name, curve.steps[point], curve.losses[point], curve.scored[point] });
        }
        for (const auto& evaluation : store::evaluationsOf(from_, run.id))
            addParts(batch, evaluation, withAnswers);
        to_.applyRunBatch(batch);
    }

    void addParts(store::RunBatch& batch, const store::EvaluationRecord& evaluation, bool withAnswers)
    {
        const store::BenchmarkId place = benchmark(evaluation.benchmark);
        const auto scores = store::itemScores(from_, evaluation.id);
        const auto answers = withAnswers ? store::answersOf(from_, evaluation.id) : std::vector<store::AnswerRecord>();
        constexpr auto atOnce = static_cast<std::size_t>(store::itemsPerPart);
        for (std::size_t item = 0; item < scores.size(); ++item) {
            if (item % atOnce == 0)
                batch.evaluationParts.push_back({ place, static_cast<std::int64_t>(item / atOnce), {} });
            store::ItemResult result;
            result.score = scores[item];
            if (item < answers.size()) {
                const store::AnswerRecord& answer = answers[item];
                result.text = answer.text;
                result.ended = answer.ended;
                result.tokens = answer.tokens;
                result.answer = answer.answer;
            }
            batch.evaluationParts.back().items.push_back(std::move(result));
        }
    }

    const ProjectSession& from_;
    ProjectSession& to_;
    const SampleRecordSettings& settings_;
    DatasetId dataset_;
    RunId proxy_;
    std::map<ClusteringId, ClusteringId> clusterings_;
    std::map<store::BenchmarkId, store::BenchmarkId> benchmarks_;
};

void copyFiles(const fs::path& from, const fs::path& to)
{
    std::error_code code;
    fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::overwrite_existing, code);
    if (code)
        throw Error(
            ErrorKind::Storage, from.string() + ": could not be copied to " + to.string() + " (" + code.message() + ")");
}

std::uint64_t bytesIn(const fs::path& folder)
{
    std::uint64_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            bytes += entry.file_size();
    }
    return bytes;
}

void putInPlace(const fs::path& draft, const fs::path& target)
{
    std::error_code code;
    fs::remove_all(target, code);
    fs::rename(draft, target, code);
    if (code)
        throw Error(ErrorKind::Storage, target.string() + ": could not be put in place (" + code.message() + ")");
}

} // namespace

SampleRecord recordSample(const fs::path& from, const fs::path& to, const SampleRecordSettings& settings)
{
    if (fs::exists(to) && !fs::exists(sampleProjectFile(to)) && !fs::is_empty(to))
        throw Error(ErrorKind::BadInput, to.string() + ": the folder holds something else than a recorded sample",
            "Choose another folder.");
    const auto draft = fs::path(to.string() + ".writing");
    fs::remove_all(draft);
    createFolders(draft);
    SampleRecord record;
    const auto source = ProjectSession::open(sampleProjectFile(from), OpenMode::ReadOnly);
    auto target = ProjectSession::create(sampleProjectFile(draft));
    store::ProjectImportOptions options;
    options.name = sampleDataset;
    options.recordedPath = "train.jsonl";
    store::importFile(target, from / "train.jsonl", options);
    Recording recording(source, target, settings);
    recording.copyProxy();
    recording.copyCurations();
    recording.copyExperiment(record);
    target.compact();
    const auto side = target.sideFolder();
    target.close();
    fs::remove_all(side); // a lock and nothing else
    copyFiles(from / "benchmarks", draft / "benchmarks");
    copyFiles(from / "summary.json", draft / "summary.json");
    putInPlace(draft, to);
    record.bytes = bytesIn(to);
    return record;
}

fs::path recordedSample()
{
    if (const char* chosen = std::getenv("DATALEVER_SAMPLE"); chosen != nullptr && *chosen != '\0')
        return chosen;
    std::error_code code;
    const auto programs = fs::read_symlink("/proc/self/exe", code).parent_path();
    const auto shared = (programs.parent_path() / "share" / "datalever" / "sample").lexically_normal();
    if (!code && fs::exists(sampleProjectFile(shared)))
        return shared;
    throw Error(ErrorKind::Unsupported, "The recorded sample is not where it was installed (" + shared.string() + ").",
        "Name its folder by the environment variable DATALEVER_SAMPLE.");
}

fs::path openableSample()
{
    const auto own = dataFolder() / "sample";
    if (fs::exists(sampleProjectFile(own)))
        return sampleProjectFile(own);
    const auto draft = fs::path(own.string() + ".writing");
    std::error_code ignored;
    fs::remove_all(draft, ignored);
    createFolders(own.parent_path());
    copyFiles(recordedSample(), draft);
    putInPlace(draft, own);
    return sampleProjectFile(own);
}

} // namespace core::jobs
