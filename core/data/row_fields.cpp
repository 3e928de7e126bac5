// SPDX-License-Identifier: Apache-2.0
#include "core/data/row_fields.h"

#include "core/base/hash.h"
#include "core/data/csv_record.h"
#include "core/data/json_messages.h"
#include "core/data/json_row.h"
#include "core/data/row_reader.h"

#include <unordered_map>
#include <unordered_set>

namespace core::data {

namespace {

namespace dom = simdjson::dom;

enum class FieldKind { Nothing, Text, Scalar, Messages, Other };

/// Names looked at in a sample: a hostile file may have as many as it likes.
constexpr std::size_t mostFields = 2000;

class Sampler {
public:
    void add(std::string_view name, FieldKind kind, std::string_view text)
    {
        const auto [entry, isNew] = index_.try_emplace(std::string(name), sample.fields.size());
        if (isNew) {
            if (sample.fields.size() == mostFields) {
                index_.erase(entry);
                return;
            }
            sample.fields.push_back({ std::string(name), 0, 0, 0, 0, 0 });
            seen_.emplace_back();
        }
        FieldSample& field = sample.fields[entry->second];
        field.texts += kind == FieldKind::Text;
        field.scalars += kind == FieldKind::Scalar;
        field.messages += kind == FieldKind::Messages;
        field.others += kind == FieldKind::Other;
        if ((kind == FieldKind::Text || kind == FieldKind::Scalar) && seen_[entry->second].insert(xxh3(text)).second)
            ++field.distinct;
    }

    RowSample sample;

private:
    std::unordered_map<std::string, std::size_t> index_;
    std::vector<std::unordered_set<std::uint64_t>> seen_;
};

FieldKind kindOf(dom::element value, std::string& text)
{
    if (value.is_null())
        return FieldKind::Nothing;
    if (value.is_string()) {
        appendScalar(value, text);
        return text.empty() ? FieldKind::Nothing : FieldKind::Text;
    }
    if (value.is_array()) {
        const auto first = memberOf(value, "0");
        return first && (memberOf(*first, "role") || memberOf(*first, "from")) ? FieldKind::Messages : FieldKind::Other;
    }
    if (value.is_object())
        return FieldKind::Other;
    text = simdjson::minify(value);
    return FieldKind::Scalar;
}

std::vector<RowField> jsonFields(JsonRowParser& parser, std::string_view bytes)
{
    const JsonRowResult result = parser.parse(bytes);
    if (result.fault != nullptr)
        throw refusal(*result.fault, { {}, std::nullopt, result.offset }, result.detail);
    std::vector<RowField> fields;
    for (const dom::key_value_pair field : objectOf(parser.root())) {
        const dom::element value = field.value;
        fields.push_back({ std::string(field.key), {} });
        if (!value.is_string() || !appendScalar(value, fields.back().text))
            fields.back().text = simdjson::minify(value);
    }
    return fields;
}

} // namespace

std::vector<RowField> parseRow(const RowFormat& format, std::string_view bytes)
{
    if (format.format != FileFormat::Csv) {
        JsonRowParser parser;
        return jsonFields(parser, bytes);
    }
    if (!simdjson::validate_utf8(bytes.data(), bytes.size()))
        throw refusal(csv_rows_faults::notUtf8, { {}, std::nullopt, invalidUtf8At(bytes) });
    std::vector<std::string> cells;
    splitCsvRecord(bytes, format.delimiter, cells);
    if (cells.size() != format.columns.size())
        throw refusal(csv_rows_faults::columnCount, {});
    std::vector<RowField> fields;
    for (std::size_t i = 0; i < cells.size(); ++i)
        fields.push_back({ format.columns[i], std::move(cells[i]) });
    return fields;
}

RowSample sampleRows(const std::filesystem::path& file, const RowFormat& format, std::uint32_t rows)
{
    const std::unique_ptr<RowReader> reader = openRows(file, format);
    JsonRowParser parser;
    std::vector<std::string> cells;
    Sampler sampler;
    for (const std::string& column : format.columns)
        sampler.add(column, FieldKind::Nothing, {});
    ReadRow row;
    // Broken rows count ten times less, so that a file of nothing else is not read to its end.
    for (std::uint32_t broken = 0; sampler.sample.rows < rows && broken < 10 * rows && reader->next(row);) {
        if (row.fault != nullptr) {
            ++broken;
        } else if (format.format == FileFormat::Csv) {
            splitCsvRecord(row.raw.bytes, format.delimiter, cells);
            const bool fits = cells.size() == format.columns.size();
            ++(fits ? sampler.sample.rows : broken);
            for (std::size_t i = 0; fits && i < cells.size(); ++i)
                sampler.add(format.columns[i], cells[i].empty() ? FieldKind::Nothing : FieldKind::Text, cells[i]);
        } else if (parser.parse(row.raw.bytes).fault != nullptr) {
            ++broken;
        } else {
            ++sampler.sample.rows;
            for (const dom::key_value_pair field : objectOf(parser.root())) {
                std::string text;
                const FieldKind kind = kindOf(field.value, text);
                sampler.add(field.key, kind, text);
            }
        }
    }
    return std::move(sampler.sample);
}

} // namespace core::data
