// SPDX-License-Identifier: Apache-2.0
// Greedy text: the token of greatest logit again and again, for many prompts at once.
#pragma once

#include "core/models/decoder.h"
#include "core/protocol/generation_settings.h"
#include "core/text/tokenizer.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::evaluate {

enum class GenerationEnd {
    EndToken, ///< the model said that the text ends
    StopString,
    Length, ///< maximumNewTokens
    Positions, ///< the model has no positions left; a prompt that is longer than they are gives nothing
};

struct Generation {
    std::string text; ///< behind the prompt, up to the first stop string; special tokens are left out
    std::vector<text::TokenId> ids; ///< made, without the end token; those of a stop string are among them
    GenerationEnd ended = GenerationEnd::Length;
};

std::string_view nameOf(GenerationEnd); ///< "end", "stop", "length", "positions"

/// Everything that is asked of one text at a time.
class Generator {
public:
    /// Told once for each prompt, in the order in which they end; may throw to stop.
    using Sink = std::function<void(std::size_t prompt, Generation)>;
    /// Asked before every step; may throw to stop.
    using Poll = std::function<void()>;

    /// Error{BadInput} names invalid settings. What is given must outlive the generator.
    Generator(const models::Decoder& decoder, const text::Tokenizer& tokenizer, text::TokenId endToken,
        protocol::GenerationSettings settings);

    /// At most settings.batch sequences at once, fewer where their keys and values would take more than `memoryBytes`; a
    /// sequence that ends makes room for the next prompt. What a prompt gives does not depend on its company, but for ties
    /// within rounding. Error{BadInput} for a prompt without tokens.
    void run(std::span<const std::string> prompts, std::uint64_t memoryBytes, const Sink& sink, const Poll& poll = {}) const;

private:
    const models::Decoder& decoder_;
    const text::Tokenizer& tokenizer_;
    text::TokenId endToken_;
    protocol::GenerationSettings settings_;

    class Batch;
};

/// The text that a model continues: an instruction in its template (TextSettings), or with "none" the prompt as it is.
std::string renderedPrompt(const std::string& prompt, const std::string& promptTemplate);

/// The text before the first place where one of the stop strings begins; nothing when none is there.
std::optional<std::string> cutAtStop(const std::string& text, std::span<const std::string> stops);

} // namespace core::evaluate
