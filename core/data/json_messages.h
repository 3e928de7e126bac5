// SPDX-License-Identifier: Apache-2.0
// Internal to core/data: looking into nested JSON, and conversations in the layouts that datasets use.
#pragma once

#include "core/base/error.h"
#include "core/data/example.h"

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::data {

/// A member of an object (the last one of that name) or, by its number, an element of a list.
std::optional<simdjson::dom::element> memberOf(simdjson::dom::element parent, std::string_view name);

struct MessagesResult {
    const Fault* fault = nullptr; ///< of mapping_faults
    std::string detail;
    bool fraction = false; ///< a content is a number whose digits only JsonRowParser's numbersAsText keeps
};

/// Appends the messages of a list of {role, content} or {from, value}, with roles system, user, assistant, tool. Contents
/// may be lists of text parts.
MessagesResult readMessages(simdjson::dom::element list, std::vector<Message>& messages);

} // namespace core::data
