// SPDX-License-Identifier: Apache-2.0
#include "core/data/mapping.h"

#include "core/base/json.h"
#include "core/data/mapping_detection.h"

#include <algorithm>
#include <array>

namespace core::data {

namespace {

struct RoleName {
    std::string_view name;
    std::string Mapping::*field;
};

/// The words of a mapping; where two mean one role the first is written.
constexpr std::array roleNames{
    RoleName{ "prompt", &Mapping::instruction },
    RoleName{ "instruction", &Mapping::instruction },
    RoleName{ "input", &Mapping::input },
    RoleName{ "response", &Mapping::response },
    RoleName{ "output", &Mapping::response },
    RoleName{ "text", &Mapping::text },
    RoleName{ "messages", &Mapping::messages },
    RoleName{ "source", &Mapping::source },
    RoleName{ "id", &Mapping::id },
    RoleName{ "answer", &Mapping::answer },
};

std::string trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return std::string(text.substr(begin, text.find_last_not_of(" \t") + 1 - begin));
}

bool fieldExists(const RowSample& sample, const std::string& name)
{
    const auto has = [&](std::string_view wanted) {
        return std::any_of(
            sample.fields.begin(), sample.fields.end(), [&](const FieldSample& field) { return field.name == wanted; });
    };
    const std::size_t dot = name.find('.');
    return has(name) || (dot != std::string::npos && has(std::string_view(name).substr(0, dot)));
}

void setRole(Mapping& mapping, const std::string& role, const std::string& field)
{
    const auto known
        = std::find_if(roleNames.begin(), roleNames.end(), [&](const RoleName& name) { return name.name == role; });
    if (known == roleNames.end())
        throw refusal(mapping_faults::unknownRole, {}, "\"" + role.substr(0, 40) + "\"");
    std::string& target = mapping.*(known->field);
    if (!target.empty())
        throw refusal(mapping_faults::twice, {}, role);
    target = field;
}

/// Sets the shape from the roles that are given; throws where they do not go together.
void setShape(Mapping& mapping)
{
    const bool pair = !mapping.instruction.empty() || !mapping.response.empty() || !mapping.input.empty();
    if (int(pair) + int(!mapping.text.empty()) + int(!mapping.messages.empty()) > 1)
        throw refusal(mapping_faults::mixed, {});
    if (pair && (mapping.instruction.empty() || mapping.response.empty()))
        throw refusal(mapping_faults::incomplete, {});
    mapping.shape = !mapping.text.empty() ? ExampleShape::Text
        : !mapping.messages.empty()       ? ExampleShape::Conversation
                                          : ExampleShape::PromptResponse;
}

/// Calls `use(role, field)` for every entry of "prompt=question,response=answer".
template <typename Use> void forRoles(std::string_view text, Use use)
{
    while (!trimmed(text).empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view part = text.substr(0, comma);
        text.remove_prefix(std::min(comma + 1, text.size()));
        const std::size_t equals = part.find('=');
        const std::string field = equals == std::string_view::npos ? "" : trimmed(part.substr(equals + 1));
        if (field.empty())
            throw refusal(mapping_faults::syntax, {}, "\"" + std::string(part.substr(0, 60)) + "\"");
        use(trimmed(part.substr(0, equals)), field);
    }
}

} // namespace

Mapping parseMapping(std::string_view text, const RowSample& sample, const std::string& file)
{
    Mapping mapping;
    forRoles(text, [&](const std::string& role, const std::string& field) {
        if (!fieldExists(sample, field))
            throw refusal(mapping_faults::unknownField, { file }, "\"" + field.substr(0, 60) + "\"; " + listFields(sample));
        setRole(mapping, role, field);
    });
    setShape(mapping);
    completeMapping(mapping, sample, file);
    return mapping;
}

Mapping parseWholeMapping(std::string_view text)
{
    Mapping mapping;
    forRoles(text, [&](const std::string& role, const std::string& field) { setRole(mapping, role, field); });
    setShape(mapping);
    if (mapping.instruction.empty() && mapping.text.empty() && mapping.messages.empty())
        throw refusal(mapping_faults::incomplete, {});
    return mapping;
}

std::string describeMapping(const Mapping& mapping)
{
    std::string text;
    std::string Mapping::*previous = nullptr;
    for (const RoleName& role : roleNames) {
        if (role.field != previous && !(mapping.*(role.field)).empty())
            text += (text.empty() ? "" : ",") + std::string(role.name) + "=" + mapping.*(role.field);
        previous = role.field;
    }
    return text;
}

std::string encodeMapping(const Mapping& mapping)
{
    Json json = Json::object();
    std::string Mapping::*previous = nullptr;
    for (const RoleName& role : roleNames) {
        if (role.field != previous && !(mapping.*(role.field)).empty())
            json[std::string(role.name)] = mapping.*(role.field);
        previous = role.field;
    }
    return json.dump();
}

Mapping decodeMapping(std::string_view text)
{
    const std::string name = "mapping";
    try {
        const Json json = parseJson(text, name);
        const JsonFields fields(json, name);
        Mapping mapping;
        for (const auto& [role, field] : json.items())
            setRole(mapping, role, fields.string(role));
        setShape(mapping);
        if (mapping.instruction.empty() && mapping.text.empty() && mapping.messages.empty())
            throw refusal(mapping_faults::incomplete, {});
        return mapping;
    } catch (const Error& error) {
        throw refusal(mapping_faults::stored, {}, error.message());
    }
}

} // namespace core::data
