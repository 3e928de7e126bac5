// SPDX-License-Identifier: Apache-2.0
#include "core/data/row_format.h"

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/data/csv_record.h"
#include "core/data/format_detection.h"

#include <algorithm>

namespace core::data {

std::string_view nameOf(FileFormat format)
{
    switch (format) {
    case FileFormat::Jsonl:
        return "jsonl";
    case FileFormat::JsonArray:
        return "json";
    case FileFormat::Csv:
        break;
    }
    return "csv";
}

FormatChoice parseFormatChoice(std::string_view word)
{
    if (word == "auto" || word.empty())
        return {};
    if (word == "jsonl" || word == "ndjson")
        return { FileFormat::Jsonl, std::nullopt };
    if (word == "json")
        return { FileFormat::JsonArray, std::nullopt };
    if (word == "csv")
        return { FileFormat::Csv, std::nullopt };
    if (word == "tsv")
        return { FileFormat::Csv, '\t' };
    throw refusal(format_faults::notAFormat, {}, "\"" + std::string(word.substr(0, 40)) + "\"");
}

RowFormat detectFormat(const std::filesystem::path& file, const FormatChoice& choice)
{
    const FileBeginning beginning = readBeginning(file);
    refuseNonText(beginning);
    const std::optional<FileFormat> format = choice.format ? choice.format : recogniseFormat(beginning);
    if (format && *format != FileFormat::Csv)
        return { *format, ',', {} };
    std::optional<char> delimiter = choice.delimiter ? choice.delimiter : recogniseDelimiter(beginning);
    if (!format && !delimiter)
        throw refusal(format_faults::unknown, { beginning.name });
    RowFormat result{ FileFormat::Csv, delimiter.value_or(','), {} };
    result.columns = readHeader(beginning, result.delimiter);
    return result;
}

std::string encodeRowFormat(const RowFormat& format)
{
    Json json{ { "format", nameOf(format.format) } };
    if (format.format == FileFormat::Csv) {
        json["delimiter"] = std::string(1, format.delimiter);
        json["columns"] = format.columns;
    }
    return json.dump();
}

RowFormat decodeRowFormat(std::string_view text)
{
    const std::string name = "row format";
    try {
        const Json json = parseJson(text, name);
        const JsonFields fields(json, name);
        RowFormat format;
        const FormatChoice choice = parseFormatChoice(fields.string("format"));
        if (!choice.format)
            fields.refuse(json_faults::outOfRange, "format");
        format.format = *choice.format;
        if (format.format != FileFormat::Csv)
            return format;
        const std::string delimiter = fields.string("delimiter");
        if (delimiter.size() != 1 || std::find(delimiters.begin(), delimiters.end(), delimiter[0]) == delimiters.end())
            fields.refuse(json_faults::outOfRange, "delimiter");
        format.delimiter = delimiter.front();
        const Json& columns = fields.at("columns");
        for (const Json& column : columns) {
            if (!columns.is_array() || !column.is_string())
                fields.refuse(json_faults::wrongType, "columns");
            format.columns.push_back(column.get<std::string>());
        }
        return format;
    } catch (const Error& error) {
        throw refusal(format_faults::stored, {}, error.message());
    }
}

} // namespace core::data
