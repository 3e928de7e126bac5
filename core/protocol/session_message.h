// SPDX-License-Identifier: Apache-2.0
// The lines between a host and `datalever-worker --session`. A question carries a generation number that its answer
// repeats; a late answer is thus recognised and dropped.
//
// Questions, their arguments and what the answer holds ("folder" is a model folder, "text" are TextSettings,
// "example" is exampleJson() of core/data's rows snapshot):
//   versions      {}                                  program, torch, cpuCapability, cpuModel, threads
//   model-info    folder                              config, parameters, tensors, weightBytes, elementTypes, tokenizer
//   model-new     family | config, seed, out, tokenizer ("bytes" or a folder)     folder, parameters, sha256
//   model-verify  folder, reference                   passed, checks: [{name, measured, allowed, passed}]
//   tokenize      folder, texts: [string]             rows: [[{id, begin, end}]]
//   count-tokens  folder, text, examples: [example]   counts: [[tokens, response tokens with a loss, flags]]
//   decode        folder, rows: [[id]]                texts: [string]
//   encode        folder, text, example               ids, pieces, response, truncated, dropped, seam, fullLength
//   token-losses  folder, text, example               the same and losses (null: none), loss ("nan": unscored)
//   generate      folder, prompts: [string], settings (GenerationSettings)    texts: [{text, tokens, ended}]
//   run-plan      folder, memory and threads (0: automatic), longest, tokens, response (of a row), batch, seconds
//                 weightBytes (with gradients and moments), packBytes, budgetBytes, trainingTokensPerSecond,
//                 scoringTokensPerSecond, measuredAt (of this machine and shape; measured at first need), threads
//   matmul        size, seconds                       rates: [{precision, gigaflops}], threads
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace core::protocol {

namespace session_faults {
inline constexpr Fault otherProtocol{ "session/other-protocol", ErrorKind::BadFile,
    "this is not a message of a DataLever session" };
inline constexpr Fault otherVersion{ "session/other-version", ErrorKind::Unsupported,
    "the message was written in another version of the protocol", "Install program and worker of the same version." };
inline constexpr Fault unknownQuestion{ "session/unknown-question", ErrorKind::Unsupported, "this question is not known" };
inline constexpr Fault all[] = { otherProtocol, otherVersion, unknownQuestion };
} // namespace session_faults

struct SessionQuestion {
    std::uint64_t generation = 0;
    std::string question;
    Json arguments = Json::object();
};

struct SessionAnswer {
    std::uint64_t generation = 0;
    Json result; ///< of a question that was answered
    std::optional<Error> error; ///< of one that was refused
};

std::string encodeQuestion(const SessionQuestion&);
std::string encodeAnswer(const SessionAnswer&);
/// Throw Error of session_faults and json_faults.
SessionQuestion decodeQuestion(std::string_view line, const Place& place);
SessionAnswer decodeAnswer(std::string_view line, const Place& place);

/// "BadFile" and back; unknown names become Internal.
std::string_view nameOf(ErrorKind);
ErrorKind errorKind(std::string_view name);

} // namespace core::protocol
