// SPDX-License-Identifier: Apache-2.0
#include "core/curate/export_rows.h"

#include "core/base/files.h"
#include "core/base/hash.h"

namespace core::curate {

using data::FileFormat;

struct RowExporter::State {
    AtomicFile file;
    Sha256 hash;
    data::RowFormat format;
    std::uint64_t rows = 0;

    void write(std::string_view bytes)
    {
        file.write(bytes);
        hash.update(bytes);
    }
    bool isList() const { return format.format == FileFormat::JsonArray; }
    void addRow(std::string_view bytes)
    {
        if (isList())
            write(rows == 0 ? "\n" : ",\n");
        write(bytes);
        if (!isList())
            write("\n");
        ++rows;
    }
};

RowExporter::RowExporter(std::filesystem::path target, data::RowFormat format)
    : state_(new State{ AtomicFile(std::move(target)), Sha256(), std::move(format) })
{
    if (state_->isList())
        state_->write("[");
    else if (state_->format.format == FileFormat::Csv)
        state_->write(csvRow(state_->format.columns, state_->format.delimiter) + "\n");
}

RowExporter::~RowExporter() = default;

void RowExporter::addRaw(std::string_view raw)
{
    const bool breaks = state_->format.format == FileFormat::Jsonl && raw.find_first_of("\r\n") != std::string_view::npos;
    state_->addRow(breaks ? compactJson(raw) : raw);
}

void RowExporter::addObject(const OrderedJson& object)
{
    state_->addRow(object.dump());
}

void RowExporter::addCells(const std::vector<std::string>& cells)
{
    if (cells.size() != state_->format.columns.size())
        throw Error(ErrorKind::Internal, "a row of a table has another number of cells than the table columns");
    state_->addRow(csvRow(cells, state_->format.delimiter));
}

std::string RowExporter::finish()
{
    if (state_->isList())
        state_->write("\n]\n");
    state_->file.prepare();
    return state_->hash.finish();
}

void RowExporter::commit()
{
    state_->file.commit();
}

std::string csvRow(const std::vector<std::string>& fields, char delimiter)
{
    std::string row;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0)
            row += delimiter;
        const std::string& field = fields[i];
        // a single empty cell is quoted, since a blank line is no row
        const bool blank = field.empty() && fields.size() == 1;
        if (!blank && field.find_first_of(std::string("\"\r\n") + delimiter) == std::string::npos) {
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

std::string compactJson(std::string_view json)
{
    std::string compact;
    compact.reserve(json.size());
    bool quoted = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (!quoted && (c == ' ' || c == '\t' || c == '\r' || c == '\n'))
            continue;
        compact += c;
        if (c == '"')
            quoted = !quoted;
        else if (quoted && c == '\\' && i + 1 < json.size())
            compact += json[++i];
    }
    return compact;
}

} // namespace core::curate
