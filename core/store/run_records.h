// SPDX-License-Identifier: Apache-2.0
// What a project file says about runs, as values: the run, what its worker reported, and the clusterings of its losses.
// Times are milliseconds since 1970 in UTC; 0 means "not yet".
#pragma once

#include "core/base/ids.h"
#include "core/base/json.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::store {

using BenchmarkId = Id<struct BenchmarkTag>; ///< questions with their answers, or held-out rows
using EvaluationId = Id<struct EvaluationTag>; ///< a model's answers to a benchmark

/// Losses and token counts travel and are stored in parts of this many dataset rows; the last part may be shorter.
inline constexpr std::int64_t rowsPerPart = 4096;

enum class RunState { Queued, Running, Paused, Interrupted, Finished, Failed };

/// "queued", "running", ... and back (nullopt: no such state).
std::string_view name(RunState state);
std::optional<RunState> runState(std::string_view name);

struct RunRecord {
    RunId id;
    std::string name; ///< unique in the project
    std::string kind; ///< of the job: "proxy", "score", "experiment", ...
    DatasetId dataset;
    std::string folder; ///< relative to the side folder: "runs/proxy-1"; empty: only the results were kept
    Json spec; ///< the whole job.json
    RunState state = RunState::Queued;
    std::int64_t generation = 0; ///< starts of a worker so far
    std::uint64_t eventOffset = 0; ///< bytes of events.jsonl that the project holds
    std::uint64_t eventSequence = 0; ///< the last event that the project holds
    std::int64_t createdAt = 0;
    std::int64_t startedAt = 0;
    std::int64_t finishedAt = 0;
    Json summary; ///< what the worker said at the end; null before
    std::string note; ///< a sentence for the reader: why it failed, or that it is no longer bit-identical
};

struct StepMetric {
    std::int64_t step = 0; ///< from 1
    double loss = 0;
    double learningRate = 0;
    double gradientNorm = 0;
    std::int64_t tokens = 0;
    std::int64_t responseTokens = 0;
    double seconds = 0;
    friend bool operator==(const StepMetric&, const StepMetric&) = default;
};

/// Recording point `point` (from 0) was taken after optimizer step `step`.
struct RecordingPoint {
    std::int64_t point = 0;
    std::int64_t step = 0;
    friend bool operator==(const RecordingPoint&, const RecordingPoint&) = default;
};

/// The losses of dataset rows [part × rowsPerPart, ...) at one recording point; NaN = unscored.
struct LossPart {
    std::int64_t point = 0;
    std::int64_t part = 0;
    std::vector<float> losses;
};

/// The loss of a dataset row as training met it.
struct TrainingLoss {
    std::uint32_t step = 0;
    std::uint32_t row = 0;
    float loss = 0;
    friend bool operator==(const TrainingLoss&, const TrainingLoss&) = default;
};

/// Losses met in steps [fromStep, toStep], both included.
struct TrainingLossChunk {
    std::int64_t fromStep = 0;
    std::int64_t toStep = 0;
    std::vector<TrainingLoss> losses;
};

/// How many tokens a row has under the run's tokenizer and template. Flags are core/text's row flags.
struct TokenCount {
    std::uint32_t total = 0;
    std::uint32_t response = 0;
    std::uint8_t flags = 0;
    friend bool operator==(const TokenCount&, const TokenCount&) = default;
};

struct TokenCountPart {
    std::int64_t part = 0;
    std::vector<TokenCount> counts;
};

/// Mean loss of a named curve's rows after `step`; NaN when none has one.
struct CurvePoint {
    std::string curve;
    std::int64_t step = 0;
    double loss = 0;
    std::int64_t scored = 0; ///< rows with a loss
    friend bool operator==(const CurvePoint&, const CurvePoint&) = default;
};

/// Items of an evaluation are stored in parts of this many.
inline constexpr std::int64_t itemsPerPart = 64;

/// One item as a model answered it, or a held-out row's loss.
struct ItemResult {
    float score = 0; ///< 1 right, 0 wrong; the loss; NaN = unscored
    std::string text; ///< as it was generated; this and what follows are empty for a held-out row
    std::string ended;
    std::int64_t tokens = 0;
    std::string answer;
};

struct EvaluationPart {
    BenchmarkId benchmark; ///< that the project knows
    std::int64_t part = 0;
    std::vector<ItemResult> items; ///< itemsPerPart of them, fewer in the last part
};

/// What one reading of a run folder adds to the project, in one transaction. A batch that ends at or before the stored
/// event offset was applied already and changes nothing.
struct RunBatch {
    RunId run;
    std::int64_t generation = 0;
    std::uint64_t eventOffset = 0; ///< behind the last event in this batch
    std::uint64_t eventSequence = 0; ///< of the last event in this batch
    std::optional<std::int64_t> dropAfterStep; ///< a new generation starts behind this step: forget what came later
    std::vector<StepMetric> metrics;
    std::vector<RecordingPoint> points;
    std::vector<LossPart> losses;
    std::vector<TrainingLossChunk> trainingLosses;
    std::vector<TokenCountPart> tokenCounts;
    std::vector<CurvePoint> curvePoints;
    std::vector<EvaluationPart> evaluationParts;
    std::optional<RunState> state;
    std::optional<std::int64_t> startedAt;
    std::optional<std::int64_t> finishedAt;
    std::optional<Json> summary;
    std::optional<std::string> note;
};

/// Losses of every dataset row at every recording point; NaN = unscored or not there yet.
struct LossMatrix {
    std::vector<std::int64_t> steps; ///< of each recording point
    std::int64_t rows = 0; ///< of the dataset
    std::vector<float> values; ///< points × rows, one point after another
};

/// `assignment` entry of a row that is left out.
inline constexpr std::uint16_t unscoredCluster = 65535;

struct ClusteringRecord {
    ClusteringId id;
    std::string name; ///< unique in the project
    RunId run;
    Json settings;
    Json quality;
    std::int64_t clusters = 0; ///< 1 to 1,000
    std::vector<std::uint16_t> assignment; ///< one entry per dataset row
    std::vector<std::uint16_t> hardClusters; ///< ascending
    std::int64_t createdAt = 0;
};

/// Writes name, settings and quality of a stored clustering anew.
using ClusteringChange = std::function<void(ClusteringRecord&)>;

/// A clustering to be stored, and those that make room for it.
struct ClusteringPlan {
    ClusteringRecord made; ///< a name that is taken gets a number
    std::vector<ClusteringId> removed;
};
/// Given the clusterings that there are, without assignments.
using ClusteringMaker = std::function<ClusteringPlan(std::vector<ClusteringRecord>)>;

} // namespace core::store
