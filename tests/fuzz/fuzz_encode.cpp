// SPDX-License-Identifier: Apache-2.0
// Text through a small byte-level BPE: spans cover the input in order, decoding gives the normalized text back.
#include "core/text/byte_level_bpe.h"
#include "tests/fuzz/fuzzing.h"

using namespace core::text;

namespace {

ByteLevelBpe smallTokenizer()
{
    ByteLevelBpeParts parts;
    for (char32_t letter = 0; letter < 0x200; ++letter) {
        if (byteOfLetter(letter) < 0)
            continue;
        std::string content;
        appendUtf8(content, letter);
        parts.vocabulary.emplace(content, byteOfLetter(letter));
    }
    parts.merges = { { 'a', 'b', 256 }, { 256, 256, 257 }, { ' ', 'a', 258 }, { 'a', 'a', 259 }, { 259, 259, 260 } };
    parts.vocabulary.insert({ { "ab", 256 }, { "abab", 257 },
        { "\xc4\xa0"
          "a",
            258 },
        { "aa", 259 }, { "aaaa", 260 } });
    AddedToken end;
    end.id = 261;
    end.content = "<e>";
    end.special = true;
    end.normalized = false;
    AddedToken spaces;
    spaces.id = 262;
    spaces.content = "  ";
    spaces.stripRight = true;
    parts.addedTokens = { end, spaces };
    parts.scanWord = scanGpt2Word;
    parts.normalizeNfc = true;
    return ByteLevelBpe(std::move(parts));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const ByteLevelBpe tokenizer = smallTokenizer();
    const std::string_view text = fuzzing::textOf(data, size);
    std::uint32_t end = 0;
    std::vector<TokenId> ids;
    for (const Token& token : tokenizer.encode(text)) {
        if (token.begin > end || token.end < end || token.end > size)
            std::abort();
        end = token.end;
        ids.push_back(token.id);
    }
    const std::string decoded = tokenizer.decode(ids);
    if (end != size || validUtf8Prefix(decoded) != decoded.size())
        std::abort();
    return 0;
}
