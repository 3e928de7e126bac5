// SPDX-License-Identifier: Apache-2.0
// What a model folder says about text: its end-of-text token, and whether a tokenizer's ids fit its embedding.
#pragma once

#include "core/base/error.h"
#include "core/formats/hf_config.h"
#include "core/text/tokenizer.h"

#include <filesystem>

namespace core::formats {

namespace model_text_faults {
inline constexpr Fault noEndToken{ "model-text/no-end-token", ErrorKind::BadFile,
    "neither generation_config.json nor config.json nor tokenizer_config.json names an end-of-text token",
    "set eos_token_id in config.json" };
inline constexpr Fault unknownEndToken{ "model-text/unknown-end-token", ErrorKind::BadFile,
    "the tokenizer does not know the end-of-text token" };
inline constexpr Fault idsDoNotFit{ "model-text/ids-do-not-fit", ErrorKind::BadFile,
    "the tokenizer's ids do not fit the model's vocabulary", "use the tokenizer that the model was made with" };
inline constexpr Fault all[] = { noEndToken, unknownEndToken, idsDoNotFit };
} // namespace model_text_faults

/// The first of: eos_token_id of generation_config.json, of config.json (a number, or the first of a list), eos_token of
/// tokenizer_config.json (a string or {"content": string}).
text::TokenId endToken(const std::filesystem::path& folder, const text::Tokenizer& tokenizer);

/// Refuses a tokenizer or end token that reaches beyond `config.vocabulary`.
void checkVocabulary(const text::Tokenizer& tokenizer, text::TokenId endToken, const ModelConfig& config,
    const std::filesystem::path& folder);

} // namespace core::formats
