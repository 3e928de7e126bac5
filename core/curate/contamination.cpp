// SPDX-License-Identifier: Apache-2.0
#include "core/curate/contamination.h"

#include "core/base/hash.h"
#include "core/data/mapping.h"
#include "core/data/prompt.h"
#include "core/data/row_mapper.h"
#include "core/data/row_reader.h"

#include <algorithm>
#include <unordered_map>

namespace core::curate {

namespace {

using Words = std::vector<std::string>;
using WordHashes = std::vector<std::uint64_t>;

/// A character of UTF-8 and its bytes; bytes that are none stand for themselves.
struct Character {
    std::uint32_t code = 0;
    std::size_t bytes = 1;
};

Character characterAt(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const std::size_t length = byte(0) < 0xC0 ? 1 : byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
    if (length == 1 || at + length > text.size())
        return { byte(0), 1 };
    std::uint32_t code = byte(0) & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i)
        code = (code << 6U) | (byte(i) & 0x3FU);
    return { code, length };
}

bool within(std::uint32_t code, std::uint32_t first, std::uint32_t last)
{
    return code >= first && code <= last;
}

bool isWordCharacter(std::uint32_t code)
{
    if (code < 0x80)
        return within(code, '0', '9') || within(code, 'a', 'z') || within(code, 'A', 'Z');
    const bool mark = within(code, 0x80, 0xA9) || within(code, 0xAB, 0xB1) || within(code, 0xB4, 0xB4)
        || within(code, 0xB6, 0xB8) || code == 0xBB || code == 0xBF || code == 0xD7 || code == 0xF7; // of Latin-1
    const bool general = within(code, 0x2000, 0x206F) || within(code, 0x20A0, 0x20CF) || within(code, 0x2190, 0x2BFF);
    const bool wide = within(code, 0x3000, 0x3004) || within(code, 0x3008, 0x3020) || within(code, 0xFE30, 0xFE6F)
        || within(code, 0xFF00, 0xFF0F) || within(code, 0xFF1A, 0xFF20) || within(code, 0xFF3B, 0xFF40)
        || within(code, 0xFF5B, 0xFF65) || code == 0xFEFF;
    return !mark && !general && !wide;
}

bool isWordOfItsOwn(std::uint32_t code)
{
    return within(code, 0x3040, 0x30FF) || within(code, 0x3400, 0x9FFF) || within(code, 0xF900, 0xFAFF)
        || within(code, 0x20000, 0x3FFFF);
}

/// A sign of arithmetic, without which "7 * 6" and "7 + 6" would be one question; a hyphen is one between numbers.
bool isArithmetic(std::string_view text, std::size_t at, std::uint32_t code)
{
    if (code != '-')
        return code == '+' || code == '*' || code == '/' || code == '=' || code == '<' || code == '>' || code == '^'
            || code == 0xD7 || code == 0xF7 || code == 0x2212;
    const auto isNumber = [&](std::size_t place) { return place < text.size() && within(text[place], '0', '9'); };
    const std::size_t before = at == 0 ? std::string_view::npos : text.find_last_not_of(' ', at - 1);
    return isNumber(before) && isNumber(text.find_first_not_of(' ', at + 1));
}

WordHashes hashesOf(const Words& words)
{
    WordHashes hashes;
    hashes.reserve(words.size());
    for (const std::string& word : words)
        hashes.push_back(xxh3(word));
    return hashes;
}

/// Of the overlapWords words from `first` on.
std::uint64_t sequenceHash(const WordHashes& hashes, std::size_t first)
{
    return xxh3({ reinterpret_cast<const char*>(hashes.data() + first), overlapWords * sizeof(std::uint64_t) });
}

std::string joined(
    const Words& words, std::string_view between, std::size_t first = 0, std::size_t count = std::string::npos)
{
    std::string text;
    for (std::size_t i = first; i < words.size() && i - first < count; ++i) {
        if (i > first)
            text += between;
        text += words[i];
    }
    return text;
}

/// Where a sequence of words stands.
struct SequencePlace {
    std::uint32_t item = 0;
    std::uint32_t word = 0;
};

} // namespace

std::vector<std::string> comparedWords(std::string_view text)
{
    Words words;
    bool open = false;
    for (std::size_t at = 0; at < text.size();) {
        const Character character = characterAt(text, at);
        if (isArithmetic(text, at, character.code)) {
            words.emplace_back(text.substr(at, character.bytes));
            open = false;
        } else if (isWordCharacter(character.code)) {
            const bool alone = isWordOfItsOwn(character.code);
            if (!open || alone)
                words.emplace_back();
            if (character.code < 0x80)
                words.back() += static_cast<char>(within(character.code, 'A', 'Z') ? text[at] | 0x20 : text[at]);
            else
                words.back() += text.substr(at, character.bytes);
            open = !alone;
        } else {
            open = false;
        }
        at += character.bytes;
    }
    return words;
}

std::vector<BenchmarkItem> readBenchmark(const std::filesystem::path& file)
{
    const data::RowFormat format = data::detectFormat(file);
    const data::Mapping mapping = data::detectMapping(data::sampleRows(file, format), file.string());
    data::RowMapper mapper(format, mapping);
    const auto reader = data::openRows(file, format);
    std::vector<BenchmarkItem> items;
    for (data::ReadRow row; reader->next(row);) {
        const Place place{ .file = file.string(), .line = row.raw.line };
        if (row.fault != nullptr)
            throw refusal(*row.fault, place, row.detail);
        data::MappedRow mapped = mapper.mapped(row.raw.bytes, place);
        if (mapped.externalId.empty())
            mapped.externalId = "line " + std::to_string(row.raw.line);
        items.push_back({ std::move(mapped.externalId), data::promptText(mapped.text) });
    }
    return items;
}

struct Benchmark::State {
    std::vector<BenchmarkItem> items;
    std::vector<Words> words; ///< of the questions
    std::unordered_map<std::string, std::uint32_t> whole; ///< letters and digits of a question, and the first item with them
    std::unordered_multimap<std::uint64_t, SequencePlace> sequences;

    bool standsAt(const SequencePlace& place, const Words& words_, std::size_t first) const
    {
        const Words& question = words[place.item];
        return std::equal(question.begin() + place.word, question.begin() + place.word + overlapWords,
            words_.begin() + static_cast<std::ptrdiff_t>(first));
    }
    void search(const Words& row, RowOverlap& overlap) const;
    void setPassage(const SequencePlace& place, const Words& row, std::size_t first, RowOverlap& overlap) const;
};

/// The passage goes on behind the sequence as far as both agree.
void Benchmark::State::setPassage(const SequencePlace& place, const Words& row, std::size_t first, RowOverlap& overlap) const
{
    std::size_t length = overlapWords;
    const Words& question = words[place.item];
    while (first + length < row.size() && place.word + length < question.size()
        && row[first + length] == question[place.word + length])
        ++length;
    overlap.item = place.item;
    overlap.kind = Overlap::Words;
    overlap.passage = joined(row, " ", first, length);
}

void Benchmark::State::search(const Words& row, RowOverlap& overlap) const
{
    const WordHashes hashes = hashesOf(row);
    for (std::size_t first = 0; first + overlapWords <= row.size(); ++first) {
        const auto [begin, end] = sequences.equal_range(sequenceHash(hashes, first));
        const SequencePlace* earliest = nullptr;
        for (auto entry = begin; entry != end; ++entry)
            if (standsAt(entry->second, row, first) && (earliest == nullptr || entry->second.item < earliest->item))
                earliest = &entry->second;
        if (earliest == nullptr)
            continue;
        ++overlap.sequences;
        if (overlap.kind == Overlap::None)
            setPassage(*earliest, row, first, overlap);
    }
}

Benchmark::Benchmark(std::vector<BenchmarkItem> items)
    : state_(new State)
{
    state_->items = std::move(items);
    for (std::uint32_t item = 0; item < state_->items.size(); ++item) {
        Words words = comparedWords(state_->items[item].question);
        if (!words.empty())
            state_->whole.emplace(joined(words, ""), item);
        const WordHashes hashes = hashesOf(words);
        for (std::size_t first = 0; first + overlapWords <= words.size(); ++first)
            state_->sequences.emplace(sequenceHash(hashes, first), SequencePlace{ item, static_cast<std::uint32_t>(first) });
        state_->words.push_back(std::move(words));
    }
}

Benchmark::~Benchmark() = default;
Benchmark::Benchmark(Benchmark&&) noexcept = default;
Benchmark& Benchmark::operator=(Benchmark&&) noexcept = default;

const std::vector<BenchmarkItem>& Benchmark::items() const
{
    return state_->items;
}

RowOverlap Benchmark::compare(const data::ExampleText& row) const
{
    RowOverlap overlap;
    const Words prompt = comparedWords(data::promptText(row));
    state_->search(prompt, overlap);
    if (row.shape != data::ExampleShape::Text) // whose prompt and response are the same text
        state_->search(comparedWords(data::responseText(row)), overlap);
    const auto equal = state_->whole.find(joined(prompt, ""));
    if (equal != state_->whole.end() && !prompt.empty())
        overlap = { Overlap::Equal, equal->second, overlap.sequences, {} };
    return overlap;
}

} // namespace core::curate
