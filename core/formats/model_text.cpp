// SPDX-License-Identifier: Apache-2.0
#include "core/formats/model_text.h"

#include "core/base/files.h"
#include "core/base/json.h"

#include <optional>

namespace core::formats {

namespace fs = std::filesystem;

namespace {

using namespace model_text_faults;

constexpr std::uint64_t maximumFile = 16u << 20;

std::optional<Json> readIfThere(const fs::path& file)
{
    std::error_code failure;
    if (!fs::exists(file, failure))
        return std::nullopt;
    return parseJson(readFile(file, maximumFile), file.string());
}

/// eos_token_id of a JSON file, if the file is there and names one.
std::optional<text::TokenId> idIn(const fs::path& file)
{
    const std::optional<Json> json = readIfThere(file);
    if (!json)
        return std::nullopt;
    const std::optional<std::int64_t> id = readTokenId(JsonFields(*json, file.string()), "eos_token_id");
    return id ? std::optional(static_cast<text::TokenId>(*id)) : std::nullopt;
}

/// eos_token of tokenizer_config.json, through the tokenizer.
std::optional<text::TokenId> namedToken(const fs::path& file, const text::Tokenizer& tokenizer)
{
    const std::optional<Json> json = readIfThere(file);
    if (!json)
        return std::nullopt;
    const JsonFields fields(*json, file.string());
    if (!fields.has("eos_token"))
        return std::nullopt;
    const std::string content
        = fields.at("eos_token").is_object() ? fields.object("eos_token").string("content") : fields.string("eos_token");
    const text::TokenId id = tokenizer.idOf(content);
    if (id < 0)
        fields.refuse(unknownEndToken, "eos_token", "\"" + content.substr(0, 80) + "\"");
    return id;
}

} // namespace

text::TokenId endToken(const fs::path& folder, const text::Tokenizer& tokenizer)
{
    for (const char* name : { "generation_config.json", "config.json" }) {
        if (const auto id = idIn(folder / name))
            return *id;
    }
    if (const auto id = namedToken(folder / "tokenizer_config.json", tokenizer))
        return *id;
    throw refusal(noEndToken, { folder.string() });
}

void checkVocabulary(
    const text::Tokenizer& tokenizer, text::TokenId endToken, const ModelConfig& config, const fs::path& folder)
{
    const std::string vocabulary = "the model has " + std::to_string(config.vocabulary) + " ids";
    if (tokenizer.vocabularySize() > config.vocabulary)
        throw refusal(idsDoNotFit, { folder.string() },
            "the tokenizer has " + std::to_string(tokenizer.vocabularySize()) + ", " + vocabulary);
    if (endToken < 0 || endToken >= config.vocabulary)
        throw refusal(
            idsDoNotFit, { folder.string() }, "the end-of-text token is " + std::to_string(endToken) + ", " + vocabulary);
}

} // namespace core::formats
