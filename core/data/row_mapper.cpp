// SPDX-License-Identifier: Apache-2.0
#include "core/data/row_mapper.h"

#include "core/data/csv_record.h"
#include "core/data/json_messages.h"
#include "core/data/json_row.h"
#include "core/data/row_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace core::data {

namespace {

namespace dom = simdjson::dom;

enum Role : std::size_t { Instruction, Input, Response, Text, Messages, Source, Identifier, Answer, RoleCount };

/// A field to look for: by its name, else along the parts of its dotted path.
struct Field {
    std::string name;
    std::vector<std::string> path; ///< empty without a dot
    std::optional<std::size_t> column; ///< CSV
};

bool hasText(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") != std::string_view::npos;
}

} // namespace

struct RowMapper::State {
    RowFormat format;
    Mapping mapping;
    std::array<Field, RoleCount> fields;
    JsonRowParser parser;
    std::vector<std::string> cells;
    std::array<std::optional<dom::element>, RoleCount> found;
    bool wantsNumbersAsText = false;

    bool isMetadata(std::size_t role) const { return role == Source || role == Identifier || role == Answer; }
    void findFields();
    MapOutcome fillFromJson(std::string_view bytes, bool numbersAsText, MappedRow& row);
    MapOutcome fillFromCsv(std::string_view bytes, MappedRow& row);
    MapOutcome missing(std::size_t role) const { return { &mapping_faults::missingField, fields[role].name, 0, {} }; }
    MapOutcome checkMeaning(const MappedRow& row) const;
};

namespace {

std::string& target(MappedRow& row, std::size_t role)
{
    switch (role) {
    case Instruction:
        return row.text.instruction;
    case Input:
        return row.text.input;
    case Response:
        return row.text.response;
    case Text:
        return row.text.text;
    case Source:
        return row.source;
    case Identifier:
        return row.externalId;
    default:
        return row.answer;
    }
}

void clear(MappedRow& row, ExampleShape shape)
{
    row.text.shape = shape;
    for (std::size_t role = 0; role < RoleCount; ++role)
        target(row, role).clear();
    row.text.messages.clear();
}

std::vector<std::string> splitPath(const std::string& name)
{
    std::vector<std::string> parts;
    if (name.find('.') == std::string::npos)
        return parts;
    std::size_t begin = 0;
    for (std::size_t dot = name.find('.'); dot != std::string::npos; dot = name.find('.', begin)) {
        parts.push_back(name.substr(begin, dot - begin));
        begin = dot + 1;
    }
    parts.push_back(name.substr(begin));
    return parts;
}

} // namespace

RowMapper::RowMapper(RowFormat format, Mapping mapping)
    : state_(std::make_unique<State>())
{
    const std::array<const std::string*, RoleCount> names{ &mapping.instruction, &mapping.input, &mapping.response,
        &mapping.text, &mapping.messages, &mapping.source, &mapping.id, &mapping.answer };
    for (std::size_t role = 0; role < RoleCount; ++role) {
        Field& field = state_->fields[role];
        field.name = *names[role];
        field.path = splitPath(field.name);
        const auto column = std::find(format.columns.begin(), format.columns.end(), field.name);
        if (column != format.columns.end())
            field.column = static_cast<std::size_t>(column - format.columns.begin());
    }
    state_->format = std::move(format);
    state_->mapping = std::move(mapping);
}

RowMapper::~RowMapper() = default;
RowMapper::RowMapper(RowMapper&&) noexcept = default;
RowMapper& RowMapper::operator=(RowMapper&&) noexcept = default;

MapOutcome RowMapper::map(std::string_view bytes, MappedRow& row)
{
    clear(row, state_->mapping.shape);
    MapOutcome outcome;
    if (state_->format.format == FileFormat::Csv) {
        outcome = state_->fillFromCsv(bytes, row);
    } else {
        state_->wantsNumbersAsText = false;
        outcome = state_->fillFromJson(bytes, false, row);
        if (state_->wantsNumbersAsText) { // a fraction is mapped: its digits count, not its rounded value
            clear(row, state_->mapping.shape);
            outcome = state_->fillFromJson(bytes, true, row);
        }
    }
    if (outcome.fault != nullptr)
        return outcome;
    MapOutcome meaning = state_->checkMeaning(row);
    meaning.warnings = outcome.warnings;
    return meaning;
}

MappedRow RowMapper::mapped(std::string_view bytes, const Place& place)
{
    MappedRow row;
    const MapOutcome outcome = map(bytes, row);
    if (outcome.fault != nullptr)
        throw refusal(*outcome.fault, place, outcome.detail);
    return row;
}

void RowMapper::State::findFields()
{
    found.fill(std::nullopt);
    for (const dom::key_value_pair entry : objectOf(parser.root())) {
        for (std::size_t role = 0; role < RoleCount; ++role) {
            if (entry.key == fields[role].name && !fields[role].name.empty())
                found[role] = entry.value; // the last one counts
        }
    }
    for (std::size_t role = 0; role < RoleCount; ++role) {
        if (found[role] || fields[role].path.empty())
            continue;
        std::optional<dom::element> element = parser.root();
        for (const std::string& part : fields[role].path)
            element = element ? memberOf(*element, part) : std::nullopt;
        found[role] = element;
    }
}

MapOutcome RowMapper::State::fillFromJson(std::string_view bytes, bool numbersAsText, MappedRow& row)
{
    JsonRowResult parsed = parser.parse(bytes, numbersAsText);
    MapOutcome outcome{ parsed.fault, std::move(parsed.detail), parsed.offset,
        { parsed.duplicateKeys, parsed.replacedSurrogates, false } };
    if (outcome.fault != nullptr)
        return outcome;
    findFields();
    for (std::size_t role = 0; role < RoleCount; ++role) {
        if (fields[role].name.empty())
            continue;
        if (!found[role]) {
            if (isMetadata(role) || role == Input)
                continue;
            return missing(role);
        }
        if (role == Messages) {
            MessagesResult read = readMessages(*found[role], row.text.messages);
            if (read.fault != nullptr)
                return { read.fault, read.detail.empty() ? fields[role].name : std::move(read.detail), 0, {} };
            wantsNumbersAsText |= read.fraction;
        } else if (!appendScalar(*found[role], target(row, role))) {
            if (found[role]->is_double())
                wantsNumbersAsText = true;
            else if (isMetadata(role))
                outcome.warnings.unreadableMetadata = true;
            else
                return { &mapping_faults::notText, fields[role].name, 0, {} };
        }
    }
    return outcome;
}

MapOutcome RowMapper::State::fillFromCsv(std::string_view bytes, MappedRow& row)
{
    if (!simdjson::validate_utf8(bytes.data(), bytes.size()))
        return { &csv_rows_faults::notUtf8, {}, invalidUtf8At(bytes), {} };
    if (const std::size_t nul = bytes.find('\0'); nul != std::string_view::npos)
        return { &csv_rows_faults::nulByte, {}, nul, {} };
    splitCsvRecord(bytes, format.delimiter, cells);
    if (cells.size() != format.columns.size())
        return { &csv_rows_faults::columnCount,
            std::to_string(cells.size()) + " instead of " + std::to_string(format.columns.size()), 0, {} };
    for (std::size_t role = 0; role < RoleCount; ++role) {
        if (fields[role].name.empty())
            continue;
        if (role == Messages)
            return { &mapping_faults::notMessages, fields[role].name, 0, {} };
        if (fields[role].column)
            target(row, role) = cells[*fields[role].column];
        else if (!isMetadata(role) && role != Input)
            return missing(role);
    }
    return {};
}

MapOutcome RowMapper::State::checkMeaning(const MappedRow& row) const
{
    switch (mapping.shape) {
    case ExampleShape::PromptResponse:
        if (!hasText(row.text.instruction) && !hasText(row.text.input))
            return { &mapping_faults::emptyPrompt, fields[Instruction].name, 0, {} };
        if (!hasText(row.text.response))
            return { &mapping_faults::emptyResponse, fields[Response].name, 0, {} };
        return {};
    case ExampleShape::Text:
        return hasText(row.text.text) ? MapOutcome{} : MapOutcome{ &mapping_faults::emptyText, fields[Text].name, 0, {} };
    case ExampleShape::Conversation:
        break;
    }
    for (const Message& message : row.text.messages) {
        if (message.role == "assistant" && hasText(message.content))
            return {};
    }
    return { &mapping_faults::noAssistant, fields[Messages].name, 0, {} };
}

} // namespace core::data
