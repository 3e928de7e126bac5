// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json.h"

#include <memory>
#include <string_view>

namespace core::worker {

/// Answers the questions of core/protocol/session_message.h; keeps the last model loaded. Not thread-safe.
class Session {
public:
    Session();
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Throws Error: what the engine and the readers refuse, and session_faults::unknownQuestion.
    Json answer(std::string_view question, const Json& arguments);

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// `datalever-worker --session`: one JSON line in, one out, until stdin ends; that ends the process at once, whatever it
/// is doing. Returns an exit status.
int runSession();

} // namespace core::worker
