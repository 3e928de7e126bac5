// SPDX-License-Identifier: Apache-2.0
// Reads only what changes ids; truncation, padding and trimming of offsets are left to the caller and ignored.
#include "core/text/tokenizer_file.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/text/byte_level_bpe.h"
#include "core/text/byte_tokenizer.h"
#include "core/text/gzip.h"

#include <algorithm>
#include <unordered_set>

namespace core::text {

namespace fs = std::filesystem;

namespace {

using namespace tokenizer_faults;

constexpr std::size_t maximumFile = std::size_t{ 128 } << 20;
constexpr TokenId maximumId = (1 << 24) - 1;
constexpr std::size_t maximumAddedToken = 4096;

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

WordScanner readPreTokenizer(const JsonFields& root)
{
    const std::string type = typeOf(root, "pre_tokenizer");
    if (type != "ByteLevel")
        root.refuse(unsupportedPreTokenizer, "pre_tokenizer", type.empty() ? "none" : shortened(type));
    const JsonFields fields = root.object("pre_tokenizer");
    if (!fields.boolean("use_regex", true))
        root.refuse(unsupportedPreTokenizer, "pre_tokenizer", "ByteLevel with use_regex false");
    if (fields.boolean("add_prefix_space", true))
        root.refuse(unsupportedPreTokenizer, "pre_tokenizer", "ByteLevel with add_prefix_space true");
    return scanGpt2Word;
}

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

void checkPostProcessor(const JsonFields& root)
{
    const std::string type = typeOf(root, "post_processor");
    if (type == "TemplateProcessing")
        checkTemplate(root.object("post_processor"));
    else if (!type.empty() && type != "ByteLevel")
        root.refuse(unsupportedPostProcessor, "post_processor", shortened(type));
}

void checkDecoder(const JsonFields& root)
{
    const std::string type = typeOf(root, "decoder");
    if (type != "ByteLevel")
        root.refuse(unsupportedDecoder, "decoder", type.empty() ? "none" : shortened(type));
}

/// What would change ids and is not built: refused unless it is off.
void checkOptions(const JsonFields& model)
{
    if (model.has("dropout") && model.number("dropout", 0, 1) != 0)
        model.refuse(unsupportedOption, "dropout");
    for (const char* field : { "continuing_subword_prefix", "end_of_word_suffix" }) {
        if (!model.string(field, "").empty())
            model.refuse(unsupportedOption, field);
    }
    if (model.boolean("byte_fallback", false))
        model.refuse(unsupportedOption, "byte_fallback");
}

TokenId readId(const JsonFields& fields, std::string_view name, const Json& value)
{
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > std::uint64_t{ maximumId })
        fields.refuse(badId, name, value.dump().substr(0, 40));
    return value.get<TokenId>();
}

void readVocabulary(const JsonFields& model, ByteLevelBpeParts& parts)
{
    const JsonFields fields = model.object("vocab");
    std::unordered_set<TokenId> ids;
    for (const auto& [content, value] : model.at("vocab").items()) {
        const TokenId id = readId(fields, content, value);
        if (!ids.insert(id).second)
            fields.refuse(badId, content, std::to_string(id) + " is another token's");
        parts.vocabulary.emplace(content, id);
    }
    // C0, C1 and F5 to FF never stand in UTF-8; GPT-NeoX has no tokens for them.
    for (char32_t letter = 0; letter < 0x200; ++letter) {
        const int byte = byteOfLetter(letter);
        std::string content;
        appendUtf8(content, letter);
        if (byte >= 0 && byte != 0xc0 && byte != 0xc1 && byte < 0xf5 && !parts.vocabulary.contains(content))
            fields.refuse(noBytes, content, "byte " + std::to_string(byte));
    }
}

/// A merge's two sides, written "a b" or ["a", "b"].
std::pair<std::string, std::string> sidesOf(const Json& merge)
{
    if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string())
        return { merge[0].get<std::string>(), merge[1].get<std::string>() };
    if (!merge.is_string())
        return {};
    const auto text = merge.get<std::string>();
    const std::size_t space = text.find(' ');
    if (space == std::string::npos || text.find(' ', space + 1) != std::string::npos)
        return {};
    return { text.substr(0, space), text.substr(space + 1) };
}

void readMerges(const JsonFields& model, ByteLevelBpeParts& parts)
{
    const Json& merges = model.at("merges");
    if (!merges.is_array())
        model.refuse(json_faults::wrongType, "merges", std::string("a list was expected, found: ") + merges.type_name());
    parts.merges.reserve(merges.size());
    const auto idOf = [&](const std::string& content) {
        const auto found = parts.vocabulary.find(content);
        return found == parts.vocabulary.end() ? -1 : found->second;
    };
    for (const Json& merge : merges) {
        const auto [left, right] = sidesOf(merge);
        const PairMerger::Merge ids{ idOf(left), idOf(right), idOf(left + right) };
        if (left.empty() || right.empty() || ids.left < 0 || ids.right < 0 || ids.merged < 0)
            model.refuse(badMerge, "merges[" + std::to_string(parts.merges.size()) + "]", merge.dump().substr(0, 80));
        parts.merges.push_back(ids);
    }
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

void readAddedTokens(const JsonFields& root, const std::string& file, ByteLevelBpeParts& parts)
{
    if (!root.has("added_tokens"))
        return;
    const Json& list = root.at("added_tokens");
    if (!list.is_array())
        root.refuse(json_faults::wrongType, "added_tokens", std::string("a list was expected, found: ") + list.type_name());
    std::unordered_set<TokenId> ids;
    std::unordered_set<std::string> contents;
    for (const auto& entry : parts.vocabulary)
        ids.insert(entry.second);
    for (std::size_t index = 0; index < list.size(); ++index) {
        const JsonFields fields(list[index], file, "added_tokens[" + std::to_string(index) + "]");
        AddedToken token = readAddedToken(fields);
        const auto known = parts.vocabulary.find(token.content);
        const bool inVocabulary = known != parts.vocabulary.end();
        if (token.content.empty() || token.content.size() > maximumAddedToken || !contents.insert(token.content).second
            || (inVocabulary && known->second != token.id))
            fields.refuse(badAddedToken, "content", shortened(token.content));
        if (!inVocabulary && !ids.insert(token.id).second)
            fields.refuse(badId, "id", std::to_string(token.id) + " is another token's");
        parts.addedTokens.push_back(std::move(token));
    }
}

} // namespace

const SupportedTokenizers& supportedTokenizers()
{
    static const SupportedTokenizers supported{ { "BPE", "Bytes" }, { "NFC" }, { "ByteLevel" } };
    return supported;
}

std::shared_ptr<const Tokenizer> parseTokenizer(std::string_view bytes, const std::string& file)
{
    const Json json = parseJson(bytes, file);
    const JsonFields root(json, file);
    const JsonFields model = root.object("model");
    const std::string type = model.string("type");
    if (type == "Bytes")
        return std::make_shared<ByteTokenizer>();
    if (type != "BPE")
        root.refuse(unsupportedModel, "model.type", shortened(type));
    ByteLevelBpeParts parts;
    parts.normalizeNfc = readNormalizer(root);
    parts.scanWord = readPreTokenizer(root);
    checkPostProcessor(root);
    checkDecoder(root);
    checkOptions(model);
    parts.ignoreMerges = model.boolean("ignore_merges", false);
    readVocabulary(model, parts);
    readMerges(model, parts);
    readAddedTokens(root, file, parts);
    parts.fingerprint = sha256(bytes);
    return std::make_shared<ByteLevelBpe>(std::move(parts));
}

std::shared_ptr<const Tokenizer> loadTokenizer(const fs::path& folder)
{
    std::error_code failure;
    const fs::path plain = folder / "tokenizer.json";
    if (fs::exists(plain, failure))
        return parseTokenizer(readFile(plain, maximumFile), plain.string());
    const fs::path packed = folder / "tokenizer.json.gz";
    if (!fs::exists(packed, failure))
        throw refusal(noTokenizer, { folder.string() });
    const std::optional<std::string> bytes = gunzip(readFile(packed, maximumFile), maximumFile);
    if (!bytes)
        throw refusal(badCompression, { packed.string() });
    return parseTokenizer(*bytes, packed.string());
}

std::string_view byteTokenizerFile()
{
    return "{\"version\": \"1.0\", \"model\": {\"type\": \"Bytes\"}}\n";
}

} // namespace core::text
