// SPDX-License-Identifier: Apache-2.0
#include "core/curate/row_layout.h"

#include "core/data/prompt.h"

#include <algorithm>

namespace core::curate {

using data::ExampleShape;
using data::ExampleText;

namespace {

constexpr std::string_view names[] = { "as-imported", "mapped", "messages" };

OrderedJson messagesOf(const ExampleText& text)
{
    OrderedJson messages = OrderedJson::array();
    if (text.shape == ExampleShape::Text)
        throw Error(ErrorKind::BadInput, "running text has no turns, so it cannot be written as messages",
            "Write it as it came or mapped: --layout mapped");
    if (text.shape == ExampleShape::Conversation) {
        for (const data::Message& message : text.messages)
            messages.push_back({ { "role", message.role }, { "content", message.content } });
        return messages;
    }
    messages.push_back({ { "role", "user" }, { "content", data::promptText(text) } });
    messages.push_back({ { "role", "assistant" }, { "content", text.response } });
    return messages;
}

} // namespace

std::string_view nameOf(ExportLayout layout)
{
    return names[static_cast<std::size_t>(layout)];
}

std::optional<ExportLayout> exportLayout(std::string_view name)
{
    for (const ExportLayout layout : allExportLayouts)
        if (nameOf(layout) == name)
            return layout;
    return std::nullopt;
}

OrderedJson rowObject(ExportLayout layout, ExampleId id, std::string_view source, const ExampleText& text)
{
    if (layout == ExportLayout::Messages)
        return { { "messages", messagesOf(text) } };
    OrderedJson row{ { "id", id.value }, { "source", source } };
    if (text.shape == ExampleShape::Text) {
        row["text"] = text.text;
    } else if (text.shape == ExampleShape::Conversation) {
        row["messages"] = messagesOf(text);
    } else {
        row["instruction"] = text.instruction;
        if (!text.input.empty())
            row["input"] = text.input;
        row["output"] = text.response;
    }
    return row;
}

std::vector<std::string> mappedColumns(ExampleShape shape)
{
    if (shape == ExampleShape::Conversation)
        throw Error(ErrorKind::BadInput, "conversations do not fit a table", "Write them as JSONL: --format jsonl");
    if (shape == ExampleShape::Text)
        return { "id", "source", "text" };
    return { "id", "source", "instruction", "input", "output" };
}

std::vector<std::string> mappedCells(ExampleId id, std::string_view source, const ExampleText& text)
{
    std::vector<std::string> cells{ std::to_string(id.value), std::string(source) };
    if (text.shape == ExampleShape::Text)
        cells.push_back(text.text);
    else
        cells.insert(cells.end(), { text.instruction, text.input, text.response });
    return cells;
}

std::vector<data::RowField> tableFields(const data::RowFormat& format, std::string_view raw)
{
    auto fields = data::parseRow(format, raw);
    if (format.format == data::FileFormat::Csv)
        return fields;
    OrderedJson object; // parsed only where a text might be a null
    for (data::RowField& field : fields) {
        if (field.text != "null")
            continue;
        if (object.is_null())
            object = OrderedJson::parse(raw, nullptr, false);
        const auto found = object.is_object() ? object.find(field.name) : object.end();
        if (found != object.end() && found->is_null())
            field.text.clear();
    }
    return fields;
}

std::vector<std::string> cellsOf(const std::vector<data::RowField>& fields, const std::vector<std::string>& columns)
{
    std::vector<std::string> cells;
    cells.reserve(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        // rows of one file mostly have their fields in one order
        auto field = i < fields.size() && fields[i].name == columns[i]
            ? fields.begin() + static_cast<std::ptrdiff_t>(i)
            : std::find_if(fields.begin(), fields.end(), [&](const auto& other) { return other.name == columns[i]; });
        cells.push_back(field == fields.end() ? std::string() : field->text);
    }
    return cells;
}

OrderedJson objectOf(const std::vector<data::RowField>& fields)
{
    OrderedJson object = OrderedJson::object();
    for (const data::RowField& field : fields)
        object[field.name] = field.text;
    return object;
}

} // namespace core::curate
