// SPDX-License-Identifier: Apache-2.0
#include "core/data/rows_snapshot.h"

#include "core/data/dataset_rows.h"
#include "core/data/json_row.h"
#include "core/data/row_reader.h"

#include <unordered_set>

namespace core::data {

namespace {

namespace dom = simdjson::dom;

/// Walks the objects of a file and checks what both kinds of file share: whole lines of JSON, ids that are unique.
class SnapshotReader {
public:
    explicit SnapshotReader(const std::filesystem::path& file)
        : name_(file.filename().string())
        , reader_(openRows(file, {}))
    {
    }

    bool next()
    {
        if (!reader_->next(row_))
            return false;
        if (row_.fault != nullptr)
            refuse(snapshot_faults::tooLong);
        const JsonRowResult result = parser_.parse(row_.raw.bytes);
        if (result.fault != nullptr)
            refuse(row_.raw.terminated ? snapshot_faults::notJson : snapshot_faults::torn,
                result.detail.empty() ? std::string(result.fault->sentence) : result.detail);
        if (result.duplicateKeys)
            refuse(snapshot_faults::badShape, "a key stands twice");
        fields_ = 0;
        for (const dom::key_value_pair field : object()) {
            static_cast<void>(field);
            ++fields_;
        }
        return true;
    }

    ExampleId id()
    {
        std::int64_t value = -1;
        if (object()["id"].get(value) != simdjson::SUCCESS || value < 0)
            refuse(snapshot_faults::badId);
        if (!ids_.insert(value).second)
            refuse(snapshot_faults::repeatedId, std::to_string(value));
        return { value };
    }

    dom::object object() const { return objectOf(parser_.root()); }
    std::size_t fields() const { return fields_; }
    bool has(std::string_view name) const { return object()[name].error() == simdjson::SUCCESS; }

    std::string text(dom::object from, std::string_view name) const
    {
        std::string_view value;
        if (from[name].get(value) != simdjson::SUCCESS)
            refuse(snapshot_faults::badField, std::string(name) + " must be a text");
        return std::string(value);
    }

    [[noreturn]] void refuse(const Fault& fault, const std::string& detail = {}) const
    {
        throw refusal(fault, { name_, row_.raw.line, row_.raw.offset }, detail);
    }

private:
    std::string name_;
    std::unique_ptr<RowReader> reader_;
    JsonRowParser parser_;
    ReadRow row_;
    std::size_t fields_ = 0;
    std::unordered_set<std::int64_t> ids_;
};

std::vector<Message> readTurns(const SnapshotReader& reader)
{
    dom::array list;
    if (reader.object()["messages"].get(list) != simdjson::SUCCESS)
        reader.refuse(snapshot_faults::badField, "messages must be a list");
    std::vector<Message> messages;
    for (const dom::element item : list) {
        dom::object turn;
        if (item.get(turn) != simdjson::SUCCESS)
            reader.refuse(snapshot_faults::badField, "a message must be an object");
        messages.push_back({ reader.text(turn, "role"), reader.text(turn, "content") });
    }
    return messages;
}

} // namespace

SnapshotWriter::SnapshotWriter(std::filesystem::path target)
    : file_(std::move(target))
{
}

OrderedJson exampleJson(const ExampleText& text)
{
    switch (text.shape) {
    case ExampleShape::PromptResponse:
        return { { "instruction", text.instruction }, { "input", text.input }, { "response", text.response } };
    case ExampleShape::Text:
        return { { "text", text.text } };
    case ExampleShape::Conversation:
        break;
    }
    OrderedJson messages = OrderedJson::array();
    for (const Message& message : text.messages)
        messages.push_back({ { "role", message.role }, { "content", message.content } });
    return { { "messages", std::move(messages) } };
}

void SnapshotWriter::write(ExampleId id, const ExampleText& text)
{
    OrderedJson json{ { "id", id.value } };
    json.update(exampleJson(text));
    append(json);
}

void SnapshotWriter::write(const DatasetRow& row)
{
    append({ { "id", row.example.value }, { "copies", row.copies }, { "held_out", row.heldOut } });
}

void SnapshotWriter::append(const OrderedJson& json)
{
    std::string line;
    try {
        line = json.dump();
    } catch (const OrderedJson::exception&) {
        throw Error(ErrorKind::BadInput, "example " + json["id"].dump() + " is not valid UTF-8");
    }
    line += '\n';
    hash_.update(line);
    file_.write(line);
}

std::string SnapshotWriter::commit()
{
    file_.commit();
    return hash_.finish();
}

std::vector<SnapshotRow> readRowsSnapshot(const std::filesystem::path& file)
{
    SnapshotReader reader(file);
    std::vector<SnapshotRow> rows;
    while (reader.next()) {
        SnapshotRow row;
        row.id = reader.id();
        if (reader.fields() == 4 && reader.has("instruction") && reader.has("input") && reader.has("response")) {
            row.text.shape = ExampleShape::PromptResponse;
            row.text.instruction = reader.text(reader.object(), "instruction");
            row.text.input = reader.text(reader.object(), "input");
            row.text.response = reader.text(reader.object(), "response");
        } else if (reader.fields() == 2 && reader.has("text")) {
            row.text.shape = ExampleShape::Text;
            row.text.text = reader.text(reader.object(), "text");
        } else if (reader.fields() == 2 && reader.has("messages")) {
            row.text.shape = ExampleShape::Conversation;
            row.text.messages = readTurns(reader);
        } else {
            reader.refuse(snapshot_faults::badShape, "instruction, input and response, or text, or messages");
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<DatasetRow> readRowList(const std::filesystem::path& file)
{
    SnapshotReader reader(file);
    std::vector<DatasetRow> rows;
    while (reader.next()) {
        DatasetRow row;
        row.example = reader.id();
        if (reader.fields() != 3 || !reader.has("copies") || !reader.has("held_out"))
            reader.refuse(snapshot_faults::badShape, "id, copies and held_out");
        std::uint64_t copies = 0;
        if (reader.object()["copies"].get(copies) != simdjson::SUCCESS || copies > mostCopies)
            reader.refuse(snapshot_faults::badCopies);
        row.copies = static_cast<std::uint32_t>(copies);
        if (reader.object()["held_out"].get(row.heldOut) != simdjson::SUCCESS)
            reader.refuse(snapshot_faults::badField, "held_out must be true or false");
        rows.push_back(row);
    }
    return rows;
}

} // namespace core::data
