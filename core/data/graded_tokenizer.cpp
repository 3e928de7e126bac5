// SPDX-License-Identifier: Apache-2.0
// The tokenizer of the sample's own models, in the standard layout.
#include "core/base/json.h"
#include "core/data/graded_sample.h"

#include <string_view>

namespace core::data {

namespace {

constexpr std::string_view marks[] = { "*", "+", ",", "-", ".", ":", "=", "?" };
constexpr std::string_view words[] = { "Add", "Ann", "Ben", "Copy", "Double", "Eva", "How", "Is", "Jim", "Lea", "Max",
    "Multiply", "Repeat", "Subtract", "Sue", "Tom", "What", "Which", "again", "all", "and", "apples", "as", "bags", "books",
    "by", "coins", "cups", "digit", "each", "eggs", "even", "first", "from", "gets", "has", "in", "is", "larger", "last",
    "loses", "many", "more", "now", "number", "odd", "of", "or", "pens", "smaller", "the", "twice", "which", "with" };

} // namespace

std::string gradedTokenizerFile()
{
    constexpr const char* end = "<|endoftext|>";
    constexpr const char* unknown = "<unk>";
    OrderedJson vocabulary{ { end, 0 }, { unknown, 1 } };
    const auto add = [&vocabulary](std::string_view word) { vocabulary[std::string(word)] = vocabulary.size(); };
    for (int digit = 0; digit < 10; ++digit)
        add(std::to_string(digit));
    for (const std::string_view mark : marks)
        add(mark);
    for (const std::string_view word : words)
        add(word);
    const OrderedJson file{ { "version", "1.0" },
        { "added_tokens", { OrderedJson{ { "id", 0 }, { "content", end }, { "special", true } } } },
        { "normalizer", nullptr },
        { "pre_tokenizer",
            { { "type", "Sequence" },
                { "pretokenizers",
                    { OrderedJson{ { "type", "Whitespace" } },
                        OrderedJson{ { "type", "Digits" }, { "individual_digits", true } } } } } },
        { "post_processor", nullptr }, { "decoder", { { "type", "Fuse" } } },
        { "model", { { "type", "WordLevel" }, { "vocab", vocabulary }, { "unk_token", unknown } } } };
    return file.dump(1) + "\n";
}

} // namespace core::data
