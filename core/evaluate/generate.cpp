// SPDX-License-Identifier: Apache-2.0
// Shapes: N sequences at work, D width, V vocabulary.
#include "core/evaluate/generate.h"

#include "core/base/error.h"
#include "core/text/example_encoder.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/argmax.h>

#include <algorithm>
#include <iterator>
#include <optional>

namespace core::evaluate {

namespace {

constexpr std::int64_t promptTokensAtOnce = 4096;

std::vector<std::int64_t> greatest(const models::Decoder& decoder, const at::Tensor& hidden)
{
    const at::Tensor ids = at::argmax(decoder.logits(hidden), 1).to(at::kCPU).contiguous(); // [N]
    return { ids.data_ptr<std::int64_t>(), ids.data_ptr<std::int64_t>() + ids.numel() };
}

} // namespace

std::string_view nameOf(GenerationEnd end)
{
    switch (end) {
    case GenerationEnd::EndToken:
        return "end";
    case GenerationEnd::StopString:
        return "stop";
    case GenerationEnd::Length:
        return "length";
    case GenerationEnd::Positions:
        return "positions";
    }
    return "";
}

std::string renderedPrompt(const std::string& prompt, const std::string& promptTemplate)
{
    if (promptTemplate == "none")
        return prompt;
    data::ExampleText example;
    example.instruction = prompt;
    return text::renderExample(example, promptTemplate).text;
}

std::optional<std::string> cutAtStop(const std::string& text, std::span<const std::string> stops)
{
    std::size_t first = std::string::npos;
    for (const std::string& stop : stops)
        first = std::min(first, text.find(stop));
    return first == std::string::npos ? std::nullopt : std::optional(text.substr(0, first));
}

/// The sequences at work: the i-th one is in slot i of the cache.
class Generator::Batch {
public:
    Batch(const Generator& generator, const Sink& sink, std::int64_t slots)
        : generator_(generator)
        , sink_(sink)
        , cache_(generator.decoder_.model().config, slots)
        , slots_(static_cast<std::size_t>(slots))
    {
    }

    bool empty() const { return sequences_.empty(); }
    bool full() const { return sequences_.size() == slots_; }

    /// Reads as many of the waiting prompts as there is room for, beginning with number `next`, which it moves on.
    void admit(const std::vector<std::vector<std::int64_t>>& prompts, std::size_t& next)
    {
        models::Pack pack;
        const std::size_t first = sequences_.size();
        while (next < prompts.size() && !full()
            && (pack.ids.empty()
                || static_cast<std::int64_t>(pack.ids.size() + prompts[next].size()) <= promptTokensAtOnce)) {
            if (static_cast<std::int64_t>(prompts[next].size()) > generator_.decoder_.model().config.maximumPositions) {
                sink_(next++, { {}, {}, GenerationEnd::Positions });
                continue;
            }
            const std::vector<std::uint8_t> mask(prompts[next].size(), 0);
            pack.append<std::int64_t>(sequences_.size(), prompts[next], mask);
            sequences_.push_back({ next++, {}, 0 });
        }
        if (!pack.ids.empty())
            accept(first, greatest(generator_.decoder_, generator_.decoder_.read(pack, cache_)));
    }

    void step()
    {
        std::vector<std::int64_t> ids;
        for (const Sequence& sequence : sequences_)
            ids.push_back(sequence.next);
        accept(0, greatest(generator_.decoder_, generator_.decoder_.extend(ids, cache_)));
    }

private:
    struct Sequence {
        std::size_t prompt = 0;
        std::vector<text::TokenId> ids; ///< made so far
        std::int64_t next = 0; ///< the last of them, which the cache does not hold yet
    };

    /// The next ids of the sequences from the `first` on; those that end make room.
    void accept(std::size_t first, const std::vector<std::int64_t>& ids)
    {
        for (std::size_t i = ids.size(); i-- > 0;) { // from the back: the last one moves into the place of one that ended
            const std::size_t slot = first + i;
            if (std::optional<Generation> done = continued(slot, ids[i])) {
                const std::size_t prompt = sequences_[slot].prompt;
                const std::size_t last = sequences_.size() - 1;
                cache_.move(static_cast<std::int64_t>(last), static_cast<std::int64_t>(slot));
                sequences_[slot] = std::move(sequences_[last]);
                sequences_.pop_back();
                sink_(prompt, std::move(*done));
            }
        }
    }

    /// The whole text when it ends with this id.
    std::optional<Generation> continued(std::size_t slot, std::int64_t id)
    {
        Sequence& sequence = sequences_[slot];
        const protocol::GenerationSettings& settings = generator_.settings_;
        const auto decoded = [&] { return generator_.tokenizer_.decode(sequence.ids, true); };
        if (id == generator_.endToken_)
            return Generation{ decoded(), std::move(sequence.ids), GenerationEnd::EndToken };
        sequence.ids.push_back(static_cast<text::TokenId>(id));
        sequence.next = id;
        if (!settings.stops.empty()) {
            if (std::optional<std::string> cut = cutAtStop(decoded(), settings.stops))
                return Generation{ std::move(*cut), std::move(sequence.ids), GenerationEnd::StopString };
        }
        const bool enough = static_cast<std::int64_t>(sequence.ids.size()) >= settings.maximumNewTokens;
        const std::int64_t positions = cache_.length(static_cast<std::int64_t>(slot)) + 1;
        if (!enough && positions <= generator_.decoder_.model().config.maximumPositions)
            return std::nullopt;
        return Generation{ decoded(), std::move(sequence.ids), enough ? GenerationEnd::Length : GenerationEnd::Positions };
    }

    const Generator& generator_;
    const Sink& sink_;
    models::KeyValueCache cache_;
    std::size_t slots_;
    std::vector<Sequence> sequences_;
};

Generator::Generator(const models::Decoder& decoder, const text::Tokenizer& tokenizer, text::TokenId endToken,
    protocol::GenerationSettings settings)
    : decoder_(decoder)
    , tokenizer_(tokenizer)
    , endToken_(endToken)
    , settings_(std::move(settings))
{
    if (const auto problems = protocol::validate(settings_); !problems.empty())
        throw Error(ErrorKind::BadInput, problems.front());
}

void Generator::run(
    std::span<const std::string> prompts, std::uint64_t memoryBytes, const Sink& sink, const Poll& poll) const
{
    const at::NoGradGuard noGradients;
    const formats::ModelConfig& config = decoder_.model().config;
    std::vector<std::vector<std::int64_t>> ids(prompts.size());
    std::int64_t longest = 1;
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        for (const text::Token& token : tokenizer_.encode(prompts[i]))
            ids[i].push_back(token.id);
        if (ids[i].empty())
            throw Error(ErrorKind::BadInput, "prompt " + std::to_string(i + 1) + " has no token to begin with",
                "Give a prompt that is not empty.");
        longest = std::max(longest, static_cast<std::int64_t>(ids[i].size()));
    }
    const std::int64_t room = std::min(longest + settings_.maximumNewTokens, config.maximumPositions);
    const std::uint64_t each = models::KeyValueCache::bytesPerToken(config) * static_cast<std::uint64_t>(room) * 2;
    const auto fitting
        = static_cast<std::int64_t>(std::min<std::uint64_t>(memoryBytes / std::max<std::uint64_t>(each, 1), 1024));
    const auto waiting = static_cast<std::int64_t>(prompts.size());
    Batch batch(*this, sink, std::max<std::int64_t>(1, std::min({ settings_.batch, fitting, waiting })));
    std::size_t next = 0;
    while (next < prompts.size() || !batch.empty()) {
        if (poll)
            poll();
        if (next < prompts.size() && !batch.full())
            batch.admit(ids, next);
        else
            batch.step();
    }
}

} // namespace core::evaluate
