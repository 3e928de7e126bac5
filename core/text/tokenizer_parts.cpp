// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer_parts.h"

#include "core/text/tokenizer_file.h"

#include <unordered_set>

namespace core::text {

namespace {

using namespace tokenizer_faults;

constexpr TokenId maximumId = (1 << 24) - 1;
constexpr std::size_t maximumAddedToken = 4096;

/// Refuses a template that puts anything beside the text.
void checkTemplate(const JsonFields& processor)
{
    const Json& pieces = processor.at("single");
    if (!pieces.is_array())
        processor.refuse(json_faults::wrongType, "single", std::string("a list was expected, found: ") + pieces.type_name());
    for (const Json& piece : pieces) {
        if (!piece.is_object() || !piece.contains("Sequence"))
            processor.refuse(unsupportedPostProcessor, "single", piece.dump().substr(0, 80));
    }
}

TokenId readId(const JsonFields& fields, std::string_view name, const Json& value)
{
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > std::uint64_t{ maximumId })
        fields.refuse(badId, name, value.dump().substr(0, 40));
    return value.get<TokenId>();
}

AddedToken readAddedToken(const JsonFields& fields)
{
    AddedToken token;
    token.id = readId(fields, "id", fields.at("id"));
    token.content = fields.string("content");
    token.special = fields.boolean("special", false);
    token.normalized = fields.boolean("normalized", !token.special);
    token.stripLeft = fields.boolean("lstrip", false);
    token.stripRight = fields.boolean("rstrip", false);
    token.singleWord = fields.boolean("single_word", false);
    return token;
}

} // namespace

std::string shortened(const Json& value)
{
    return value.is_string() ? "\"" + value.get<std::string>().substr(0, 60) + "\"" : std::string(value.type_name());
}

/// The type of a part ("normalizer"), or "" where the part is absent or null.
std::string typeOf(const JsonFields& root, std::string_view part)
{
    return root.has(part) ? root.object(part).string("type") : std::string();
}

bool readNormalizer(const JsonFields& root)
{
    const std::string type = typeOf(root, "normalizer");
    if (!type.empty() && type != "NFC")
        root.refuse(unsupportedNormalizer, "normalizer", shortened(type));
    return type == "NFC";
}

void checkPostProcessor(const JsonFields& root)
{
    const std::string type = typeOf(root, "post_processor");
    if (type == "TemplateProcessing")
        checkTemplate(root.object("post_processor"));
    else if (!type.empty() && type != "ByteLevel")
        root.refuse(unsupportedPostProcessor, "post_processor", shortened(type));
}

Vocabulary readVocabulary(const JsonFields& model)
{
    const JsonFields fields = model.object("vocab");
    Vocabulary vocabulary;
    std::unordered_set<TokenId> ids;
    for (const auto& [content, value] : model.at("vocab").items()) {
        const TokenId id = readId(fields, content, value);
        if (!ids.insert(id).second)
            fields.refuse(badId, content, std::to_string(id) + " is another token's");
        vocabulary.emplace(content, id);
    }
    return vocabulary;
}

std::vector<AddedToken> readAddedTokens(const JsonFields& root, const std::string& file, const Vocabulary& vocabulary)
{
    std::vector<AddedToken> tokens;
    if (!root.has("added_tokens"))
        return tokens;
    const Json& list = root.at("added_tokens");
    if (!list.is_array())
        root.refuse(json_faults::wrongType, "added_tokens", std::string("a list was expected, found: ") + list.type_name());
    std::unordered_set<TokenId> ids;
    std::unordered_set<std::string> contents;
    for (const auto& entry : vocabulary)
        ids.insert(entry.second);
    for (std::size_t index = 0; index < list.size(); ++index) {
        const JsonFields fields(list[index], file, "added_tokens[" + std::to_string(index) + "]");
        AddedToken token = readAddedToken(fields);
        const auto known = vocabulary.find(token.content);
        const bool inVocabulary = known != vocabulary.end();
        if (token.content.empty() || token.content.size() > maximumAddedToken || !contents.insert(token.content).second
            || (inVocabulary && known->second != token.id))
            fields.refuse(badAddedToken, "content", shortened(token.content));
        if (!inVocabulary && !ids.insert(token.id).second)
            fields.refuse(badId, "id", std::to_string(token.id) + " is another token's");
        tokens.push_back(std::move(token));
    }
    return tokens;
}

} // namespace core::text
