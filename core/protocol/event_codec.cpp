// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/event_codec.h"

#include "core/base/json.h"
#include "core/protocol/event_types.h"
#include "core/protocol/job_spec.h"
#include "core/protocol/line_reader.h"

#include <algorithm>
#include <limits>

namespace core::protocol {

namespace {

constexpr std::size_t longestEvent = 1U << 20U;
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t mostRows = std::int64_t{ 1 } << 40;

OrderedJson write(const ResultFile& result)
{
    return { { "file", result.file }, { "sha256", result.sha256 } };
}

// One overload per kind of event: the fields besides protocol, version, sequence, time and type.

void write(OrderedJson& json, const StartedEvent& event)
{
    json["generation"] = event.generation;
    json["from_step"] = event.fromStep;
    json["bit_identical"] = event.bitIdentical;
}

void write(OrderedJson& json, const PhaseEvent& event)
{
    json["phase"] = nameOf(event.phase);
}

void write(OrderedJson& json, const PlanEvent& event)
{
    json["steps"] = event.steps;
    json["rows"] = event.rows;
    json["held_out"] = event.heldOut;
    json["tokens"] = event.tokens;
    json["response_tokens"] = event.responseTokens;
    json["truncated"] = event.truncated;
    json["unscored"] = event.unscored;
    json["dropped"] = event.dropped;
    json["seams"] = event.seams;
    json["recording_steps"] = event.recordingSteps;
    json["parts"] = event.parts;
}

void write(OrderedJson& json, const TokensEvent& event)
{
    json["rows"] = event.rows;
    json["result"] = write(event.result);
}

void write(OrderedJson& json, const StepEvent& event)
{
    json["step"] = event.step;
    json["loss"] = jsonNumber(event.loss);
    json["learning_rate"] = jsonNumber(event.learningRate);
    json["gradient_norm"] = jsonNumber(event.gradientNorm);
    json["tokens"] = event.tokens;
    json["response_tokens"] = event.responseTokens;
    json["seconds"] = jsonNumber(event.seconds);
}

void write(OrderedJson& json, const LossPartEvent& event)
{
    json["point"] = event.point;
    json["step"] = event.step;
    json["part"] = event.part;
    json["first_row"] = event.firstRow;
    json["rows"] = event.rows;
    json["result"] = write(event.result);
}

void write(OrderedJson& json, const RecordingPointEvent& event)
{
    json["point"] = event.point;
    json["step"] = event.step;
    json["weights"] = event.weights;
}

void write(OrderedJson& json, const TrainingLossesEvent& event)
{
    json["from_step"] = event.fromStep;
    json["to_step"] = event.toStep;
    json["result"] = write(event.result);
}

void write(OrderedJson& json, const EvaluationPartEvent& event)
{
    json["benchmark"] = event.benchmark;
    json["part"] = event.part;
    json["first_item"] = event.firstItem;
    json["items"] = event.items;
    json["all_items"] = event.allItems;
    json["counted"] = event.counted;
    json["score"] = jsonNumber(event.score);
    json["result"] = write(event.result);
}

void write(OrderedJson& json, const CellEvent& event)
{
    json["cell"] = event.cell;
    json["state"] = nameOf(event.state);
    json["number"] = event.number;
    json["cells"] = event.cells;
    json["message"] = event.message;
}

void write(OrderedJson& json, const CheckpointEvent& event)
{
    json["step"] = event.step;
}

void write(OrderedJson& json, const HeartbeatEvent& event)
{
    json["step"] = event.step;
    json["phase"] = nameOf(event.phase);
    json["done"] = event.done;
    json["total"] = event.total;
    json["memory_bytes"] = event.memoryBytes;
}

void write(OrderedJson& json, const ControlEvent& event)
{
    json["id"] = event.id;
    json["action"] = event.action;
    json["refusal"] = event.refusal;
}

void write(OrderedJson& json, const WarningEvent& event)
{
    json["message"] = event.message;
}

void write(OrderedJson& json, const FinishedEvent& event)
{
    json["steps"] = event.steps;
    json["seconds"] = jsonNumber(event.seconds);
    json["tokens"] = event.tokens;
    json["peak_memory_bytes"] = event.peakMemoryBytes;
}

void write(OrderedJson& json, const StoppedEvent& event)
{
    json["step"] = event.step;
}

void write(OrderedJson& json, const FailedEvent& event)
{
    json["kind"] = event.kind;
    json["message"] = event.message;
    json["hint"] = event.hint;
}

std::int64_t count(const JsonFields& fields, std::string_view name)
{
    return fields.integer(name, 0, most);
}

ResultFile resultFile(const JsonFields& parent)
{
    const JsonFields fields = parent.object("result");
    ResultFile result{ fields.string("file"), fields.string("sha256") };
    const std::filesystem::path path(result.file);
    if (result.file.empty() || path.is_absolute() || std::find(path.begin(), path.end(), "..") != path.end())
        fields.refuse(event_faults::leavesFolder, "file", result.file);
    return result;
}

Phase phase(const JsonFields& fields)
{
    const std::string name = fields.string("phase");
    const auto value = phaseNames.find(name);
    if (!value)
        fields.refuse(event_faults::unknownValue, "phase", name);
    return *value;
}

std::vector<std::int64_t> integers(const JsonFields& fields, std::string_view name)
{
    const Json& list = fields.at(name);
    if (!list.is_array())
        fields.refuse(json_faults::wrongType, name, "a list of integers was expected");
    std::vector<std::int64_t> result;
    for (const Json& item : list) {
        if (!item.is_number_integer())
            fields.refuse(json_faults::wrongType, name, "a list of integers was expected");
        result.push_back(item.get<std::int64_t>());
    }
    return result;
}

PlanEvent plan(const JsonFields& fields)
{
    PlanEvent event;
    event.steps = count(fields, "steps");
    event.rows = fields.integer("rows", 0, mostRows);
    event.heldOut = count(fields, "held_out");
    event.tokens = count(fields, "tokens");
    event.responseTokens = count(fields, "response_tokens");
    event.truncated = count(fields, "truncated");
    event.unscored = count(fields, "unscored");
    event.dropped = count(fields, "dropped");
    event.seams = count(fields, "seams");
    event.recordingSteps = integers(fields, "recording_steps");
    event.parts = count(fields, "parts");
    return event;
}

StepEvent step(const JsonFields& fields)
{
    StepEvent event;
    event.step = fields.integer("step", 1, most);
    event.loss = fields.anyNumber("loss");
    event.learningRate = fields.anyNumber("learning_rate");
    event.gradientNorm = fields.anyNumber("gradient_norm");
    event.tokens = count(fields, "tokens");
    event.responseTokens = count(fields, "response_tokens");
    event.seconds = fields.anyNumber("seconds");
    return event;
}

LossPartEvent lossPart(const JsonFields& fields)
{
    LossPartEvent event;
    event.point = count(fields, "point");
    event.step = count(fields, "step");
    event.part = fields.integer("part", 0, mostRows / lossPartRows);
    event.firstRow = fields.integer("first_row", 0, mostRows);
    event.rows = fields.integer("rows", 0, lossPartRows);
    event.result = resultFile(fields);
    return event;
}

EvaluationPartEvent evaluationPart(const JsonFields& fields)
{
    EvaluationPartEvent event;
    event.benchmark = fields.string("benchmark");
    event.part = fields.integer("part", 0, mostRows / evaluationPartItems);
    event.firstItem = fields.integer("first_item", 0, mostRows);
    event.items = fields.integer("items", 0, evaluationPartItems);
    event.allItems = fields.integer("all_items", 0, mostRows);
    event.counted = fields.integer("counted", 0, event.items);
    event.score = fields.anyNumber("score");
    event.result = resultFile(fields);
    return event;
}

CellEvent cell(const JsonFields& fields)
{
    const std::string state = fields.string("state");
    const auto value = cellStateNames.find(state);
    if (!value)
        fields.refuse(event_faults::unknownValue, "state", state);
    return { fields.string("cell"), *value, count(fields, "number"), count(fields, "cells"), fields.string("message") };
}

HeartbeatEvent heartbeat(const JsonFields& fields)
{
    return { count(fields, "step"), phase(fields), count(fields, "done"), count(fields, "total"),
        count(fields, "memory_bytes") };
}

EventBody body(const JsonFields& fields)
{
    const std::string type = fields.string("type");
    if (type == "started")
        return StartedEvent{ fields.integer("generation", 1, most), count(fields, "from_step"),
            fields.boolean("bit_identical", true) };
    if (type == "phase")
        return PhaseEvent{ phase(fields) };
    if (type == "plan")
        return plan(fields);
    if (type == "tokens")
        return TokensEvent{ fields.integer("rows", 0, mostRows), resultFile(fields) };
    if (type == "step")
        return step(fields);
    if (type == "loss_part")
        return lossPart(fields);
    if (type == "recording_point")
        return RecordingPointEvent{ count(fields, "point"), count(fields, "step"), fields.string("weights") };
    if (type == "training_losses")
        return TrainingLossesEvent{ count(fields, "from_step"), count(fields, "to_step"), resultFile(fields) };
    if (type == "evaluation_part")
        return evaluationPart(fields);
    if (type == "cell")
        return cell(fields);
    if (type == "checkpoint")
        return CheckpointEvent{ count(fields, "step") };
    if (type == "heartbeat")
        return heartbeat(fields);
    if (type == "control")
        return ControlEvent{ fields.string("id"), fields.string("action"), fields.string("refusal") };
    if (type == "warning")
        return WarningEvent{ fields.string("message") };
    if (type == "finished")
        return FinishedEvent{ count(fields, "steps"), fields.anyNumber("seconds"), count(fields, "tokens"),
            count(fields, "peak_memory_bytes") };
    if (type == "stopped")
        return StoppedEvent{ count(fields, "step") };
    if (type == "failed")
        return FailedEvent{ fields.string("kind"), fields.string("message"), fields.string("hint") };
    fields.refuse(event_faults::unknownType, "type", type);
}

} // namespace

std::string encodeEvent(const JobEvent& event)
{
    OrderedJson json = { { "protocol", protocolName }, { "version", protocolVersion }, { "sequence", event.sequence },
        { "time", event.milliseconds }, { "type", typeOf(event.body) } };
    std::visit([&json](const auto& kind) { write(json, kind); }, event.body);
    return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

JobEvent decodeEvent(std::string_view line, const Place& place)
{
    const std::string where = place.line ? place.file + ", line " + std::to_string(*place.line) : place.file;
    const Json json = parseJson(line, where, 8);
    const JsonFields fields(json, where);
    if (fields.string("protocol", "") != protocolName)
        throw refusal(event_faults::otherProtocol, place);
    if (const auto version = fields.integer("version", 0, most); version != protocolVersion)
        throw refusal(event_faults::otherVersion, place,
            "found: " + std::to_string(version) + ", known: " + std::to_string(protocolVersion));
    JobEvent event;
    event.sequence = static_cast<std::uint64_t>(fields.integer("sequence", 1, most));
    event.milliseconds = fields.integer("time", 0, most);
    event.body = body(fields);
    return event;
}

std::vector<JobEvent> readEvents(const std::filesystem::path& file, EventPosition& position)
{
    const GrownText text = readGrown(file, position.offset);
    const Place place{ file.string(), position.sequence + 1, position.offset };
    if (text.shrank)
        throw refusal(event_faults::shrank, place);
    if (text.lines.empty() && text.bytes >= longestEvent)
        throw refusal(event_faults::lineTooLong, place);
    std::vector<JobEvent> events;
    for (const std::string& line : text.lines) {
        const Place here{ file.string(), position.sequence + 1, position.offset };
        try {
            JobEvent event = decodeEvent(line, here);
            if (event.sequence != position.sequence + 1)
                throw refusal(event_faults::sequenceGap, here,
                    "found: " + std::to_string(event.sequence) + ", expected: " + std::to_string(position.sequence + 1));
            events.push_back(std::move(event));
        } catch (const Error&) {
            if (events.empty())
                throw;
            return events; // the next call meets the bad line first
        }
        position.offset += line.size() + 1;
        ++position.sequence;
    }
    return events;
}

} // namespace core::protocol
