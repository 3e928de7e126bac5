// SPDX-License-Identifier: Apache-2.0
// From an example's text to token ids with the mask of response tokens (DESIGN §2, "Loss of an example").
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/data/example.h"
#include "core/protocol/run_settings.h"
#include "core/text/encoded_rows.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace core::text {

/// A row's text as one string: its response begins at byte `responseBegin` (0: everything is response).
struct RenderedExample {
    std::string text;
    std::size_t responseBegin = 0;
};

/// Names allowed in TextSettings::promptTemplate: "alpaca" (the two- or, with an input, three-section form of Stanford
/// Alpaca, the response directly behind "### Response:") and "plain" (instruction, newline, input and newline if there is
/// one, response).
const std::vector<std::string>& promptTemplates();

/// Throws Error{BadInput} for an unknown template and Error{Unsupported} for a conversation: this version renders no chat
/// templates and never wraps turns silently.
RenderedExample renderExample(const data::ExampleText& example, const std::string& promptTemplate);

/// Prompt, response and end token. A token is response if its first byte is. Over-long rows by policy: TruncateEnd keeps
/// the first maximumTokens; Drop keeps none; TruncatePrompt drops tokens from the prompt's start and, where the response
/// alone is too long, cuts its end.
EncodedExample encodeExample(
    const Tokenizer& tokenizer, const data::ExampleText& example, const protocol::TextSettings& settings, TokenId endToken);

/// All rows in order, on `threads` threads (0: as many as the machine has); the result does not depend on their number.
/// `progress` counts rows; it is called by any of the threads, one at a time.
EncodedRows encodeRows(const Tokenizer& tokenizer, std::span<const data::ExampleText> examples,
    const protocol::TextSettings& settings, TokenId endToken, int threads = 0, const CancelToken& cancel = {},
    const ProgressSink& progress = {});

/// What encoding did to the rows, for the sentence before the start of a run.
struct EncodingSummary {
    std::size_t rows = 0;
    std::uint64_t tokens = 0;
    std::uint64_t responseTokens = 0; ///< end tokens included
    std::size_t truncated = 0;
    std::size_t dropped = 0;
    std::size_t unscored = 0; ///< without a response token that has a predecessor
    std::size_t seams = 0;
    friend bool operator==(const EncodingSummary&, const EncodingSummary&) = default;
};
EncodingSummary summarize(const EncodedRows& rows);

} // namespace core::text
