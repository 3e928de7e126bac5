// SPDX-License-Identifier: Apache-2.0
// What all kinds of tokenizer.json have in common. Refusals are those of tokenizer_faults. Only for tokenizer_file.cpp.
#pragma once

#include "core/base/json.h"
#include "core/text/added_tokens.h"

#include <string>
#include <string_view>
#include <vector>

namespace core::text {

/// A value in quotation marks for a refusal.
std::string shortened(const Json& value);
/// The type of a part ("normalizer"), or "" where the part is absent or null.
std::string typeOf(const JsonFields& root, std::string_view part);
/// Whether text is normalized to NFC; the only normalizer there is.
bool readNormalizer(const JsonFields& root);
/// Refuses a post-processor that adds tokens.
void checkPostProcessor(const JsonFields& root);
/// Unique ids by content.
Vocabulary readVocabulary(const JsonFields& model);
std::vector<AddedToken> readAddedTokens(const JsonFields& root, const std::string& file, const Vocabulary& vocabulary);

} // namespace core::text
