// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/run_estimate.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/data/rows_snapshot.h"

#include <algorithm>
#include <cmath>

namespace core::jobs {

namespace {

constexpr std::int64_t sampleRows = 512;
constexpr std::uint64_t programBytes = 160U << 20U; ///< LibTorch and the worker: a run of a tiny model takes 172 MB
constexpr std::uint64_t stepEventBytes = 260;
constexpr std::uint64_t rowListBytes = 40;

std::uint64_t unsignedOf(std::int64_t value)
{
    return static_cast<std::uint64_t>(std::max<std::int64_t>(value, 0));
}

/// Of tokenizer.json as it is written; empty when there is none.
std::string tokenizerHash(const std::filesystem::path& folder)
{
    for (const char* name : { "tokenizer.json", "tokenizer.json.gz" }) {
        std::error_code missing;
        if (std::filesystem::is_regular_file(folder / name, missing))
            return sha256OfFile(folder / name);
    }
    return {};
}

/// Token counts of the newest run of the dataset that tokenized as the request would.
std::vector<store::TokenCount> knownCounts(const store::ProjectSession& session, const RunRequest& request)
{
    const std::string tokenizer = tokenizerHash(request.model);
    auto runs = session.listRuns();
    std::reverse(runs.begin(), runs.end());
    for (const auto& run : runs) {
        if (run.dataset != request.dataset || tokenizer.empty())
            continue;
        try {
            const auto spec = protocol::parseJobSpec(run.spec.dump(), run.name);
            if (!(spec.text == request.text) || tokenizerHash(spec.model.path) != tokenizer)
                continue;
            if (auto counts = session.tokenCounts(run.id); !counts.empty())
                return counts;
        } catch (const Error&) {
            // of another version, or its model is gone: the next one
        }
    }
    return {};
}

/// `weight`: how many rows each count stands for.
void addCounts(TextFigures& figures, const std::vector<data::DatasetRow>& rows, const std::vector<std::size_t>& places,
    const std::vector<store::TokenCount>& counts, double weight)
{
    TextFigures sum;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const data::DatasetRow& row = rows[places[i]];
        const store::TokenCount& count = counts[i];
        sum.tokens += count.total;
        sum.responseTokens += count.response;
        sum.truncated += count.flags & 1;
        sum.dropped += count.flags >> 1 & 1;
        sum.unscored += count.response == 0 ? 1 : 0;
        sum.longestRow = std::max<std::int64_t>(sum.longestRow, count.total);
        if (row.heldOut || count.response == 0)
            continue;
        sum.trainableRows += row.copies;
        sum.trainableTokens += std::int64_t{ row.copies } * count.total;
    }
    const auto scaled = [weight](std::int64_t value) { return std::llround(static_cast<double>(value) * weight); };
    figures.tokens = scaled(sum.tokens);
    figures.responseTokens = scaled(sum.responseTokens);
    figures.truncated = scaled(sum.truncated);
    figures.dropped = scaled(sum.dropped);
    figures.unscored = scaled(sum.unscored);
    figures.trainableRows = scaled(sum.trainableRows);
    figures.trainableTokens = scaled(sum.trainableTokens);
    figures.longestRow = sum.longestRow;
}

std::vector<store::TokenCount> countSample(const store::ProjectSession& session, SessionClient& worker,
    const RunRequest& request, const std::vector<ExampleId>& ids, const CancelToken& cancel)
{
    Json examples = Json::array();
    for (const auto& text : session.exampleTexts(ids))
        examples.push_back(Json(data::exampleJson(text)));
    const Json answer = worker.ask("count-tokens",
        { { "folder", std::filesystem::absolute(request.model).string() }, { "text", Json(protocol::toJson(request.text)) },
            { "examples", std::move(examples) } },
        cancel);
    std::vector<store::TokenCount> counts;
    for (const Json& count : answer.at("counts"))
        counts.push_back(
            { count.at(0).get<std::uint32_t>(), count.at(1).get<std::uint32_t>(), count.at(2).get<std::uint8_t>() });
    return counts;
}

ModelFigures modelFigures(
    SessionClient& worker, const RunRequest& request, const TextFigures& text, const CancelToken& cancel, double seconds)
{
    const std::int64_t rows = std::max<std::int64_t>(text.rows, 1);
    const Json answer = worker.ask("run-plan",
        { { "folder", std::filesystem::absolute(request.model).string() }, { "memory", request.resources.memoryBytes },
            { "longest", text.longestRow }, { "tokens", std::max<std::int64_t>(text.tokens / rows, 1) },
            { "response", std::max<std::int64_t>(text.responseTokens / rows, 1) }, { "batch", request.train.batchSize },
            { "threads", request.resources.threads }, { "seconds", seconds } },
        cancel);
    ModelFigures figures;
    figures.weightBytes = answer.at("weightBytes");
    figures.packBytes = answer.at("packBytes");
    figures.budgetBytes = answer.at("budgetBytes");
    figures.trainingTokensPerSecond = answer.at("trainingTokensPerSecond");
    figures.scoringTokensPerSecond = answer.at("scoringTokensPerSecond");
    figures.measuredAt = answer.at("measuredAt");
    figures.threads = answer.at("threads");
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(request.model, ignored)) {
        const bool weights = entry.path().extension() == ".safetensors";
        const auto size = entry.is_regular_file(ignored) ? entry.file_size(ignored) : 0;
        (weights ? figures.weightFileBytes : figures.otherFileBytes) += size;
    }
    return figures;
}

} // namespace

TextFigures textFigures(
    const store::ProjectSession& session, SessionClient& worker, const RunRequest& request, const CancelToken& cancel)
{
    const auto rows = session.datasetRows(request.dataset);
    TextFigures figures;
    figures.rows = static_cast<std::int64_t>(rows.size());
    for (const auto& fact : session.exampleFacts(request.dataset))
        figures.textBytes += fact.promptCharacters + fact.responseCharacters;
    std::vector<std::size_t> places;
    if (const auto counts = knownCounts(session, request); counts.size() == rows.size()) {
        for (std::size_t row = 0; row < rows.size(); ++row)
            places.push_back(row);
        addCounts(figures, rows, places, counts, 1);
        return figures;
    }
    const std::int64_t sampled = std::min(sampleRows, figures.rows);
    std::vector<ExampleId> ids;
    for (std::int64_t i = 0; i < sampled; ++i) { // evenly spread
        places.push_back(static_cast<std::size_t>((2 * i + 1) * figures.rows / (2 * sampled)));
        ids.push_back(rows[places.back()].example);
    }
    const double weight = sampled > 0 ? static_cast<double>(figures.rows) / static_cast<double>(sampled) : 0;
    addCounts(figures, rows, places, countSample(session, worker, request, ids, cancel), weight);
    figures.sampledRows = sampled;
    if (sampled < figures.rows)
        figures.longestRow = request.text.maximumTokens;
    return figures;
}

RunEstimate estimateRun(
    const RunRequest& request, const TextFigures& text, const ModelFigures& model, std::uint64_t freeBytes)
{
    RunEstimate estimate;
    estimate.text = text;
    estimate.model = model;
    estimate.freeBytes = freeBytes;
    const bool trains = request.kind == protocol::JobKind::Proxy;
    const std::int64_t batch = std::max<std::int64_t>(request.train.batchSize, 1);
    const std::int64_t stepsPerEpoch = (text.trainableRows + batch - 1) / batch;
    if (trains) {
        estimate.steps = protocol::optimizerSteps(text.trainableRows, request.train.epochs, batch);
        estimate.recordingSteps = protocol::recordingSteps(estimate.steps, request.recordingPoints);
        if (stepsPerEpoch > 0)
            estimate.trainedTokens = std::llround(static_cast<double>(text.trainableTokens)
                * static_cast<double>(estimate.steps) / static_cast<double>(stepsPerEpoch));
    } else if (request.kind == protocol::JobKind::Score) {
        estimate.recordingSteps = { 0 };
    }
    const auto points = static_cast<std::int64_t>(estimate.recordingSteps.size());
    estimate.scoredTokens = points * text.tokens;
    if (model.trainingTokensPerSecond > 0)
        estimate.trainingSeconds = static_cast<double>(estimate.trainedTokens) / model.trainingTokensPerSecond;
    if (model.scoringTokensPerSecond > 0)
        estimate.scoringSeconds = static_cast<double>(estimate.scoredTokens) / model.scoringTokensPerSecond;
    // token ids with their mask, and the texts they are made of
    estimate.memoryBytes
        = programBytes + model.weightBytes + model.packBytes + 5 * unsignedOf(text.tokens) + 2 * unsignedOf(text.textBytes);

    const std::int64_t kept = !trains ? 0 : request.keepRecordingWeights ? points : 1;
    estimate.disk.recordingWeights = unsignedOf(kept) * (model.weightFileBytes + model.otherFileBytes);
    const std::uint64_t rowLosses = unsignedOf(points * text.rows) * 4;
    const std::uint64_t counts = unsignedOf(text.rows) * (12 + 9);
    const std::uint64_t trainingLosses = unsignedOf(estimate.steps * std::min(batch, text.trainableRows)) * 12;
    estimate.disk.losses = 2 * (rowLosses + trainingLosses) + counts;
    estimate.disk.checkpoints = trains ? std::uint64_t{ 3 } * 3 * model.weightFileBytes : 0;
    estimate.disk.inputs = unsignedOf(text.textBytes) + rowListBytes * 2 * unsignedOf(text.rows);
    estimate.disk.events = stepEventBytes * unsignedOf(estimate.steps);
    return estimate;
}

RunEstimate estimateRun(const store::ProjectSession& session, SessionClient& worker, const RunRequest& request,
    const CancelToken& cancel, double seconds)
{
    std::string problems;
    for (const auto& list : { validate(request.text), validate(request.train), validate(request.resources) })
        for (const std::string& problem : list)
            problems += (problems.empty() ? "" : "; ") + problem;
    if (!problems.empty())
        throw Error(ErrorKind::BadInput, "the run cannot be started: " + problems);
    const TextFigures text = textFigures(session, worker, request, cancel);
    const ModelFigures model = modelFigures(worker, request, text, cancel, seconds);
    return estimateRun(request, text, model, freeBytes(session.sideFolder()));
}

} // namespace core::jobs
