// SPDX-License-Identifier: Apache-2.0
// Which field of a row is its prompt, response, source: a view over raw bytes that is stored, shown and may be changed.
#pragma once

#include "core/base/error.h"
#include "core/data/example.h"
#include "core/data/row_fields.h"

#include <string>
#include <string_view>

namespace core::data {

/// Field names; empty = not mapped. "a.b" means field b of object a where no field is named "a.b" itself.
struct Mapping {
    ExampleShape shape = ExampleShape::PromptResponse;
    std::string instruction;
    std::string input;
    std::string response;
    std::string text;
    std::string messages;
    std::string source; ///< the row's origin label
    std::string id; ///< the row's name in its file
    std::string answer; ///< a short final answer beside the response
    friend bool operator==(const Mapping&, const Mapping&) = default;
};

namespace mapping_faults {
inline constexpr Fault notFound{ "mapping/not-found", ErrorKind::BadFile, "no known pair of prompt and response fields",
    "say which fields to use: --map prompt=FIELD,response=FIELD or text=FIELD or messages=FIELD" };
inline constexpr Fault syntax{ "mapping/syntax", ErrorKind::BadInput, "the mapping is not a list of role=field" };
inline constexpr Fault unknownRole{ "mapping/unknown-role", ErrorKind::BadInput, "no such role in a mapping",
    "roles are prompt (or instruction), input, response (or output), text, messages, source, id, answer" };
inline constexpr Fault unknownField{ "mapping/unknown-field", ErrorKind::BadInput, "no such field in the first rows" };
inline constexpr Fault twice{ "mapping/twice", ErrorKind::BadInput, "a role is given twice" };
inline constexpr Fault incomplete{ "mapping/incomplete", ErrorKind::BadInput, "prompt and response must both be given" };
inline constexpr Fault mixed{ "mapping/mixed", ErrorKind::BadInput,
    "prompt and response, text and messages exclude one another" };
inline constexpr Fault stored{ "mapping/stored", ErrorKind::BadFile, "the stored mapping is not valid" };
// of single rows
inline constexpr Fault missingField{ "mapping/missing-field", ErrorKind::BadFile, "a mapped field is missing" };
inline constexpr Fault notText{ "mapping/not-text", ErrorKind::BadFile, "a mapped field holds a list or an object" };
inline constexpr Fault emptyPrompt{ "mapping/empty-prompt", ErrorKind::BadFile, "the prompt is empty" };
inline constexpr Fault emptyResponse{ "mapping/empty-response", ErrorKind::BadFile, "the response is empty" };
inline constexpr Fault emptyText{ "mapping/empty-text", ErrorKind::BadFile, "the text is empty" };
inline constexpr Fault notMessages{ "mapping/not-messages", ErrorKind::BadFile,
    "the field is not a list of messages with role and content" };
inline constexpr Fault messageRole{ "mapping/message-role", ErrorKind::BadFile, "a message has an unknown role" };
inline constexpr Fault noAssistant{ "mapping/no-assistant", ErrorKind::BadFile, "no assistant turn holds text" };
inline constexpr Fault all[] = { notFound, syntax, unknownRole, unknownField, twice, incomplete, mixed, stored, missingField,
    notText, emptyPrompt, emptyResponse, emptyText, notMessages, messageRole, noAssistant };
} // namespace mapping_faults

/// Recognises the common layouts (alpaca, question/answer, problem/solution, messages, ShareGPT, text, ...) and a source,
/// id and answer field. `file` names the source in the refusal mapping_faults::notFound.
Mapping detectMapping(const RowSample& sample, const std::string& file);

/// "prompt=question,response=answer,source=topic". Roles that are not given are detected, as far as that is possible
/// without them (given only "source=topic", the rest is detectMapping's). Throws Error of mapping_faults.
Mapping parseMapping(std::string_view text, const RowSample& sample, const std::string& file);

/// The same as it stands: no role beside those that are given, no look at any row.
Mapping parseWholeMapping(std::string_view text);

/// "prompt=question,response=answer", as both take it.
std::string describeMapping(const Mapping& mapping);

/// One line of JSON and back; decoding throws mapping_faults::stored.
std::string encodeMapping(const Mapping& mapping);
Mapping decodeMapping(std::string_view text);

} // namespace core::data
