// SPDX-License-Identifier: Apache-2.0
// What a project file says about experiments and evaluations, as values. A cell of an experiment is a run of its own, named
// "experiment/arm-seed", which lists of runs leave out; its steps are read as those of any run. Benchmarks are known by name
// and content; their texts stand in the project once, the answers once per model. Times are milliseconds since 1970 in UTC.
#pragma once

#include "core/store/run_records.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::store {

struct ExperimentRecord {
    RunRecord run; ///< spec: the whole job.json with its ExperimentSpec
    std::int64_t cells = 0; ///< arms × seeds, as far as the project knows them
    std::int64_t finished = 0;
    std::int64_t failed = 0;
};

struct CellRecord {
    RunId run; ///< its fine-tune run; see stepMetrics() and curves()
    RunId experiment;
    std::string name; ///< "hard-3": its folder below cells/
    std::int64_t number = 0; ///< from 0, in the order in which cells are run
    std::string arm;
    std::uint64_t seed = 0;
    RunState state = RunState::Queued;
    std::string message; ///< why it failed
    std::int64_t steps = 0; ///< planned; 0: not known yet, or nothing is trained
    std::int64_t stepsDone = 0;
    std::int64_t tokens = 0; ///< trained on and generated, of a finished cell
    double seconds = 0; ///< of the last worker on a finished cell
    std::int64_t startedAt = 0;
    std::int64_t finishedAt = 0;
    std::string model; ///< folder of what was fine-tuned; empty before the cell began
};

/// What the score of an item is.
enum class Measure {
    Right, ///< 1 for a right answer, 0 for a wrong one: higher is better
    Loss, ///< of a held-out row: lower is better; NaN for one without a response token
};
std::string_view name(Measure measure); ///< "right", "loss"

struct BenchmarkRecord {
    BenchmarkId id;
    std::string name; ///< of the file, without its ending; protocol::heldOutBenchmark
    std::string sha256; ///< of the file; of the list of held-out rows
    Measure measure = Measure::Right;
    std::int64_t items = 0;
    std::int64_t createdAt = 0;
    friend bool operator==(const BenchmarkRecord&, const BenchmarkRecord&) = default;
};

struct BenchmarkItemRecord {
    std::string key; ///< as the file names it; the example's id of a held-out row
    std::string source; ///< skill or source, for groups; may be empty
    std::string question; ///< empty for a held-out row: its text is the example's
    std::string gold; ///< empty for a held-out row
    friend bool operator==(const BenchmarkItemRecord&, const BenchmarkItemRecord&) = default;
};

/// One model on one benchmark, as far as it was answered.
struct EvaluationRecord {
    EvaluationId id;
    RunId run; ///< a cell, a fine-tune run or an evaluation alone
    std::string runName;
    std::string model; ///< folder of the model that was fine-tuned or answered; empty: not known
    BenchmarkRecord benchmark;
    std::int64_t answered = 0; ///< items that were looked at so far
    std::int64_t counted = 0; ///< of those, with a score
    double score = 0; ///< their sum

    double mean() const { return counted == 0 ? 0 : score / static_cast<double>(counted); }
    bool complete() const { return answered == benchmark.items; }
};

struct AnswerRecord {
    std::string text; ///< as it was generated
    std::string ended; ///< "end", "stop", "length": why the text ends
    std::int64_t tokens = 0;
    std::string answer; ///< found in the text; empty: none
    friend bool operator==(const AnswerRecord&, const AnswerRecord&) = default;
};

/// One item as two models answered it; NaN: not answered (yet).
struct PairedAnswer {
    std::int64_t item = 0; ///< from 0, in the benchmark's order
    BenchmarkItemRecord question;
    float firstScore = 0;
    float secondScore = 0;
    AnswerRecord first;
    AnswerRecord second;
};

/// A verdict of stored answers that were judged anew.
struct Rejudged {
    std::int64_t item = 0;
    float score = 0;
    std::string answer;
};

/// A measured curve of a run, in order of steps.
struct CurveRecord {
    RunId run;
    std::string name;
    std::vector<std::int64_t> steps;
    std::vector<double> losses; ///< NaN: no row has a loss
    std::vector<std::int64_t> scored = {}; ///< rows with a loss
};

/// How many rows of a dataset meet a benchmark's items (curate/contamination.h).
struct ContaminationRecord {
    BenchmarkId benchmark;
    DatasetId dataset;
    std::int64_t rows = 0; ///< that were looked at
    std::int64_t equal = 0; ///< with the question of an item
    std::int64_t overlapping = 0; ///< with 13 words in a row of one, without the equal ones
    std::int64_t checkedAt = 0;
    friend bool operator==(const ContaminationRecord&, const ContaminationRecord&) = default;
};

} // namespace core::store
