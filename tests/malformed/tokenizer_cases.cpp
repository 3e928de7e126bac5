// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/text/byte_level_bpe.h"
#include "core/text/tokenizer_file.h"
#include "tests/malformed/case.h"

namespace malformed {

using namespace core;
using namespace core::text::tokenizer_faults;

namespace {

/// The valid tokenizer with one part of its text changed.
Case changed(const std::string& name, const Fault& fault, const std::string& from, const std::string& to)
{
    return { "tokenizer: " + name, fault.code, [from, to](const std::filesystem::path& folder) {
                put(folder, "tokenizer.json", replaced(validTokenizer(), from, to));
                text::loadTokenizer(folder);
            } };
}

Case file(const std::string& name, const Fault& fault, const std::string& fileName, const std::string& bytes)
{
    return { "tokenizer: " + name, fault.code, [fileName, bytes](const std::filesystem::path& folder) {
                put(folder, fileName, bytes);
                text::loadTokenizer(folder);
            } };
}

std::vector<Case> partCases()
{
    const std::string split = R"({"type":"Split","pattern":{"Regex":"(a+)+$"},"behavior":"Isolated"})";
    return {
        file("none", noTokenizer, "config.json", "{}"),
        file("no gzip file", badCompression, "tokenizer.json.gz", "{}"),
        file("a gzip file cut short", badCompression, "tokenizer.json.gz", std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03K", 11)),
        file("too deep", json_faults::tooDeep, "tokenizer.json", std::string(70, '[')),
        file("a list", json_faults::notAnObject, "tokenizer.json", "[]"),
        file("no model", json_faults::missingField, "tokenizer.json", "{}"),
        changed("unigram", unsupportedModel, "\"BPE\"", "\"Unigram\""),
        changed("model without a type", json_faults::missingField, "\"type\":\"BPE\"", "\"kind\":\"BPE\""),
        changed("another normalizer", unsupportedNormalizer, "{\"type\":\"NFC\"}", "{\"type\":\"NFKC\"}"),
        changed("a normalizer of a pattern", unsupportedNormalizer, "{\"type\":\"NFC\"}",
            R"({"type":"Replace","pattern":{"Regex":"(a+)+"},"content":""})"),
        changed("no pre-tokenizer", unsupportedPreTokenizer, "\"pre_tokenizer\":{", "\"pre_tokenizer\":null,\"other\":{"),
        changed("a pattern of its own", unsupportedPreTokenizer, R"({"type":"ByteLevel","add_prefix_space":false})", split),
        changed("a prefix space", unsupportedPreTokenizer, "\"add_prefix_space\":false", "\"add_prefix_space\":true"),
        changed("no pattern", unsupportedPreTokenizer, "\"add_prefix_space\":false",
            "\"add_prefix_space\":false,\"use_regex\":false"),
        changed("a template that adds a token", unsupportedPostProcessor, "\"post_processor\":null",
            R"("post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"a"}},{"Sequence":{"id":"A"}}]})"),
        changed("another post-processor", unsupportedPostProcessor, "\"post_processor\":null",
            R"("post_processor":{"type":"BertProcessing"})"),
        changed("a template that is no list", json_faults::wrongType, "\"post_processor\":null",
            R"("post_processor":{"type":"TemplateProcessing","single":7})"),
        changed("no decoder", unsupportedDecoder, R"("decoder":{"type":"ByteLevel"})", "\"decoder\":null"),
        changed(
            "another decoder", unsupportedDecoder, R"("decoder":{"type":"ByteLevel"})", R"("decoder":{"type":"Metaspace"})"),
        changed("dropout", unsupportedOption, "\"merges\"", "\"dropout\":0.1,\"merges\""),
        changed("a subword prefix", unsupportedOption, "\"merges\"", "\"continuing_subword_prefix\":\"##\",\"merges\""),
        changed("an end of word", unsupportedOption, "\"merges\"", "\"end_of_word_suffix\":\"</w>\",\"merges\""),
        changed("byte fallback", unsupportedOption, "\"merges\"", "\"byte_fallback\":true,\"merges\""),
    };
}

std::vector<Case> wordLevelCases()
{
    const auto words = [](const std::string& name, const Fault& fault, const std::string& from, const std::string& to) {
        const std::string valid
            = R"({"version":"1.0","added_tokens":[{"id":1,"content":"<end>","special":true}],"normalizer":null,)"
              R"("pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"Whitespace"},{"type":"Digits"}]},)"
              R"("post_processor":null,"decoder":null,"model":{"type":"WordLevel","vocab":{"a":0,"<unk>":2}}})";
        return file("words: " + name, fault, "tokenizer.json", replaced(valid, from, to));
    };
    return {
        words("a byte-level pre-tokenizer", unsupportedPreTokenizer, "\"Whitespace\"", "\"ByteLevel\""),
        words("a sequence in a sequence", unsupportedPreTokenizer, "\"Whitespace\"", "\"Sequence\""),
        words("punctuation that stays at words", unsupportedPreTokenizer, "\"Whitespace\"",
            R"("Punctuation","behavior":"MergedWithPrevious")"),
        words(
            "a sequence that is no list", json_faults::wrongType, "[{\"type\":\"Whitespace\"},{\"type\":\"Digits\"}]", "7"),
        words("a step that is a string", json_faults::notAnObject, "{\"type\":\"Whitespace\"}", "\"x\""),
        words("digits neither together nor apart", json_faults::wrongType, "\"Digits\"",
            R"("Digits","individual_digits":"yes")"),
        words("a decoder", unsupportedDecoder, "\"decoder\":null", "\"decoder\":{\"type\":\"WordPiece\"}"),
        words("a normalizer", unsupportedNormalizer, "\"normalizer\":null", "\"normalizer\":{\"type\":\"Lowercase\"}"),
        words("an id twice", badId, "\"a\":0", "\"a\":2"),
        words("a fractional id", badId, "\"a\":0", "\"a\":0.5"),
        words("an added token with another word's id", badId, "\"id\":1", "\"id\":0"),
        words("no vocabulary", json_faults::missingField, "\"vocab\"", "\"words\""),
        words("an unknown token that is a number", json_faults::wrongType, "\"type\":\"WordLevel\"",
            R"("type":"WordLevel","unk_token":0)"),
    };
}

std::vector<Case> tokenCases()
{
    return {
        changed("an id twice", badId, "\"ab\":256", "\"ab\":255"),
        changed("an id above the limit", badId, "\"ab\":256", "\"ab\":16777216"),
        changed("an id of 2^40", badId, "\"ab\":256", "\"ab\":1099511627776"),
        changed("a negative id", badId, "\"ab\":256", "\"ab\":-1"),
        changed("an id that is a string", badId, "\"ab\":256", "\"ab\":\"256\""),
        changed("a byte without a token", noBytes, "\"b\":", "\"bb\":"),
        changed("vocabulary is a list", json_faults::notAnObject, "\"vocab\":{", "\"vocab\":[],\"other\":{"),
        changed("no merges", json_faults::missingField, "\"merges\"", "\"mergers\""),
        changed("merges is an object", json_faults::wrongType, "\"merges\":[\"a b\"]", "\"merges\":{}"),
        changed("a merge of one", badMerge, "\"a b\"", "\"ab\""),
        changed("a merge of three", badMerge, "\"a b\"", "\"a b a\""),
        changed("a merge of nothing", badMerge, "\"a b\"", "\" ab\""),
        changed("a merge to no token", badMerge, "\"a b\"", "\"b a\""),
        changed("a merge of unknown tokens", badMerge, "\"a b\"", "\"abc d\""),
        changed("a merge that is a number", badMerge, "\"a b\"", "7"),
        changed("a merge pair of three", badMerge, "\"a b\"", R"(["a","b","a"])"),
        changed("an empty added token", badAddedToken, "\"<end>\"", "\"\""),
        changed("an added token of 5,000 bytes", badAddedToken, "<end>", std::string(5000, 'x')),
        changed("an added token that differs from the vocabulary", badAddedToken, "\"<end>\"", "\"ab\""),
        changed(
            "an added token twice", badAddedToken, "\"added_tokens\":[", R"("added_tokens":[{"id":258,"content":"<end>"},)"),
        changed("an added token's id twice", badId, "\"id\":257", "\"id\":12"),
        changed("an added token's id above the limit", badId, "\"id\":257", "\"id\":4294967296"),
        changed("an added token without content", json_faults::missingField, "\"content\"", "\"contents\""),
        changed("added tokens is an object", json_faults::wrongType, "\"added_tokens\":[", "\"added_tokens\":7,\"other\":["),
        changed("an added token is a string", json_faults::notAnObject, "\"added_tokens\":[", "\"added_tokens\":[\"x\","),
    };
}

} // namespace

std::string validTokenizer()
{
    std::string vocabulary;
    int id = 0;
    for (char32_t letter = 0; letter < 0x200; ++letter) {
        std::string content;
        if (text::byteOfLetter(letter) < 0)
            continue;
        text::appendUtf8(content, letter);
        vocabulary += Json(content).dump() + ":" + std::to_string(id++) + ",";
    }
    return R"({"version":"1.0","added_tokens":[{"id":257,"content":"<end>","special":true}],"normalizer":{"type":"NFC"},)"
           R"("pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false},"post_processor":null,)"
           R"("decoder":{"type":"ByteLevel"},"model":{"type":"BPE","vocab":{)"
        + vocabulary + R"("ab":256},"merges":["a b"]}})";
}

std::vector<Case> tokenizerCases()
{
    std::vector<Case> cases = partCases();
    for (const auto& more : { tokenCases(), wordLevelCases() })
        cases.insert(cases.end(), more.begin(), more.end());
    return cases;
}

} // namespace malformed
