// SPDX-License-Identifier: Apache-2.0
#include "core/data/row_reader.h"

#include "core/data/byte_window.h"
#include "core/data/csv_record.h"
#include "core/data/json_list_reader.h"

#include <cstring>

namespace core::data {

namespace {

/// What every reader shares: the window, and a row refused at the window's place.
class WindowReader : public RowReader {
public:
    explicit WindowReader(const std::filesystem::path& file)
        : window_(file)
    {
    }

    std::uint64_t bytesRead() const override { return window_.bytesRead(); }
    std::uint64_t fileSize() const override { return window_.fileSize(); }
    std::string sha256() override { return window_.sha256(); }

protected:
    ByteWindow& window() { return window_; }

    void begin(ReadRow& row) const
    {
        row.raw = { window_.line(), window_.offset(), {}, true };
        row.fault = nullptr;
        row.detail.clear();
    }

private:
    ByteWindow window_;
};

class JsonlReader : public WindowReader {
public:
    using WindowReader::WindowReader;

    bool next(ReadRow& row) override
    {
        while (true) {
            begin(row);
            std::size_t length = 0;
            if (!findLine(length, row.raw.terminated)) {
                row.fault = &json_rows_faults::tooLong;
                return true;
            }
            const std::string_view line = window().pending().substr(0, length);
            window().consume(length + (row.raw.terminated ? 1 : 0), row.raw.terminated ? 1 : 0);
            if (!row.raw.terminated && length == 0)
                return false;
            if (isBlank(line))
                continue;
            row.raw.bytes = line.back() == '\r' ? line.substr(0, line.size() - 1) : line;
            return true;
        }
    }

private:
    /// The length of the line at the window's place; false when it is too long: it is then consumed.
    bool findLine(std::size_t& length, bool& terminated)
    {
        std::size_t searched = 0;
        while (true) {
            const std::string_view bytes = window().pending();
            const std::size_t end = bytes.find('\n', searched);
            if (end <= longestRow) {
                length = end;
                return true;
            }
            if (end != std::string_view::npos || bytes.size() > longestRow) {
                skipLine();
                return false;
            }
            searched = bytes.size();
            if (!window().more()) {
                length = searched;
                terminated = false;
                return true;
            }
        }
    }

    void skipLine()
    {
        do {
            const std::size_t end = window().pending().find('\n');
            if (end != std::string_view::npos) {
                window().consume(end + 1, 1);
                return;
            }
            window().consume(window().pending().size(), 0);
        } while (window().more());
    }
};

class JsonArrayReader : public WindowReader {
public:
    explicit JsonArrayReader(const std::filesystem::path& file)
        : WindowReader(file)
        , list_(window())
    {
    }

    bool next(ReadRow& row) override { return list_.next(row); }

private:
    JsonListReader list_;
};

class CsvReader final : public WindowReader {
public:
    CsvReader(const std::filesystem::path& file, char delimiter)
        : WindowReader(file)
        , delimiter_(delimiter)
    {
        ReadRow header;
        next(header);
    }

    bool next(ReadRow& row) override
    {
        while (true) {
            begin(row);
            if (window().pending().empty() && !window().more())
                return false;
            const CsvRecord record = findRecord(row);
            const std::string_view bytes = window().pending().substr(0, record.length);
            row.raw.terminated = record.consumed > record.length;
            window().consume(record.consumed, record.lines);
            if (row.fault == nullptr && isBlank(bytes) && (delimiter_ != '\t' || bytes.find('\t') == std::string_view::npos))
                continue;
            if (row.fault == nullptr)
                row.raw.bytes = bytes;
            return true;
        }
    }

private:
    CsvRecord findRecord(ReadRow& row)
    {
        bool atEnd = false;
        while (true) {
            const std::string_view bytes = window().pending();
            // a record may be as long as the limit and its line end
            const bool full = bytes.size() > longestRow + 2;
            CsvRecord record = scanCsvRecord(bytes.substr(0, longestRow + 2), delimiter_, atEnd || full);
            if (record.end == CsvEnd::Unfinished) {
                atEnd = !window().more();
                continue;
            }
            if (record.end == CsvEnd::UnclosedQuote && !full)
                row.fault = &csv_rows_faults::unclosedQuote;
            else if (record.end == CsvEnd::TextAfterQuote)
                row.fault = &csv_rows_faults::textAfterQuote;
            else if (record.length > longestRow || record.end == CsvEnd::UnclosedQuote)
                row.fault = &csv_rows_faults::tooLong;
            return record;
        }
    }

    char delimiter_;
};

} // namespace

std::unique_ptr<RowReader> openRows(const std::filesystem::path& file, const RowFormat& format)
{
    switch (format.format) {
    case FileFormat::Jsonl:
        return std::make_unique<JsonlReader>(file);
    case FileFormat::JsonArray:
        return std::make_unique<JsonArrayReader>(file);
    case FileFormat::Csv:
        break;
    }
    return std::make_unique<CsvReader>(file, format.delimiter);
}

} // namespace core::data
