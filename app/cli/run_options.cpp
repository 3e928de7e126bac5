// SPDX-License-Identifier: Apache-2.0
#include "app/cli/run_options.h"

#include "app/cli/model_folder.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <cmath>
#include <map>

namespace cli {

namespace {

using namespace core::protocol;

const std::map<std::string, OverlongPolicy> overlongPolicies{ { "truncate-end", OverlongPolicy::TruncateEnd },
    { "drop", OverlongPolicy::Drop }, { "truncate-prompt", OverlongPolicy::TruncatePrompt } };
const std::map<std::string, Precision> precisions{ { "auto", Precision::Auto }, { "float32", Precision::Float32 },
    { "bfloat16", Precision::BFloat16 } };

} // namespace

void addTokenOptions(CLI::App& verb, RunOptions& options)
{
    auto& request = options.request;
    verb.add_option("--project", options.project, "The project file")->required();
    verb.add_option("--dataset", options.dataset, "Dataset of the project, by name")->required();
    verb.add_option("--name", options.name, "Name of the run (default: the next free number)");
    verb.add_option("--template", request.text.promptTemplate, "Prompt template: alpaca or plain")->capture_default_str();
    verb.add_option("--max-tokens", request.text.maximumTokens, "Longest row in tokens")->capture_default_str();
    verb.add_option("--overlong", options.overlong, "Longer rows: truncate-end, drop or truncate-prompt")
        ->capture_default_str()
        ->check(CLI::IsMember(overlongPolicies));
    verb.add_option("--threads", request.resources.threads, "Threads (0: all cores)")->capture_default_str();
    verb.add_flag("--detach", options.detach, "Start the run and return at once");
}

void addRunOptions(CLI::App& verb, RunOptions& options)
{
    addTokenOptions(verb, options);
    verb.add_option("--model", options.model, "Model folder in Hugging Face layout")
        ->required()
        ->check(CLI::ExistingDirectory);
    verb.add_option("--precision", options.precision, "float32, bfloat16 or auto")
        ->capture_default_str()
        ->check(CLI::IsMember(precisions));
    verb.add_option("--device", options.request.resources.device, "cpu or cuda")->capture_default_str();
    verb.add_option("--memory", options.memory, "Memory budget, as 4GB (default: half of what is free)");
}

void addTrainingOptions(CLI::App& verb, RunOptions& options)
{
    auto& train = options.request.train;
    auto& optimizer = train.optimizer;
    verb.add_option("--epochs", train.epochs, "Passes over the dataset")->capture_default_str();
    verb.add_option("--checkpoints", options.request.recordingPoints, "Recording points, step 0 included")
        ->capture_default_str();
    verb.add_option(
        "--lr", options.learningRate, "Learning rate (default: 1e-3 for a new model, 2e-5 for a pre-trained one)");
    verb.add_option("--batch-size", train.batchSize, "Examples per optimizer step")->capture_default_str();
    verb.add_option("--seed", train.seed, "Seed of the data order")->capture_default_str();
    verb.add_option("--schedule", train.schedule.name, "cosine or constant")->capture_default_str();
    verb.add_option("--warmup", train.schedule.warmupShare, "Share of the steps that warms up")->capture_default_str();
    verb.add_option("--beta1", optimizer.beta1, "AdamW")->capture_default_str();
    verb.add_option("--beta2", optimizer.beta2, "AdamW")->capture_default_str();
    verb.add_option("--weight-decay", optimizer.weightDecay, "Decoupled weight decay")->capture_default_str();
    verb.add_flag("!--no-decay-1d", optimizer.decayOneDimensional, "Leave biases and norm weights out of the decay");
    verb.add_option("--clip", optimizer.clipNorm, "Largest gradient norm (0: off)")->capture_default_str();
    verb.add_option("--weighting", options.weighting, "Gradient mean over response tokens or rows")
        ->capture_default_str()
        ->check(CLI::IsMember({ "tokens", "rows" }));
    verb.add_option(
            "--checkpoint-seconds", options.request.resources.checkpointSeconds, "Seconds between two resume checkpoints")
        ->capture_default_str();
}

void settleTraining(RunOptions& options)
{
    auto& train = options.request.train;
    train.optimizer.learningRate = options.learningRate.value_or(isUntrained(options.model) ? 1e-3 : 2e-5);
    train.weighting = options.weighting == "rows" ? GradientWeighting::Rows : GradientWeighting::Tokens;
}

core::jobs::RunRequest requestOf(const core::store::ProjectSession& session, const RunOptions& options)
{
    core::jobs::RunRequest request = options.request;
    request.name = options.name;
    request.dataset = session.dataset(options.dataset).id;
    request.model = options.model;
    request.text.overlong = overlongPolicies.at(options.overlong);
    request.resources.precision = precisions.at(options.precision);
    if (!options.memory.empty())
        request.resources.memoryBytes = parseBytes(options.memory);
    return request;
}

std::int64_t parseBytes(const std::string& text)
{
    static const std::map<std::string, double> units{ { "", 1 }, { "B", 1 }, { "kB", 1e3 }, { "KB", 1e3 }, { "MB", 1e6 },
        { "GB", 1e9 }, { "KiB", 1024 }, { "MiB", 1048576 }, { "GiB", 1073741824 } };
    double number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    std::string unit(end, text.data() + text.size());
    unit.erase(0, unit.find_first_not_of(' ') == std::string::npos ? unit.size() : unit.find_first_not_of(' '));
    const auto found = units.find(unit);
    if (code != std::errc() || found == units.end() || !(number > 0) || number * found->second > 9e15)
        throw core::Error(core::ErrorKind::BadInput, "--memory " + text + ": a size as 500MB or 4GB was expected");
    return std::llround(number * found->second);
}

} // namespace cli
