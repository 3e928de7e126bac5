// SPDX-License-Identifier: Apache-2.0
#include "core/store/example_texts.h"

#include <algorithm>

namespace core::store {

namespace {

constexpr std::size_t excerptSide = 40; ///< bytes on either side of a match

char lower(char character)
{
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character + ('a' - 'A')) : character;
}

bool startsCharacter(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

std::string excerptOf(const std::string& text, std::size_t at, std::size_t length)
{
    auto begin = at > excerptSide ? at - excerptSide : 0;
    auto end = std::min(text.size(), at + length + excerptSide);
    while (begin > 0 && !startsCharacter(text[begin]))
        --begin;
    while (end < text.size() && !startsCharacter(text[end]))
        ++end;
    return text.substr(begin, end - begin);
}

std::optional<SearchHit> findInField(const std::string& field, const std::string& text, const std::string& needle)
{
    const auto same = [](char left, char right) { return lower(left) == right; };
    const auto found = std::search(text.begin(), text.end(), needle.begin(), needle.end(), same);
    if (found == text.end() || needle.empty())
        return std::nullopt;
    SearchHit hit;
    hit.field = field;
    hit.excerpt = excerptOf(text, static_cast<std::size_t>(found - text.begin()), needle.size());
    return hit;
}

} // namespace

ExampleTexts::ExampleTexts(std::string projectFile)
    : projectFile_(std::move(projectFile))
{
}

void ExampleTexts::add(const SourceRecord& source)
{
    mappers_.emplace(
        source.id, data::RowMapper(data::decodeRowFormat(source.format.dump()), data::decodeMapping(source.mapping.dump())));
}

data::ExampleText ExampleTexts::text(const ExampleRecord& example)
{
    const Place place{ .file = projectFile_, .item = "example " + std::to_string(example.id.value) };
    return mappers_.at(example.source).mapped(example.raw, place).text;
}

std::string lowerAscii(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), lower);
    return text;
}

std::optional<SearchHit> findIn(const data::ExampleText& text, const std::string& needle)
{
    const std::pair<const char*, const std::string*> fields[] = { { "instruction", &text.instruction },
        { "input", &text.input }, { "response", &text.response }, { "text", &text.text } };
    for (const auto& [field, value] : fields)
        if (auto hit = findInField(field, *value, needle))
            return hit;
    for (const auto& message : text.messages)
        if (auto hit = findInField("messages", message.content, needle))
            return hit;
    return std::nullopt;
}

} // namespace core::store
