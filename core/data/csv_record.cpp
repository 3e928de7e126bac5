// SPDX-License-Identifier: Apache-2.0
#include "core/data/csv_record.h"

#include <algorithm>

namespace core::data {

namespace {

bool isLineEnd(char c)
{
    return c == '\n' || c == '\r';
}

/// The end of the line at or behind `position`: sets length, consumed and lines.
CsvRecord endLine(std::string_view bytes, std::size_t position, std::uint64_t lines, bool atEnd, CsvEnd end)
{
    if (position == bytes.size())
        return { atEnd ? end : CsvEnd::Unfinished, position, position, lines };
    if (bytes[position] == '\r' && position + 1 == bytes.size() && !atEnd)
        return { CsvEnd::Unfinished, position, position, lines };
    const bool two = bytes[position] == '\r' && position + 1 < bytes.size() && bytes[position + 1] == '\n';
    return { end, position, position + (two ? 2 : 1), lines + 1 };
}

CsvRecord broken(std::string_view bytes, bool atEnd, CsvEnd reason)
{
    std::size_t position = bytes.find_first_of("\r\n");
    return endLine(bytes, position == std::string_view::npos ? bytes.size() : position, 0, atEnd, reason);
}

/// From behind an opening quote to behind its closing one; counts line ends. npos: not closed in `bytes`.
std::size_t skipQuoted(std::string_view bytes, std::size_t position, std::uint64_t& lines)
{
    for (; position < bytes.size(); ++position) {
        const char c = bytes[position];
        if (c == '\n' || (c == '\r' && bytes.substr(position + 1, 1) != "\n"))
            ++lines;
        if (c != '"')
            continue;
        if (position + 1 < bytes.size() && bytes[position + 1] == '"')
            ++position;
        else
            return position + 1;
    }
    return std::string_view::npos;
}

} // namespace

CsvRecord scanCsvRecord(std::string_view bytes, char delimiter, bool atEnd)
{
    std::uint64_t lines = 0;
    std::size_t position = 0;
    while (true) {
        if (position < bytes.size() && bytes[position] == '"') {
            position = skipQuoted(bytes, position + 1, lines);
            const bool open = position == std::string_view::npos;
            if (open || position == bytes.size()) {
                if (!atEnd)
                    return { CsvEnd::Unfinished, 0, 0, 0 }; // the quote seen last may be the first of two
                if (open)
                    return broken(bytes, true, CsvEnd::UnclosedQuote);
            } else if (bytes[position] != delimiter && !isLineEnd(bytes[position])) {
                return broken(bytes, atEnd, CsvEnd::TextAfterQuote);
            }
        } else {
            while (position < bytes.size() && bytes[position] != delimiter && !isLineEnd(bytes[position]))
                ++position;
        }
        if (position == bytes.size() || bytes[position] != delimiter)
            return endLine(bytes, position, lines, atEnd, CsvEnd::Complete);
        ++position;
    }
}

void splitCsvRecord(std::string_view record, char delimiter, std::vector<std::string>& fields)
{
    std::size_t count = 0;
    std::size_t position = 0;
    while (true) {
        if (count == fields.size())
            fields.emplace_back();
        std::string& field = fields[count++];
        field.clear();
        if (position < record.size() && record[position] == '"') {
            for (++position; position < record.size(); ++position) {
                if (record[position] == '"' && record.substr(position + 1, 1) != "\"")
                    break;
                if (record[position] == '"')
                    ++position;
                field += record[position];
            }
            position = position < record.size() ? position + 1 : position;
        }
        const std::size_t end = std::min(record.find(delimiter, position), record.size());
        field.append(record.substr(position, end - position));
        if (end == record.size())
            break;
        position = end + 1;
    }
    fields.resize(count);
}

} // namespace core::data
