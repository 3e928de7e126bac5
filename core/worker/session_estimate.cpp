// SPDX-License-Identifier: Apache-2.0
// Questions before a run is started: what its rows are in tokens, what it needs of memory, and how fast it will be.
#include "core/base/files.h"
#include "core/base/folders.h"
#include "core/base/hash.h"
#include "core/formats/model_text.h"
#include "core/models/device.h"
#include "core/models/model_files.h"
#include "core/protocol/run_settings.h"
#include "core/protocol/worker_record.h"
#include "core/text/example_encoder.h"
#include "core/training/measure_rates.h"
#include "core/worker/machine_facts.h"
#include "core/worker/session_state.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <limits>

namespace core::worker {

namespace {

std::int64_t millisecondsNow()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

/// The threads that the run will have, for the time of a measurement.
class ThreadsOf {
public:
    explicit ThreadsOf(std::int64_t threads) { at::set_num_threads(static_cast<int>(threads)); }
    ~ThreadsOf() { at::set_num_threads(static_cast<int>(protocol::availableThreads())); }
    ThreadsOf(const ThreadsOf&) = delete;
    ThreadsOf& operator=(const ThreadsOf&) = delete;
};

/// Rows of nearly the same length are equally fast; so that the next estimate finds the measurement.
std::int64_t rounded(std::int64_t value, std::int64_t to)
{
    return std::max<std::int64_t>((value + to / 2) / to * to, to);
}

std::filesystem::path rateFile(const formats::ModelConfig& config, const training::RateSample& sample)
{
    const auto facts = models::torchFacts();
    const OrderedJson key{ { "config", formats::writeModelConfig(config) }, { "cpu", cpuModel() },
        { "kernels", facts.cpuCapability }, { "threads", facts.threads }, { "torch", facts.version },
        { "program", DATALEVER_VERSION }, { "tokens", sample.tokens }, { "response", sample.responseTokens },
        { "batch", sample.train.batchSize }, { "plan", training::toJson(sample.plan) } };
    return cacheFolder() / "rates" / (sha256(key.dump()) + ".json");
}

std::optional<Json> cachedRates(const std::filesystem::path& file)
{
    try {
        Json rates = parseJson(readFile(file, 4096), file.string());
        const JsonFields fields(rates, file.string());
        if (fields.number("training", 1e-9, 1e15) > 0 && fields.number("scoring", 1e-9, 1e15) > 0
            && fields.integer("measured_at", 0, std::numeric_limits<std::int64_t>::max()) > 0)
            return rates;
    } catch (const Error&) {
        // not there, or not whole: measured again
    }
    return std::nullopt;
}

/// The machine's rates for this shape: of an earlier measurement, else measured now and kept.
Json ratesOf(const std::filesystem::path& folder, const formats::ModelConfig& config, const training::RateSample& sample,
    double seconds)
{
    const auto file = rateFile(config, sample);
    if (auto known = cachedRates(file))
        return *known;
    const auto measured = training::measureRates(models::loadModel(folder), sample, seconds);
    Json rates{ { "training", measured.trainingTokensPerSecond }, { "scoring", measured.scoringTokensPerSecond },
        { "measured_at", millisecondsNow() } };
    try {
        createFolders(file.parent_path());
        writeFileAtomically(file, rates.dump() + "\n");
    } catch (const Error&) {
        // then it is measured again next time
    }
    return rates;
}

} // namespace

Json answerRunPlan(const JsonFields& arguments)
{
    constexpr std::int64_t most = std::int64_t{ 1 } << 24U;
    const auto folder = modelFolder(arguments);
    const auto config = formats::readModelConfig(folder / "config.json");
    const auto memory = static_cast<std::uint64_t>(arguments.integer("memory", 0, std::int64_t{ 1 } << 50U, 0));
    const std::uint64_t budget = memory == 0 ? training::defaultMemoryBytes() : memory;
    const std::int64_t longest = arguments.integer("longest", 1, most);
    training::RateSample sample;
    sample.plan = training::planPacks(config, budget, longest);
    sample.tokens = std::min(rounded(arguments.integer("tokens", 1, most), 16), std::max<std::int64_t>(longest, 2));
    sample.responseTokens = std::min(rounded(arguments.integer("response", 1, most), 16), sample.tokens);
    sample.train.batchSize = std::min<std::int64_t>(arguments.integer("batch", 1, 65536), 64);
    // packs are filled up to the plan's size, but a step is no larger than its rows
    const std::int64_t packTokens
        = std::min(sample.plan.trainingTokens, std::max(longest, sample.tokens * arguments.integer("batch", 1, 65536)));
    const std::int64_t asked = arguments.integer("threads", 0, 1024, 0);
    const ThreadsOf threads(asked > 0 ? asked : protocol::availableThreads());
    const Json rates = ratesOf(folder, config, sample, arguments.number("seconds", 0.05, 60));
    return { { "weightBytes", training::weightBytes(config) },
        { "packBytes", training::packBytes(config, sample.plan, packTokens) }, { "budgetBytes", budget },
        { "trainingTokensPerSecond", rates.at("training") }, { "scoringTokensPerSecond", rates.at("scoring") },
        { "measuredAt", rates.at("measured_at") }, { "threads", models::torchFacts().threads } };
}

Json answerCountTokens(const text::Tokenizer& tokenizer, const JsonFields& arguments)
{
    const auto settings = protocol::textSettings(arguments.object("text"));
    if (const auto problems = protocol::validate(settings); !problems.empty())
        throw Error(ErrorKind::BadInput, problems.front());
    Json counts = Json::array();
    for (const Json& entry : listOf(arguments, "examples")) {
        text::EncodedRows row; // the end token's id does not change a count
        row.append(text::encodeExample(tokenizer, exampleFrom(JsonFields(entry, "example")), settings, 0));
        counts.push_back({ row.length(0), row.responseCount(0), row.flags[0] });
    }
    return { { "counts", std::move(counts) } };
}

} // namespace core::worker
