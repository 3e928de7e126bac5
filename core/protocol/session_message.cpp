// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/session_message.h"

#include "core/protocol/names.h"

#include <limits>

namespace core::protocol {

namespace {

constexpr std::string_view sessionName = "datalever-session";
constexpr std::int64_t sessionVersion = 1;
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

constexpr Names<ErrorKind, 8> errorKindNames{ { { ErrorKind::BadInput, "BadInput" }, { ErrorKind::BadFile, "BadFile" },
    { ErrorKind::Unsupported, "Unsupported" }, { ErrorKind::Storage, "Storage" }, { ErrorKind::Busy, "Busy" },
    { ErrorKind::OutOfMemory, "OutOfMemory" }, { ErrorKind::Cancelled, "Cancelled" },
    { ErrorKind::Internal, "Internal" } } };

OrderedJson head(std::uint64_t generation)
{
    return { { "protocol", sessionName }, { "version", sessionVersion }, { "generation", generation } };
}

std::string lineOf(const OrderedJson& json)
{
    return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

std::uint64_t checkHead(const JsonFields& fields, const Place& place)
{
    if (fields.string("protocol", "") != sessionName)
        throw refusal(session_faults::otherProtocol, place);
    if (const auto version = fields.integer("version", 0, most); version != sessionVersion)
        throw refusal(session_faults::otherVersion, place, "found: " + std::to_string(version));
    return static_cast<std::uint64_t>(fields.integer("generation", 0, most));
}

} // namespace

std::string encodeQuestion(const SessionQuestion& question)
{
    OrderedJson json = head(question.generation);
    json["ask"] = question.question;
    json["arguments"] = question.arguments;
    return lineOf(json);
}

std::string encodeAnswer(const SessionAnswer& answer)
{
    OrderedJson json = head(answer.generation);
    if (answer.error)
        json["error"] = { { "kind", nameOf(answer.error->kind()) }, { "message", answer.error->message() },
            { "hint", answer.error->hint() }, { "code", answer.error->code() } };
    else
        json["result"] = answer.result;
    return lineOf(json);
}

SessionQuestion decodeQuestion(std::string_view line, const Place& place)
{
    const Json json = parseJson(line, place.file);
    const JsonFields fields(json, place.file);
    SessionQuestion question;
    question.generation = checkHead(fields, place);
    question.question = fields.string("ask");
    question.arguments = fields.at("arguments");
    return question;
}

SessionAnswer decodeAnswer(std::string_view line, const Place& place)
{
    const Json json = parseJson(line, place.file);
    const JsonFields fields(json, place.file);
    SessionAnswer answer;
    answer.generation = checkHead(fields, place);
    if (!fields.has("error")) {
        answer.result = fields.at("result");
        return answer;
    }
    const JsonFields error = fields.object("error");
    answer.error.emplace(
        errorKind(error.string("kind")), error.string("message"), error.string("hint", ""), error.string("code", ""));
    return answer;
}

std::string_view nameOf(ErrorKind kind)
{
    return errorKindNames.of(kind);
}

ErrorKind errorKind(std::string_view name)
{
    return errorKindNames.find(name).value_or(ErrorKind::Internal);
}

} // namespace core::protocol
