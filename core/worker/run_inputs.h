// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/hf_config.h"
#include "core/protocol/run_folder.h"
#include "core/training/order.h"
#include "core/worker/result_writer.h"
#include "core/worker/run_control.h"

#include <filesystem>
#include <memory>
#include <unordered_map>
#include <vector>

namespace core::worker {

/// What a run works on, read and tokenized.
struct RunInputs {
    std::filesystem::path model;
    formats::ModelConfig config;
    std::shared_ptr<const text::EncodedRows> rows; ///< of the snapshot
    std::vector<training::TrainingRow> dataset; ///< in dataset order; `row` is an index into `rows`
    std::int64_t longestRow = 1; ///< tokens, of the rows of every list that was read
    std::unordered_map<std::int64_t, std::size_t> places; ///< example id → index into `rows`
};

/// The rows of a list of the job, in its order. Throws Error{BadFile} naming an example that is not among the texts.
std::vector<training::TrainingRow> readList(RunInputs& inputs, const std::filesystem::path& list);

/// Finds the inputs, checks their hashes, tokenizes (or finds the tokens of an earlier run in the cache). Rows and list of
/// a job that has none stay empty. Throws the
/// readers' refusals, and Error{Cancelled} when a stop was asked for.
RunInputs readInputs(const protocol::RunFolder& folder, const protocol::JobSpec& spec, int threads, RunControl& control);

/// The same without a model: `model` is a folder with a tokenizer, and `config` stays empty.
RunInputs readTokenizerInputs(
    const protocol::RunFolder& folder, const protocol::JobSpec& spec, int threads, RunControl& control);

/// Counts of the dataset's rows; steps and recording points are left to the caller.
protocol::PlanEvent planOf(const RunInputs& inputs);
std::vector<TokenCounts> tokenCountsOf(const RunInputs& inputs);

} // namespace core::worker
