// SPDX-License-Identifier: Apache-2.0
// Reads only what changes ids; truncation, padding and trimming of offsets are left to the caller and ignored.
#include "core/text/tokenizer_file.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/text/byte_level_bpe.h"
#include "core/text/byte_tokenizer.h"
#include "core/text/gzip.h"
#include "core/text/tokenizer_parts.h"
#include "core/text/utf8.h"
#include "core/text/word_level.h"

namespace core::text {

namespace fs = std::filesystem;

namespace {

using namespace tokenizer_faults;

constexpr std::size_t maximumFile = std::size_t{ 128 } << 20;

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

/// C0, C1 and F5 to FF never stand in UTF-8; GPT-NeoX has no tokens for them.
void checkBytes(const JsonFields& vocabulary, const ByteLevelBpeParts& parts)
{
    for (char32_t letter = 0; letter < 0x200; ++letter) {
        const int byte = byteOfLetter(letter);
        std::string content;
        appendUtf8(content, letter);
        if (byte >= 0 && byte != 0xc0 && byte != 0xc1 && byte < 0xf5 && !parts.vocabulary.contains(content))
            vocabulary.refuse(noBytes, content, "byte " + std::to_string(byte));
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

std::shared_ptr<const Tokenizer> byteLevelBpe(
    const JsonFields& root, std::string_view bytes, const std::string& file, const JsonFields& model)
{
    ByteLevelBpeParts parts;
    parts.normalizeNfc = readNormalizer(root);
    parts.scanWord = readPreTokenizer(root);
    checkPostProcessor(root);
    checkDecoder(root);
    checkOptions(model);
    parts.ignoreMerges = model.boolean("ignore_merges", false);
    parts.vocabulary = readVocabulary(model);
    checkBytes(model.object("vocab"), parts);
    readMerges(model, parts);
    parts.addedTokens = readAddedTokens(root, file, parts.vocabulary);
    parts.fingerprint = sha256(bytes);
    return std::make_shared<ByteLevelBpe>(std::move(parts));
}

/// Appends what one pre-tokenizer of a word-level vocabulary does; a sequence has others in it, but no sequence.
void readSplit(const JsonFields& fields, std::vector<WordSplit>& splits)
{
    const std::string type = fields.string("type");
    if (type == "Whitespace")
        splits.push_back(WordSplit::Whitespace);
    else if (type == "WhitespaceSplit")
        splits.push_back(WordSplit::WhitespaceSplit);
    else if (type == "Digits")
        splits.push_back(fields.boolean("individual_digits", false) ? WordSplit::IndividualDigits : WordSplit::Digits);
    else if (type == "Punctuation" && fields.string("behavior", "Isolated") == "Isolated")
        splits.push_back(WordSplit::Punctuation);
    else
        fields.refuse(unsupportedPreTokenizer, "type", shortened(type));
}

std::vector<WordSplit> readSplits(const JsonFields& root, const std::string& file)
{
    std::vector<WordSplit> splits;
    const std::string type = typeOf(root, "pre_tokenizer");
    if (type.empty())
        return splits; // the whole text is one word
    const JsonFields fields = root.object("pre_tokenizer");
    if (type != "Sequence") {
        readSplit(fields, splits);
        return splits;
    }
    const Json& list = fields.at("pretokenizers");
    if (!list.is_array())
        fields.refuse(json_faults::wrongType, "pretokenizers", "a list was expected");
    for (std::size_t i = 0; i < list.size(); ++i)
        readSplit(JsonFields(list[i], file, "pre_tokenizer.pretokenizers[" + std::to_string(i) + "]"), splits);
    return splits;
}

std::shared_ptr<const Tokenizer> wordLevel(
    const JsonFields& root, std::string_view bytes, const std::string& file, const JsonFields& model)
{
    WordLevelParts parts;
    parts.normalizeNfc = readNormalizer(root);
    parts.splits = readSplits(root, file);
    checkPostProcessor(root);
    const std::string decoder = typeOf(root, "decoder");
    if (!decoder.empty() && decoder != "Fuse")
        root.refuse(unsupportedDecoder, "decoder", shortened(decoder));
    parts.fuse = decoder == "Fuse";
    parts.vocabulary = readVocabulary(model);
    parts.unknown = model.string("unk_token", "<unk>");
    parts.addedTokens = readAddedTokens(root, file, parts.vocabulary);
    parts.fingerprint = sha256(bytes);
    return std::make_shared<WordLevel>(std::move(parts));
}

} // namespace

const SupportedTokenizers& supportedTokenizers()
{
    static const SupportedTokenizers supported{ { "BPE", "Bytes", "WordLevel" }, { "NFC" },
        { "ByteLevel", "Whitespace", "WhitespaceSplit", "Digits", "Punctuation", "Sequence" } };
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
    if (type == "BPE")
        return byteLevelBpe(root, bytes, file, model);
    if (type == "WordLevel")
        return wordLevel(root, bytes, file, model);
    root.refuse(unsupportedModel, "model.type", shortened(type));
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
