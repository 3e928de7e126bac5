// SPDX-License-Identifier: Apache-2.0
// evaluate: a model's answers to benchmarks, by a worker in a folder of its own, which keeps every answer.
#include "app/cli/evaluation_runs.h"
#include "app/cli/invocation.h"
#include "app/cli/progress_bar.h"
#include "app/cli/text.h"
#include "core/analysis/intervals.h"
#include "core/jobs/job_client.h"
#include "core/protocol/session_message.h"

#include <CLI/CLI.hpp>

#include <cmath>
#include <map>
#include <memory>

namespace cli {

namespace {

using namespace core::protocol;

struct EvaluateOptions {
    ProjectEvaluation project;
    std::string model;
    std::vector<std::string> benchmarks;
    std::string out;
    GenerationSettings generation;
    std::int64_t threads = 0;
};

/// What the parts of a benchmark add up to, whichever worker made them.
struct Score {
    std::map<std::int64_t, EvaluationPartEvent> parts;

    std::int64_t counted() const
    {
        std::int64_t sum = 0;
        for (const auto& [number, part] : parts)
            sum += part.counted;
        return sum;
    }
    std::int64_t right() const
    {
        double sum = 0;
        for (const auto& [number, part] : parts)
            sum += part.score;
        return std::llround(sum);
    }
};

JobSpec specOf(const EvaluateOptions& options)
{
    JobSpec spec;
    spec.kind = JobKind::Evaluate;
    const std::string out = options.out.empty() ? options.project.name : options.out;
    spec.name = std::filesystem::path(out).filename().string();
    const auto model = std::filesystem::absolute(options.model).lexically_normal();
    spec.model = { model.string(), modelFingerprint(model) };
    spec.benchmarks = benchmarkFiles(options.benchmarks);
    spec.generation = options.generation;
    spec.resources.threads = options.threads;
    return spec;
}

/// A worker on the folder: a new one, or the one of an evaluation that was broken off.
core::jobs::WorkerProcess begin(const std::filesystem::path& folder, const JobSpec& spec)
{
    const core::jobs::JobClient client;
    const RunFolder existing(folder);
    std::error_code ignored;
    if (!std::filesystem::exists(existing.job(), ignored)) {
        std::vector<std::filesystem::path> inputs;
        for (const BenchmarkReference& benchmark : spec.benchmarks)
            inputs.emplace_back(benchmark.file.path);
        return client.start(folder, spec, inputs);
    }
    if (hashOf(readJobSpec(existing.job())) != hashOf(spec))
        throw core::Error(core::ErrorKind::BadInput, folder.string() + ": the folder holds another run",
            "Choose another folder with --out, or give what it was started with.");
    return client.restart(folder);
}

int answer(const Invocation& invocation, const std::filesystem::path& folder, const std::map<std::string, Score>& scores)
{
    core::OrderedJson document = core::OrderedJson::array();
    Table table({ "benchmark", ">right", ">of", ">share", ">95 % interval" });
    for (const auto& [name, score] : scores) {
        const auto right = static_cast<std::uint64_t>(score.right());
        const auto counted = static_cast<std::uint64_t>(score.counted());
        const auto interval = core::analysis::wilson(right, counted);
        const double share = counted == 0 ? 0 : static_cast<double>(right) / static_cast<double>(counted);
        table.add({ name, countText(score.right()), countText(score.counted()), percentText(share),
            percentText(interval.low) + " to " + percentText(interval.high) });
        document.push_back({ { "benchmark", name }, { "right", right }, { "items", counted }, { "share", share },
            { "low", interval.low }, { "high", interval.high } });
    }
    const std::string place = RunFolder(folder).evaluation().string();
    invocation.answer(
        { { "folder", folder.string() }, { "benchmarks", document } }, table.text() + "every answer is in " + place + "\n");
    return exitDone;
}

int evaluate(const Invocation& invocation, const EvaluateOptions& options)
{
    if (!options.project.rescore.empty())
        return rescore(invocation, options.project);
    if (options.model.empty() || options.benchmarks.empty() || options.project.project.empty() == options.out.empty())
        throw core::Error(core::ErrorKind::BadInput,
            "evaluate needs --model, --benchmark, and where the answers go: --project or --out",
            "Stored answers are judged anew with: --project P.datalever --rescore RUN.");
    if (!options.project.project.empty())
        return evaluateInProject(invocation, options.project, specOf(options));
    const auto folder = std::filesystem::absolute(options.out).lexically_normal();
    core::jobs::WorkerProcess worker = begin(folder, specOf(options));
    core::jobs::Follower follower(folder);
    ProgressBar bar(invocation, "evaluate");
    std::map<std::string, Score> scores;
    const auto onEvents = [&](const std::vector<JobEvent>& events) {
        for (const JobEvent& event : events) {
            if (const auto* warning = std::get_if<WarningEvent>(&event.body))
                invocation.remark(warning->message);
            if (const auto* part = std::get_if<EvaluationPartEvent>(&event.body))
                scores[part->benchmark].parts[part->part] = *part;
        }
        const auto& progress = follower.progress();
        bar.show({ static_cast<std::uint64_t>(progress.done), static_cast<std::uint64_t>(progress.total) },
            std::string(nameOf(progress.phase)));
    };
    std::string death = core::jobs::followRun(follower, &worker, onEvents, invocation.cancel);
    if (invocation.cancel.cancelled() && !follower.progress().ending) {
        core::jobs::JobClient().control(folder, ControlAction::Stop);
        death = core::jobs::followRun(follower, &worker, onEvents, {});
    }
    const auto& ending = follower.progress().ending;
    if (!death.empty() || !ending)
        throw core::Error(core::ErrorKind::Internal, "the evaluation ended without a word: " + death,
            "Call it again with the same --out: what was answered is kept.");
    if (const auto* failed = std::get_if<FailedEvent>(&*ending))
        throw core::Error(errorKind(failed->kind), failed->message, failed->hint);
    if (std::holds_alternative<StoppedEvent>(*ending)) {
        invocation.remark("stopped; call it again with the same --out to go on");
        return exitInterrupted;
    }
    return answer(invocation, folder, scores);
}

} // namespace

void addEvaluateVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb = program.add_subcommand("evaluate", "Greedy answers to benchmarks, and how many are right");
    const auto options = std::make_shared<EvaluateOptions>();
    options->generation.stops = instructionStops();
    addProjectEvaluation(*verb, options->project);
    verb->add_option("--model", options->model, "Model folder")->check(CLI::ExistingDirectory);
    verb->add_option("--benchmark", options->benchmarks, "JSON lines with id, source, instruction, answer")
        ->check(CLI::ExistingFile);
    verb->add_option(
        "--out", options->out, "Folder for the answers, without a project; an evaluation that was broken off there goes on");
    verb->add_option("--template", options->generation.promptTemplate, "alpaca, plain, or none: the instruction as it is")
        ->capture_default_str();
    verb->add_option("--max-new-tokens", options->generation.maximumNewTokens, "The longest answer, in tokens")
        ->capture_default_str();
    verb->add_option("--stop", options->generation.stops,
        "An answer ends before this string; may be given several times (default: where an instruction would begin anew)");
    verb->add_option("--threads", options->threads, "Threads (0: all cores)")->capture_default_str();
    verb->callback(
        [&invocation, options] { invocation.run = [&invocation, options] { return evaluate(invocation, *options); }; });
}

} // namespace cli
