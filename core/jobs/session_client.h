// SPDX-License-Identifier: Apache-2.0
// Short questions to `datalever-worker --session`: one JSON line each way. The process starts with the first question and
// dies with its host.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/json.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string_view>

namespace core::jobs {

/// Questions ("ask") and what they take and give: see core/protocol/session_message.h. Any thread may ask; answers come
/// in order of asking.
class SessionClient {
public:
    /// `program` empty: workerProgram(). Starts nothing yet.
    explicit SessionClient(std::filesystem::path program = {});
    ~SessionClient(); ///< closes the worker's stdin and waits for its end, a second at most, then kills it
    SessionClient(const SessionClient&) = delete;
    SessionClient& operator=(const SessionClient&) = delete;

    /// Asks and waits. Throws the worker's refusal as it was thrown there (kind, message, hint, code),
    /// Error{Cancelled}, and Error{Internal} when the worker died (the next question starts another one) or did not
    /// answer in time.
    Json ask(std::string_view question, const Json& arguments, const CancelToken& cancel = {},
        std::chrono::milliseconds deadline = std::chrono::minutes(10));

private:
    struct Process;
    std::unique_ptr<Process> process_;
};

} // namespace core::jobs
