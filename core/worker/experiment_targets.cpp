// SPDX-License-Identifier: Apache-2.0
#include "core/worker/experiment_targets.h"

#include "core/base/files.h"
#include "core/protocol/experiment_cell.h"
#include "core/worker/new_model.h"
#include "core/worker/run_inputs.h"

#include <algorithm>

namespace core::worker {

namespace {

/// Rows that can be trained on, copies counted.
std::int64_t examplesOf(const RunInputs& inputs, const std::vector<training::TrainingRow>& list)
{
    std::int64_t examples = 0;
    for (const training::TrainingRow& row : list) {
        if (!row.heldOut && inputs.rows->responseCount(row.row) > 0)
            examples += row.copies;
    }
    return examples;
}

/// Where a file of the experiment lies now.
void findFile(const protocol::RunFolder& folder, protocol::FileReference& file)
{
    if (!file.sha256.empty())
        file.path = folder.findInput(file).string();
}

} // namespace

ExperimentTargets::ExperimentTargets(RunContext& context)
    : context_(context)
    , experiment_(context.spec)
{
    protocol::ExperimentSpec& spec = experiment_.experiment;
    findFile(context.folder, spec.rows);
    findFile(context.folder, spec.heldOut);
    for (protocol::ExperimentArm& arm : spec.arms) {
        findFile(context.folder, arm.list);
        for (auto& seeded : arm.lists)
            findFile(context.folder, seeded.list);
    }
    for (protocol::CurveReference& curve : spec.curves)
        findFile(context.folder, curve.list);
    for (protocol::BenchmarkReference& benchmark : spec.benchmarks)
        findFile(context.folder, benchmark.file);
}

const SeededTarget& ExperimentTargets::of(std::uint64_t seed)
{
    const auto found = made_.find(seed);
    return found != made_.end() ? found->second : made_.emplace(seed, make(seed)).first->second;
}

SeededTarget ExperimentTargets::make(std::uint64_t seed)
{
    SeededTarget target;
    try {
        target.model = modelOf(seed);
        target.steps = stepsOn(target.model, seed);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Cancelled || error.kind() == ErrorKind::Storage)
            throw;
        target.problem = error;
    }
    return target;
}

protocol::ModelReference ExperimentTargets::modelOf(std::uint64_t seed) const
{
    const protocol::ExperimentTarget& target = experiment_.experiment.target;
    if (!target.config.is_null())
        return newModel(seed);
    protocol::ModelReference model = target.folder;
    for (const auto& seeded : target.folders) {
        if (seeded.seed == seed)
            model = seeded.model;
    }
    model.path = std::filesystem::absolute(context_.folder.findModel(model)).string();
    return model;
}

protocol::ModelReference ExperimentTargets::newModel(std::uint64_t seed) const
{
    const protocol::ExperimentTarget& target = experiment_.experiment.target;
    const auto folder = context_.folder.models() / std::to_string(seed);
    std::error_code code;
    if (!std::filesystem::exists(folder, code)) {
        const auto draft = context_.folder.models() / "writing";
        std::filesystem::remove_all(draft, code);
        std::filesystem::path tokenizer;
        if (!target.tokenizer.sha256.empty())
            tokenizer = context_.folder.findTokenizer(target.tokenizer);
        makeModelFolder({ target.config, tokenizer, seed, draft });
        syncFolder(draft);
        std::filesystem::rename(draft, folder, code);
        if (code)
            throw Error(
                ErrorKind::Storage, folder.string() + ": the model could not be put in place (" + code.message() + ")");
        syncFolder(context_.folder.models());
    }
    return { folder.string(), protocol::modelFingerprint(folder) };
}

/// Which rows can be trained on depends on the tokens, and so on the model's tokenizer; which lists there are, on the seed.
std::int64_t ExperimentTargets::stepsOn(const protocol::ModelReference& model, std::uint64_t seed)
{
    const protocol::ExperimentSpec& spec = experiment_.experiment;
    if (std::none_of(spec.arms.begin(), spec.arms.end(), protocol::trains))
        return 0;
    if (spec.steps > 0)
        return spec.steps;
    const bool alike = std::all_of(spec.arms.begin(), spec.arms.end(), [](const auto& arm) { return arm.lists.empty(); });
    const std::string key = protocol::tokenizerFingerprint(model.path) + (alike ? "" : " " + std::to_string(seed));
    if (const auto known = stepsKnown_.find(key); known != stepsKnown_.end())
        return known->second;
    protocol::JobSpec texts;
    texts.model = model;
    texts.rows = spec.rows;
    texts.text = spec.text;
    RunInputs inputs = readInputs(context_.folder, texts, static_cast<int>(context_.resolved.threads), context_.control);
    std::int64_t largest = 0;
    for (const protocol::ExperimentArm& arm : spec.arms) {
        if (protocol::trains(arm))
            largest = std::max(largest, examplesOf(inputs, readList(inputs, protocol::listOf(arm, seed).path)));
    }
    if (largest == 0)
        throw Error(ErrorKind::BadInput, "no row of any arm can be trained on: all are held out or have no response token",
            "Look at the rows' responses, or raise the maximum number of tokens.");
    return stepsKnown_[key] = protocol::matchedSteps(largest, spec.train);
}

} // namespace core::worker
