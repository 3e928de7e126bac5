// SPDX-License-Identifier: Apache-2.0
// events.jsonl: what a worker tells. Small facts only; bulk results are files that an event announces with their hash.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace core::protocol {

enum class Phase { Queued, Loading, Tokenizing, Scoring, Training, Paused };

/// A result file below the run folder, whole and synced before the event was written.
struct ResultFile {
    std::string file; ///< relative, as "losses/point-0003-part-0000.f32"
    std::string sha256;
    friend bool operator==(const ResultFile&, const ResultFile&) = default;
};

/// A worker took the run. Everything told before about steps after `fromStep` is void.
struct StartedEvent {
    std::int64_t generation = 0; ///< 1, 2, ... : the worker processes of this run
    std::int64_t fromStep = 0;
    bool bitIdentical = true; ///< false: continued on another machine, results may differ in the last bits
    friend bool operator==(const StartedEvent&, const StartedEvent&) = default;
};

struct PhaseEvent {
    Phase phase = Phase::Loading;
    friend bool operator==(const PhaseEvent&, const PhaseEvent&) = default;
};

/// What will be done, known once the rows are token ids.
struct PlanEvent {
    std::int64_t steps = 0;
    std::int64_t rows = 0; ///< of the dataset, held-out ones included
    std::int64_t heldOut = 0;
    std::int64_t tokens = 0; ///< of all rows, after the over-long policy
    std::int64_t responseTokens = 0; ///< of those, with a loss
    std::int64_t truncated = 0; ///< rows
    std::int64_t unscored = 0; ///< rows without a response token (dropped ones included)
    std::int64_t dropped = 0; ///< rows
    std::int64_t seams = 0; ///< rows with a token across the border of prompt and response
    std::vector<std::int64_t> recordingSteps;
    std::int64_t parts = 0; ///< loss parts of every recording point
    friend bool operator==(const PlanEvent&, const PlanEvent&) = default;
};

/// Token counts of the rows in dataset order, three little-endian int32 a row: tokens, response tokens with a loss, flags
/// (bit 0 truncated, 1 dropped, 2 seam).
struct TokensEvent {
    std::int64_t rows = 0;
    ResultFile result;
    friend bool operator==(const TokensEvent&, const TokensEvent&) = default;
};

/// One optimizer step is done (step counts from 1).
struct StepEvent {
    std::int64_t step = 0;
    double loss = 0; ///< the step's objective before the update; may be NaN
    double learningRate = 0;
    double gradientNorm = 0; ///< before clipping
    std::int64_t tokens = 0; ///< of the step's examples
    std::int64_t responseTokens = 0; ///< of those, with a loss
    double seconds = 0;
    friend bool operator==(const StepEvent&, const StepEvent&) = default;
};

/// Losses of rows [firstRow, firstRow + rows) at a recording point: little-endian float32, NaN = unscored.
struct LossPartEvent {
    std::int64_t point = 0;
    std::int64_t step = 0;
    std::int64_t part = 0; ///< of lossPartRows rows each, the last one shorter
    std::int64_t firstRow = 0;
    std::int64_t rows = 0;
    ResultFile result;
    friend bool operator==(const LossPartEvent&, const LossPartEvent&) = default;
};

/// All loss parts of a recording point are there. `weights` is a model folder below the run folder; empty when not kept.
struct RecordingPointEvent {
    std::int64_t point = 0;
    std::int64_t step = 0;
    std::string weights;
    friend bool operator==(const RecordingPointEvent&, const RecordingPointEvent&) = default;
};

/// Losses met in training in steps [fromStep, toStep]: records of little-endian int32 step, int32 row (dataset position),
/// float32 loss.
struct TrainingLossesEvent {
    std::int64_t fromStep = 0;
    std::int64_t toStep = 0;
    ResultFile result;
    friend bool operator==(const TrainingLossesEvent&, const TrainingLossesEvent&) = default;
};

/// Items [firstItem, firstItem + items) of a benchmark are answered: a JSON line each, for a benchmark file {id, text,
/// ended, tokens, answer, gold, rule, right}, for the held-out rows {id, loss, tokens}.
struct EvaluationPartEvent {
    std::string benchmark; ///< its name; heldOutBenchmark for the held-out rows
    std::int64_t part = 0; ///< of evaluationPartItems items each, the last one shorter
    std::int64_t firstItem = 0;
    std::int64_t items = 0;
    std::int64_t allItems = 0; ///< of the benchmark
    std::int64_t counted = 0; ///< items that have a score: all but unscored rows
    double score = 0; ///< their sum: 1 for a right answer; the loss of a row
    ResultFile result;
    friend bool operator==(const EvaluationPartEvent&, const EvaluationPartEvent&) = default;
};

/// From here a killed run continues.
struct CheckpointEvent {
    std::int64_t step = 0;
    friend bool operator==(const CheckpointEvent&, const CheckpointEvent&) = default;
};

enum class CellState { Waiting, Running, Finished, Failed };

/// Where a cell of an experiment is. Told of every cell when a worker begins, then whenever one changes; what happens within
/// a cell is told in its own folder.
struct CellEvent {
    std::string cell; ///< its name: its folder below cells/
    CellState state = CellState::Waiting;
    std::int64_t number = 0; ///< of the cell, from 0
    std::int64_t cells = 0; ///< in all
    std::string message; ///< why it failed
    friend bool operator==(const CellEvent&, const CellEvent&) = default;
};

/// Once a second, from a thread of its own, with the position of the working loop.
struct HeartbeatEvent {
    std::int64_t step = 0;
    Phase phase = Phase::Loading;
    std::int64_t done = 0; ///< of the phase: rows when tokenizing or scoring, steps when training
    std::int64_t total = 0; ///< 0 = unknown
    std::int64_t memoryBytes = 0; ///< resident
    friend bool operator==(const HeartbeatEvent&, const HeartbeatEvent&) = default;
};

/// A control request was taken (or refused, with the reason).
struct ControlEvent {
    std::string id;
    std::string action;
    std::string refusal; ///< empty: accepted
    friend bool operator==(const ControlEvent&, const ControlEvent&) = default;
};

/// Something the user should know that does not end the run.
struct WarningEvent {
    std::string message;
    friend bool operator==(const WarningEvent&, const WarningEvent&) = default;
};

struct FinishedEvent {
    std::int64_t steps = 0;
    double seconds = 0; ///< of this generation
    std::int64_t tokens = 0; ///< trained on, all steps
    std::int64_t peakMemoryBytes = 0;
    friend bool operator==(const FinishedEvent&, const FinishedEvent&) = default;
};

/// Ended on request; a checkpoint of `step` is there.
struct StoppedEvent {
    std::int64_t step = 0;
    friend bool operator==(const StoppedEvent&, const StoppedEvent&) = default;
};

struct FailedEvent {
    std::string kind; ///< of core::ErrorKind, "OutOfMemory"
    std::string message; ///< names the examples that were being worked on, where they are to blame
    std::string hint;
    friend bool operator==(const FailedEvent&, const FailedEvent&) = default;
};

using EventBody = std::variant<StartedEvent, PhaseEvent, PlanEvent, TokensEvent, StepEvent, LossPartEvent,
    RecordingPointEvent, TrainingLossesEvent, EvaluationPartEvent, CellEvent, CheckpointEvent, HeartbeatEvent, ControlEvent,
    WarningEvent, FinishedEvent, StoppedEvent, FailedEvent>;

struct JobEvent {
    std::uint64_t sequence = 0; ///< 1, 2, ... without gap: also the line number
    std::int64_t milliseconds = 0; ///< since 1970, by the worker's clock
    EventBody body;
    friend bool operator==(const JobEvent&, const JobEvent&) = default;
};

/// Rows of one loss part.
inline constexpr std::int64_t lossPartRows = 4096;
/// Items of one evaluation part: what a killed worker loses at most, beside those being written.
inline constexpr std::int64_t evaluationPartItems = 64;

/// Whether the worker ends after this event.
bool isFinal(const EventBody&);
std::string_view nameOf(Phase);
std::string_view nameOf(CellState);
std::string_view typeOf(const EventBody&);

} // namespace core::protocol
