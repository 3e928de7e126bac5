// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/example_details.h"

#include "core/data/row_mapper.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace ui {

using core::data::ExampleShape;

namespace {

constexpr std::size_t longestField = 600; ///< bytes

QString translate(const char* text)
{
    return QCoreApplication::translate("ui::ExampleDetails", text);
}

/// Whole characters.
QString beginning(const std::string& text, std::size_t longest)
{
    std::size_t end = std::min(text.size(), longest);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(end));
}

TextSection section(TextSection::Kind kind, const QString& name, const std::string& text, std::size_t longest)
{
    return { kind, name, beginning(text, longest), text.size() > longest, text.size() };
}

QString roleName(const std::string& role)
{
    if (role == "assistant")
        return translate(QT_TRANSLATE_NOOP("ui::ExampleDetails", "Assistant"));
    if (role == "user")
        return translate(QT_TRANSLATE_NOOP("ui::ExampleDetails", "User"));
    if (role == "system")
        return translate(QT_TRANSLATE_NOOP("ui::ExampleDetails", "System"));
    return QString::fromStdString(role);
}

std::vector<TextSection> sectionsOf(const core::data::ExampleText& text, std::size_t longest)
{
    using Kind = TextSection::Kind;
    std::vector<TextSection> sections;
    switch (text.shape) {
    case ExampleShape::PromptResponse:
        sections.push_back(
            section(Kind::Prompt, translate(QT_TRANSLATE_NOOP("ui::ExampleDetails", "Prompt")), text.instruction, longest));
        if (!text.input.empty())
            sections.push_back(
                section(Kind::Other, translate(QT_TRANSLATE_NOOP("ui::ExampleDetails", "Input")), text.input, longest));
        sections.push_back(
            section(Kind::Response, translate(QT_TRANSLATE_NOOP("ui::ExampleDetails", "Response")), text.response, longest));
        break;
    case ExampleShape::Text:
        sections.push_back(
            section(Kind::Text, translate(QT_TRANSLATE_NOOP("ui::ExampleDetails", "Text")), text.text, longest));
        break;
    case ExampleShape::Conversation:
        for (const core::data::Message& message : text.messages)
            sections.push_back(section(Kind::Other, roleName(message.role), message.content, longest));
        break;
    }
    return sections;
}

bool isShown(const core::data::Mapping& mapping, const std::string& field)
{
    for (const std::string* used :
        { &mapping.instruction, &mapping.input, &mapping.response, &mapping.text, &mapping.messages })
        if (field == *used)
            return true;
    return false;
}

} // namespace

ExampleDetails readExampleDetails(const core::store::ProjectSession& session, core::ExampleId id, std::size_t longest)
{
    const core::ExampleId ids[] = { id };
    const core::store::ExampleRecord record = session.examples(ids).at(0);
    const core::store::SourceRecord source = session.source(record.source);
    const core::data::RowFormat format = core::data::decodeRowFormat(source.format.dump());
    const core::data::Mapping mapping = core::data::decodeMapping(source.mapping.dump());
    core::data::RowMapper mapper(format, mapping);
    core::data::MappedRow row = mapper.mapped(
        record.raw, { .file = source.name, .line = record.line, .item = "example " + std::to_string(id.value) });

    ExampleDetails details;
    details.id = id;
    details.name = QString::fromStdString(row.externalId);
    details.sections = sectionsOf(row.text, longest);
    for (const core::data::RowField& field : core::data::parseRow(format, record.raw))
        if (!isShown(mapping, field.name))
            details.fields.emplace_back(QString::fromStdString(field.name), beginning(field.text, longestField));
    details.file = QString::fromStdString(source.name);
    details.line = record.line;
    details.parent = record.parent;
    details.text = std::move(row.text);
    details.annotations = session.annotations(ids).at(0);
    return details;
}

} // namespace ui
