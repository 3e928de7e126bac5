// SPDX-License-Identifier: Apache-2.0
#include "core/store/example_texts.h"

#include "core/data/prompt.h"

#include <algorithm>

namespace core::store {

namespace {

constexpr std::size_t excerptSide = 40; ///< bytes on either side of a match

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

std::optional<SearchHit> findInField(const std::string& field, const std::string& text, const data::TextNeedle& needle)
{
    const auto found = needle.findIn(text);
    if (found == std::string_view::npos)
        return std::nullopt;
    SearchHit hit;
    hit.field = field;
    hit.excerpt = excerptOf(text, found, needle.lower().size());
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

std::optional<SearchHit> findIn(const data::ExampleText& text, const data::TextNeedle& needle)
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

bool isIn(const data::ExampleText& text, data::TextField field, const data::TextNeedle& needle)
{
    if (field == data::TextField::Any)
        return findIn(text, needle).has_value();
    return needle.isIn(field == data::TextField::Prompt ? data::promptText(text) : data::responseText(text));
}

} // namespace core::store
