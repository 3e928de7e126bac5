// SPDX-License-Identifier: Apache-2.0
#include "core/curate/export_rows.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/json.h"

namespace core::curate {

using data::ExampleShape;
using data::FileFormat;

struct RowExporter::State {
    AtomicFile file;
    Sha256 hash;
    ExportLayout layout;
    data::RowFormat format;
    std::uint64_t rows = 0;

    void write(std::string_view bytes)
    {
        file.write(bytes);
        hash.update(bytes);
    }
    bool isList() const { return layout == ExportLayout::AsImported && format.format == FileFormat::JsonArray; }
};

RowExporter::RowExporter(std::filesystem::path target, ExportLayout layout, data::RowFormat format)
    : state_(new State{ AtomicFile(std::move(target)), Sha256(), layout, std::move(format) })
{
    if (state_->isList())
        state_->write("[");
    else if (layout == ExportLayout::AsImported && state_->format.format == FileFormat::Csv)
        state_->write(csvRow(state_->format.columns, state_->format.delimiter) + "\n");
}

RowExporter::~RowExporter() = default;

void RowExporter::addRaw(std::string_view raw)
{
    if (state_->isList())
        state_->write(state_->rows == 0 ? "\n" : ",\n");
    state_->write(raw);
    if (!state_->isList())
        state_->write("\n");
    ++state_->rows;
}

void RowExporter::addMapped(ExampleId id, std::string_view source, const data::ExampleText& text)
{
    OrderedJson row{ { "id", id.value }, { "source", source } };
    if (text.shape == ExampleShape::Text) {
        row["text"] = text.text;
    } else if (text.shape == ExampleShape::Conversation) {
        row["messages"] = OrderedJson::array();
        for (const data::Message& message : text.messages)
            row["messages"].push_back({ { "role", message.role }, { "content", message.content } });
    } else {
        row["instruction"] = text.instruction;
        if (!text.input.empty())
            row["input"] = text.input;
        row["output"] = text.response;
    }
    state_->write(row.dump() + "\n");
    ++state_->rows;
}

std::string RowExporter::commit()
{
    if (state_->isList())
        state_->write("\n]\n");
    state_->file.commit();
    return state_->hash.finish();
}

std::string csvRow(const std::vector<std::string>& fields, char delimiter)
{
    std::string row;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0)
            row += delimiter;
        const std::string& field = fields[i];
        if (field.find_first_of(std::string("\"\r\n") + delimiter) == std::string::npos) {
            row += field;
            continue;
        }
        row += '"';
        for (const char c : field)
            row += c == '"' ? std::string("\"\"") : std::string(1, c);
        row += '"';
    }
    return row;
}

} // namespace core::curate
