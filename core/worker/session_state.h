// SPDX-License-Identifier: Apache-2.0
// What the questions of a session share. Only for the session's .cpp files.
#pragma once

#include "core/data/example.h"
#include "core/models/decoder.h"
#include "core/text/tokenizer.h"
#include "core/worker/session.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace core::worker {

/// A loaded thing and the files it came from, so that a changed file is noticed.
template <typename T> struct Loaded {
    std::string stamp;
    T value;
};

struct Session::State {
    std::optional<Loaded<std::shared_ptr<const text::Tokenizer>>> tokenizer;
    std::optional<Loaded<models::Decoder>> model;

    const text::Tokenizer& tokenizerOf(const std::filesystem::path& folder);
    const models::Decoder& modelOf(const std::filesystem::path& folder);
};

// One function per question; `arguments` and results as in core/protocol/session_message.h.
Json answerVersions();
Json answerMatmul(const JsonFields& arguments);
Json answerModelInfo(const JsonFields& arguments);
Json answerModelNew(const JsonFields& arguments);
Json answerModelVerify(const JsonFields& arguments);
Json answerRunPlan(const JsonFields& arguments);
Json answerTokenize(const text::Tokenizer& tokenizer, const JsonFields& arguments);
Json answerCountTokens(const text::Tokenizer& tokenizer, const JsonFields& arguments);
Json answerDecode(const text::Tokenizer& tokenizer, const JsonFields& arguments);
/// With `decoder`, the losses too.
Json answerEncode(const text::Tokenizer& tokenizer, const models::Decoder* decoder, const JsonFields& arguments);
Json answerGenerate(const text::Tokenizer& tokenizer, const models::Decoder& decoder, const JsonFields& arguments);

/// An argument that is a list.
const Json& listOf(const JsonFields& arguments, std::string_view name);
/// exampleJson() of core/data's rows snapshot.
data::ExampleText exampleFrom(const JsonFields& fields);
/// The argument "folder".
std::filesystem::path modelFolder(const JsonFields& arguments);

} // namespace core::worker
