// SPDX-License-Identifier: Apache-2.0
#include "core/data/format_detection.h"

#include "core/base/files.h"
#include "core/data/byte_window.h"
#include "core/data/csv_record.h"
#include "core/data/json_row.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_set>

namespace core::data {

namespace {

namespace dom = simdjson::dom;
using namespace std::string_view_literals;

constexpr std::size_t beginningSize = 256U << 10U;
constexpr std::size_t sampledRecords = 50;
constexpr std::size_t mostColumns = 2000;

struct Magic {
    std::string_view bytes;
    const Fault* fault;
    std::string_view name;
};

constexpr std::array magics{
    Magic{ "\x1f\x8b"sv, &format_faults::compressed, "gzip" },
    Magic{ "\x28\xb5\x2f\xfd"sv, &format_faults::compressed, "zstd" },
    Magic{ "BZh"sv, &format_faults::compressed, "bzip2" },
    Magic{ "\xfd"
           "7zXZ\0"sv,
        &format_faults::compressed, "xz" },
    Magic{ "PK\x03\x04"sv, &format_faults::compressed, "zip (or a spreadsheet)" },
    Magic{ "7z\xbc\xaf"sv, &format_faults::compressed, "7-zip" },
    Magic{ "PAR1"sv, &format_faults::container, "Parquet" },
    Magic{ "ARROW1"sv, &format_faults::container, "Arrow" },
    Magic{ "SQLite format 3\0"sv, &format_faults::container, "SQLite" },
    Magic{ "\x89HDF"sv, &format_faults::container, "HDF5" },
    Magic{ "%PDF"sv, &format_faults::container, "PDF" },
    Magic{ "\xff\xfe\0\0"sv, &format_faults::utf32, "by its byte-order mark" },
    Magic{ "\0\0\xfe\xff"sv, &format_faults::utf32, "by its byte-order mark" },
    Magic{ "\xff\xfe"sv, &format_faults::utf16, "by its byte-order mark" },
    Magic{ "\xfe\xff"sv, &format_faults::utf16, "by its byte-order mark" },
};

/// Names of lists that are part of one row rather than a list of rows.
constexpr std::array conversationFields{ "messages"sv, "conversations"sv, "conversation"sv, "dialog"sv, "dialogue"sv,
    "texts"sv, "turns"sv, "chat"sv };

/// NUL bytes in one position of every two or four: text in wider units without a byte-order mark.
void refuseNulPatterns(const FileBeginning& beginning)
{
    const std::string_view bytes = std::string_view(beginning.bytes).substr(0, 4096);
    std::array<std::size_t, 4> nuls{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        nuls[i % 4] += bytes[i] == '\0';
    const std::size_t all = nuls[0] + nuls[1] + nuls[2] + nuls[3];
    if (all * 10 < bytes.size() || all == 0)
        return;
    if (all * 10 >= bytes.size() * 7 && (nuls[0] * 10 < bytes.size() / 4 || nuls[3] * 10 < bytes.size() / 4))
        throw refusal(format_faults::utf32, { beginning.name }, "by its NUL bytes");
    const std::size_t even = nuls[0] + nuls[2];
    if (even * 20 < all || (all - even) * 20 < all)
        throw refusal(format_faults::utf16, { beginning.name }, "by its NUL bytes");
    throw refusal(format_faults::binary, { beginning.name }, "it is full of NUL bytes");
}

bool isConversationField(std::string_view name)
{
    return std::find(conversationFields.begin(), conversationFields.end(), name) != conversationFields.end();
}

bool beginsWithObject(dom::element value)
{
    dom::array list;
    if (value.get(list) != simdjson::SUCCESS)
        return false;
    dom::element first;
    return list.at(0).get(first) == simdjson::SUCCESS && first.is_object();
}

/// For a file that begins with "{": a row on its first line, or an object around a list of rows.
FileFormat lineOrWrapper(std::string_view text, bool whole)
{
    const std::string_view line = text.substr(0, text.find('\n'));
    const bool onlyLine
        = line.size() == text.size() || text.find_first_not_of(" \t\r\n", line.size()) == std::string_view::npos;
    if (onlyLine && !whole) {
        // One line longer than what was read: a key before the first list of objects decides.
        const std::size_t list = line.find("[{");
        const std::size_t keyEnd = list == std::string_view::npos ? list : line.rfind('"', list);
        if (keyEnd == std::string_view::npos || keyEnd == 0)
            return FileFormat::Jsonl;
        const std::size_t keyBegin = line.rfind('"', keyEnd - 1);
        return isConversationField(line.substr(keyBegin + 1, keyEnd - keyBegin - 1)) ? FileFormat::Jsonl
                                                                                     : FileFormat::JsonArray;
    }
    JsonRowParser parser;
    if (parser.parse(line).fault != nullptr) {
        // Pretty-printed over several lines, or a broken first row among good ones.
        const std::string_view trimmed = line.substr(0, line.find_last_not_of(" \t\r") + 1);
        return trimmed.back() == '}' || onlyLine ? FileFormat::Jsonl : FileFormat::JsonArray;
    }
    if (!onlyLine)
        return FileFormat::Jsonl;
    for (const dom::key_value_pair field : objectOf(parser.root())) {
        if (beginsWithObject(field.value) && !isConversationField(field.key))
            return FileFormat::JsonArray;
    }
    return FileFormat::Jsonl;
}

/// The first records of a table; a last one that may be cut is left out.
std::vector<std::vector<std::string>> firstRecords(const FileBeginning& beginning, char delimiter, std::size_t most)
{
    std::vector<std::vector<std::string>> records;
    std::string_view text = beginning.text();
    while (!text.empty() && records.size() < most) {
        const CsvRecord record = scanCsvRecord(text, delimiter, beginning.whole);
        if (record.end == CsvEnd::Unfinished)
            break;
        const std::string_view bytes = text.substr(0, record.length);
        if (!isBlank(bytes) || record.end != CsvEnd::Complete) {
            records.emplace_back();
            if (record.end == CsvEnd::Complete)
                splitCsvRecord(bytes, delimiter, records.back());
        }
        text.remove_prefix(record.consumed);
    }
    return records;
}

} // namespace

std::string_view FileBeginning::text() const
{
    const std::string_view all = bytes;
    return all.substr(0, 3) == "\xEF\xBB\xBF" ? all.substr(3) : all;
}

FileBeginning readBeginning(const std::filesystem::path& file)
{
    InputFile input(file);
    FileBeginning beginning;
    beginning.name = file.filename().string();
    beginning.ending = file.extension().string();
    for (char& c : beginning.ending)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    beginning.bytes.resize(beginningSize);
    std::size_t filled = 0;
    while (filled < beginningSize) {
        const std::size_t read = input.read(beginning.bytes.data() + filled, beginningSize - filled);
        if (read == 0) {
            beginning.whole = true;
            break;
        }
        filled += read;
    }
    beginning.bytes.resize(filled);
    return beginning;
}

void refuseNonText(const FileBeginning& beginning)
{
    for (const Magic& magic : magics) {
        if (std::string_view(beginning.bytes).substr(0, magic.bytes.size()) == magic.bytes)
            throw refusal(*magic.fault, { beginning.name }, std::string(magic.name));
    }
    refuseNulPatterns(beginning);
    if (beginning.whole && beginning.text().find_first_not_of(" \t\r\n") == std::string_view::npos)
        throw refusal(format_faults::empty, { beginning.name });
}

std::optional<FileFormat> recogniseFormat(const FileBeginning& beginning)
{
    if (beginning.ending == ".csv" || beginning.ending == ".tsv" || beginning.ending == ".tab")
        return FileFormat::Csv;
    const std::string_view text = beginning.text();
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && text[first] == '[')
        return FileFormat::JsonArray;
    if (first != std::string_view::npos && text[first] == '{')
        return lineOrWrapper(text.substr(first), beginning.whole);
    if (beginning.ending == ".jsonl" || beginning.ending == ".ndjson")
        return FileFormat::Jsonl;
    if (beginning.ending == ".json")
        return FileFormat::JsonArray;
    return std::nullopt;
}

std::optional<char> recogniseDelimiter(const FileBeginning& beginning)
{
    std::optional<char> best;
    double bestAgreement = 0;
    std::size_t bestFields = 0;
    for (const char delimiter : delimiters) {
        const auto records = firstRecords(beginning, delimiter, sampledRecords);
        if (records.empty() || records.front().size() < 2)
            continue;
        const std::size_t fields = records.front().size();
        const auto agreeing
            = std::count_if(records.begin() + 1, records.end(), [&](const auto& record) { return record.size() == fields; });
        const double agreement
            = records.size() < 2 ? 0.5 : static_cast<double>(agreeing) / static_cast<double>(records.size() - 1);
        if (!best || agreement > bestAgreement || (agreement == bestAgreement && fields > bestFields)) {
            best = delimiter;
            bestAgreement = agreement;
            bestFields = fields;
        }
    }
    return best;
}

std::vector<std::string> readHeader(const FileBeginning& beginning, char delimiter)
{
    auto records = firstRecords(beginning, delimiter, 1);
    if (records.empty() || records.front().empty())
        throw refusal(format_faults::header, { beginning.name }, "its quotes are not closed, or it is longer than 256 KiB");
    if (records.front().size() > mostColumns)
        throw refusal(
            format_faults::header, { beginning.name }, "it has more than " + std::to_string(mostColumns) + " columns");
    std::unordered_set<std::string> taken;
    std::vector<std::string>& names = records.front();
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!simdjson::validate_utf8(names[i].data(), names[i].size()))
            throw refusal(format_faults::header, { beginning.name }, "it is not valid UTF-8");
        const std::size_t begin = names[i].find_first_not_of(" \t");
        names[i] = begin == std::string::npos ? "column_" + std::to_string(i + 1)
                                              : names[i].substr(begin, names[i].find_last_not_of(" \t") + 1 - begin);
        std::string name = names[i];
        for (int copy = 2; !taken.insert(name).second; ++copy)
            name = names[i] + "_" + std::to_string(copy);
        names[i] = name;
    }
    return names;
}

} // namespace core::data
