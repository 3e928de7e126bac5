// SPDX-License-Identifier: Apache-2.0
#include "core/data/json_messages.h"

#include "core/data/json_row.h"
#include "core/data/mapping.h"

#include <charconv>

namespace core::data {

namespace dom = simdjson::dom;

namespace {

std::optional<std::string_view> normalisedRole(std::string_view role)
{
    struct Alias {
        std::string_view name;
        std::string_view role;
    };
    static constexpr Alias aliases[] = { { "user", "user" }, { "assistant", "assistant" }, { "system", "system" },
        { "tool", "tool" }, { "human", "user" }, { "gpt", "assistant" }, { "bot", "assistant" }, { "model", "assistant" },
        { "chatgpt", "assistant" }, { "bing", "assistant" }, { "bard", "assistant" }, { "student", "user" },
        { "tutor", "assistant" }, { "developer", "system" }, { "function_call", "assistant" }, { "observation", "tool" },
        { "function", "tool" } };
    for (const Alias& alias : aliases) {
        if (alias.name == role)
            return alias.role;
    }
    return std::nullopt;
}

/// A message's content: text, nothing, or a list of text parts ({"type": "text", "text": ...}).
bool readContent(dom::element content, std::string& text)
{
    if (!content.is_array())
        return appendScalar(content, text);
    for (const dom::element part : listOf(content)) {
        const std::optional<dom::element> partText = memberOf(part, "text");
        if (!partText || !partText->is_string() || !appendScalar(*partText, text))
            return false;
    }
    return true;
}

} // namespace

std::optional<dom::element> memberOf(dom::element parent, std::string_view name)
{
    std::optional<dom::element> found;
    if (parent.is_object()) {
        for (const dom::key_value_pair field : objectOf(parent)) {
            if (field.key == name)
                found = field.value; // the last one counts
        }
    } else if (parent.is_array()) {
        std::size_t index = 0;
        const auto [end, failure] = std::from_chars(name.data(), name.data() + name.size(), index);
        dom::element item;
        if (failure == std::errc() && end == name.data() + name.size()
            && parent.get_array().value_unsafe().at(index).get(item) == simdjson::SUCCESS)
            found = item;
    }
    return found;
}

MessagesResult readMessages(dom::element list, std::vector<Message>& messages)
{
    MessagesResult result;
    if (!list.is_array()) {
        result.fault = &mapping_faults::notMessages;
        return result;
    }
    for (const dom::element item : listOf(list)) {
        std::optional<dom::element> role = memberOf(item, "role");
        std::optional<dom::element> content = memberOf(item, "content");
        role = role ? role : memberOf(item, "from");
        content = content ? content : memberOf(item, "value");
        std::string_view name;
        if (!role || !content || role->get_string().get(name) != simdjson::SUCCESS) {
            result.fault = &mapping_faults::notMessages;
            return result;
        }
        const std::optional<std::string_view> known = normalisedRole(name);
        if (!known) {
            result.fault = &mapping_faults::messageRole;
            result.detail = '"' + std::string(name.substr(0, 40)) + '"';
            return result;
        }
        Message message{ std::string(*known), {} };
        if (content->is_double()) {
            result.fraction = true;
        } else if (!readContent(*content, message.content)) {
            result.fault = &mapping_faults::notMessages;
            return result;
        }
        messages.push_back(std::move(message));
    }
    return result;
}

} // namespace core::data
