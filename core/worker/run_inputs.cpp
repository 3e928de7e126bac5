// SPDX-License-Identifier: Apache-2.0
#include "core/worker/run_inputs.h"

#include "core/data/rows_snapshot.h"
#include "core/formats/model_text.h"
#include "core/text/example_encoder.h"
#include "core/text/token_cache.h"
#include "core/text/tokenizer_file.h"

#include <algorithm>

namespace core::worker {

namespace {

text::EncodedRows encode(const std::vector<data::SnapshotRow>& rows, const protocol::JobSpec& spec,
    const text::Tokenizer& tokenizer, text::TokenId endToken, int threads, RunControl& control)
{
    const auto key = text::tokenCacheKey(spec.rows.sha256, tokenizer.fingerprint(), spec.text, endToken);
    return text::TokenCache().readOrMake(key, [&] {
        std::vector<data::ExampleText> texts;
        texts.reserve(rows.size());
        for (const auto& row : rows)
            texts.push_back(row.text);
        return text::encodeRows(
            tokenizer, texts, spec.text, endToken, threads, control.stopToken(), [&control](const Progress& progress) {
                control.at(0, static_cast<std::int64_t>(progress.done), static_cast<std::int64_t>(progress.total));
            });
    });
}

/// The folder's own, else the one that a new model with this tokenizer would be given.
text::TokenId endTokenOf(const std::filesystem::path& folder, const text::Tokenizer& tokenizer)
{
    const text::TokenId usual = tokenizer.idOf("<|endoftext|>");
    try {
        return formats::endToken(folder, tokenizer);
    } catch (const Error& error) {
        if (error.code() != formats::model_text_faults::noEndToken.code || usual < 0)
            throw;
        return usual;
    }
}

void readRows(RunInputs& inputs, const protocol::RunFolder& folder, const protocol::JobSpec& spec,
    const text::Tokenizer& tokenizer, text::TokenId endToken, int threads, RunControl& control)
{
    control.poll();
    const auto rows = data::readRowsSnapshot(folder.findInput(spec.rows));
    for (std::size_t i = 0; i < rows.size(); ++i)
        inputs.places.emplace(rows[i].id.value, i);
    control.enter(protocol::Phase::Tokenizing);
    control.at(0, 0, static_cast<std::int64_t>(rows.size()));
    inputs.rows = std::make_shared<const text::EncodedRows>(encode(rows, spec, tokenizer, endToken, threads, control));
    if (inputs.rows->size() != rows.size())
        throw Error(ErrorKind::Internal, "the cached tokens belong to other rows");
    if (!spec.list.sha256.empty())
        inputs.dataset = readList(inputs, folder.findInput(spec.list));
}

} // namespace

std::vector<training::TrainingRow> readList(RunInputs& inputs, const std::filesystem::path& list)
{
    std::vector<training::TrainingRow> dataset;
    for (const data::DatasetRow& row : data::readRowList(list)) {
        const auto place = inputs.places.find(row.example.value);
        if (place == inputs.places.end())
            throw Error(ErrorKind::BadFile,
                list.string() + ": example " + std::to_string(row.example.value) + " is not among the run's rows",
                "Rows and list must come from the same dataset.");
        dataset.push_back({ place->second, row.example, row.copies, row.heldOut });
        inputs.longestRow = std::max(inputs.longestRow, inputs.rows->length(place->second));
    }
    if (dataset.empty())
        throw Error(ErrorKind::BadFile, list.string() + ": the dataset has no rows");
    return dataset;
}

RunInputs readInputs(const protocol::RunFolder& folder, const protocol::JobSpec& spec, int threads, RunControl& control)
{
    RunInputs inputs;
    inputs.model = folder.findModel(spec.model);
    inputs.config = formats::readModelConfig(inputs.model / "config.json");
    const auto tokenizer = text::loadTokenizer(inputs.model);
    const auto endToken = formats::endToken(inputs.model, *tokenizer);
    formats::checkVocabulary(*tokenizer, endToken, inputs.config, inputs.model);
    if (!spec.rows.sha256.empty())
        readRows(inputs, folder, spec, *tokenizer, endToken, threads, control);
    return inputs;
}

RunInputs readTokenizerInputs(
    const protocol::RunFolder& folder, const protocol::JobSpec& spec, int threads, RunControl& control)
{
    RunInputs inputs;
    inputs.model = folder.findTokenizer(spec.model);
    const auto tokenizer = text::loadTokenizer(inputs.model);
    readRows(inputs, folder, spec, *tokenizer, endTokenOf(inputs.model, *tokenizer), threads, control);
    return inputs;
}

protocol::PlanEvent planOf(const RunInputs& inputs)
{
    protocol::PlanEvent plan;
    plan.rows = static_cast<std::int64_t>(inputs.dataset.size());
    for (const auto& row : inputs.dataset) {
        const auto scored = inputs.rows->responseCount(row.row);
        const unsigned flags = inputs.rows->flags[row.row];
        plan.heldOut += row.heldOut ? 1 : 0;
        plan.tokens += inputs.rows->length(row.row);
        plan.responseTokens += scored;
        plan.unscored += scored == 0 ? 1 : 0;
        plan.truncated += flags & 1U;
        plan.dropped += (flags >> 1U) & 1U;
        plan.seams += (flags >> 2U) & 1U;
    }
    return plan;
}

std::vector<TokenCounts> tokenCountsOf(const RunInputs& inputs)
{
    std::vector<TokenCounts> counts;
    counts.reserve(inputs.dataset.size());
    for (const auto& row : inputs.dataset)
        counts.push_back({ static_cast<std::int32_t>(inputs.rows->length(row.row)),
            static_cast<std::int32_t>(inputs.rows->responseCount(row.row)), inputs.rows->flags[row.row] });
    return counts;
}

} // namespace core::worker
