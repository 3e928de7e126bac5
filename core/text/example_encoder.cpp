// SPDX-License-Identifier: Apache-2.0
#include "core/text/example_encoder.h"

#include "core/base/error.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

namespace core::text {

namespace {

constexpr std::size_t chunkRows = 256;

/// Stanford Alpaca's prompt, up to and with "### Response:".
std::string alpacaPrompt(const data::ExampleText& example)
{
    if (example.input.empty())
        return "Below is an instruction that describes a task. Write a response that appropriately completes the "
               "request.\n\n"
               "### Instruction:\n"
            + example.instruction + "\n\n### Response:";
    return "Below is an instruction that describes a task, paired with an input that provides further context. "
           "Write a response that appropriately completes the request.\n\n### Instruction:\n"
        + example.instruction + "\n\n### Input:\n" + example.input + "\n\n### Response:";
}

std::string plainPrompt(const data::ExampleText& example)
{
    return example.instruction + "\n" + (example.input.empty() ? std::string() : example.input + "\n");
}

/// Keeps [begin, end) of the tokens.
void keep(EncodedExample& example, std::size_t begin, std::size_t end)
{
    const auto cut = [&](auto& list) {
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(end), list.end());
        list.erase(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(begin));
    };
    cut(example.ids);
    cut(example.response);
}

void applyPolicy(EncodedExample& example, const protocol::TextSettings& settings)
{
    const auto limit = static_cast<std::size_t>(settings.maximumTokens);
    const std::size_t length = example.ids.size();
    if (length <= limit)
        return;
    if (settings.overlong == protocol::OverlongPolicy::Drop) {
        example.dropped = true;
        keep(example, 0, 0);
        return;
    }
    example.truncated = true;
    if (settings.overlong == protocol::OverlongPolicy::TruncateEnd) {
        keep(example, 0, limit);
        return;
    }
    const auto response = std::find(example.response.begin(), example.response.end(), std::uint8_t{ 1 });
    const std::size_t begin = std::min(length - limit, static_cast<std::size_t>(response - example.response.begin()));
    keep(example, begin, begin + limit);
}

/// Runs work(i) for i < count on several threads; the first failure is thrown again.
template <typename Work> void inParallel(std::size_t count, int threads, const Work& work)
{
    std::atomic<std::size_t> next{ 0 };
    std::exception_ptr failure;
    std::mutex failureGuard;
    const auto run = [&] {
        try {
            for (std::size_t i = next++; i < count; i = next++)
                work(i);
        } catch (...) {
            next = count;
            const std::lock_guard lock(failureGuard);
            if (!failure)
                failure = std::current_exception();
        }
    };
    const std::size_t wanted
        = threads > 0 ? static_cast<std::size_t>(threads) : std::max(1u, std::thread::hardware_concurrency());
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < std::min(wanted, count); ++i)
        others.emplace_back(run);
    run();
    for (std::thread& other : others)
        other.join();
    if (failure)
        std::rethrow_exception(failure);
}

void appendRows(EncodedRows& all, const EncodedRows& part)
{
    const std::uint64_t base = all.ids.size();
    all.ids.insert(all.ids.end(), part.ids.begin(), part.ids.end());
    all.response.insert(all.response.end(), part.response.begin(), part.response.end());
    all.flags.insert(all.flags.end(), part.flags.begin(), part.flags.end());
    for (std::size_t row = 1; row < part.offsets.size(); ++row)
        all.offsets.push_back(base + part.offsets[row]);
}

} // namespace

const std::vector<std::string>& promptTemplates()
{
    static const std::vector<std::string> names{ "alpaca", "plain" };
    return names;
}

RenderedExample renderExample(const data::ExampleText& example, const std::string& promptTemplate)
{
    if (example.shape == data::ExampleShape::Conversation)
        throw Error(ErrorKind::Unsupported,
            "a conversation cannot be trained on or scored: this version renders no chat templates",
            "import the rows as prompt and response");
    if (example.shape == data::ExampleShape::Text)
        return { example.text, 0 };
    RenderedExample rendered;
    if (promptTemplate == "alpaca")
        rendered.text = alpacaPrompt(example);
    else if (promptTemplate == "plain")
        rendered.text = plainPrompt(example);
    else
        throw Error(
            ErrorKind::BadInput, "the prompt template \"" + promptTemplate + "\" is not known", "alpaca and plain are");
    rendered.responseBegin = rendered.text.size();
    rendered.text += example.response;
    return rendered;
}

EncodedExample encodeExample(
    const Tokenizer& tokenizer, const data::ExampleText& example, const protocol::TextSettings& settings, TokenId endToken)
{
    if (settings.maximumTokens < 1)
        throw Error(
            ErrorKind::BadInput, "maximumTokens: " + std::to_string(settings.maximumTokens) + "; allowed: at least 1");
    const RenderedExample rendered = renderExample(example, settings.promptTemplate);
    const std::vector<Token> tokens = tokenizer.encode(rendered.text);
    EncodedExample encoded;
    encoded.ids.reserve(tokens.size() + 1);
    encoded.response.reserve(tokens.size() + 1);
    for (const Token& token : tokens) {
        encoded.ids.push_back(token.id);
        encoded.response.push_back(token.begin >= rendered.responseBegin ? 1 : 0);
        encoded.seam = encoded.seam || (token.begin < rendered.responseBegin && token.end > rendered.responseBegin);
    }
    encoded.ids.push_back(endToken);
    encoded.response.push_back(1);
    encoded.fullLength = static_cast<std::int64_t>(encoded.ids.size());
    applyPolicy(encoded, settings);
    return encoded;
}

EncodedRows encodeRows(const Tokenizer& tokenizer, std::span<const data::ExampleText> examples,
    const protocol::TextSettings& settings, TokenId endToken, int threads, const CancelToken& cancel,
    const ProgressSink& progress)
{
    std::vector<EncodedRows> chunks((examples.size() + chunkRows - 1) / chunkRows);
    std::mutex mutex;
    Progress sofar{ 0, examples.size() };
    inParallel(chunks.size(), threads, [&](std::size_t chunk) {
        cancel.check();
        const std::size_t begin = chunk * chunkRows;
        for (const data::ExampleText& example : examples.subspan(begin, std::min(chunkRows, examples.size() - begin)))
            chunks[chunk].append(encodeExample(tokenizer, example, settings, endToken));
        const std::lock_guard lock(mutex);
        sofar.done += chunks[chunk].size();
        if (progress)
            progress(sofar);
    });
    EncodedRows all;
    for (EncodedRows& chunk : chunks) {
        appendRows(all, chunk);
        chunk = {};
    }
    return all;
}

EncodingSummary summarize(const EncodedRows& rows)
{
    EncodingSummary summary;
    summary.rows = rows.size();
    summary.tokens = rows.ids.size();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::span<const std::uint8_t> mask = rows.mask(row);
        summary.responseTokens += static_cast<std::uint64_t>(std::count(mask.begin(), mask.end(), std::uint8_t{ 1 }));
        summary.truncated += rows.flags[row] & 1u;
        summary.dropped += rows.flags[row] >> 1 & 1u;
        summary.seams += rows.flags[row] >> 2 & 1u;
        summary.unscored += rows.responseCount(row) == 0;
    }
    return summary;
}

} // namespace core::text
