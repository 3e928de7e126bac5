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
    for (protocol::ExperimentArm& arm : spec.arms)
        findFile(context.folder, arm.list);
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
        target.steps = stepsOn(target.model);
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

/// Which rows can be trained on depends on the tokens, and so on the model's tokenizer.
std::int64_t ExperimentTargets::stepsOn(const protocol::ModelReference& model)
{
    const protocol::ExperimentSpec& spec = experiment_.experiment;
    const bool trains
        = std::any_of(spec.arms.begin(), spec.arms.end(), [](const auto& arm) { return !arm.list.sha256.empty(); });
    if (!trains)
        return 0;
    const std::string tokenizer = protocol::tokenizerFingerprint(model.path);
    if (const auto known = stepsByTokenizer_.find(tokenizer); known != stepsByTokenizer_.end())
        return known->second;
    protocol::JobSpec texts;
    texts.model = model;
    texts.rows = spec.rows;
    texts.text = spec.text;
    RunInputs inputs = readInputs(context_.folder, texts, static_cast<int>(context_.resolved.threads), context_.control);
    std::int64_t largest = 0;
    for (const protocol::ExperimentArm& arm : spec.arms) {
        if (!arm.list.sha256.empty())
            largest = std::max(largest, examplesOf(inputs, readList(inputs, arm.list.path)));
    }
    if (largest == 0)
        throw Error(ErrorKind::BadInput, "no row of any arm can be trained on: all are held out or have no response token",
            "Look at the rows' responses, or raise the maximum number of tokens.");
    return stepsByTokenizer_[tokenizer] = protocol::matchedSteps(largest, spec.train);
}

} // namespace core::worker
