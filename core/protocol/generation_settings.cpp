// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/generation_settings.h"

#include "core/protocol/names.h"

namespace core::protocol {

namespace {

constexpr std::int64_t mostTokens = 1 << 20;
constexpr std::int64_t mostSequences = 1024;
constexpr std::size_t mostStops = 64;
constexpr std::size_t longestStop = 1000;

} // namespace

std::vector<std::string> instructionStops()
{
    return { "Question", "Question:", "USER", "USER:", "ASSISTANT", "ASSISTANT:", "Instruction", "Instruction:", "Response",
        "Response:", "### Instruction" };
}

std::vector<std::string> validate(const GenerationSettings& settings)
{
    std::vector<std::string> problems;
    const auto range = [&](const char* name, std::int64_t value, std::int64_t most) {
        if (value < 1 || value > most)
            problems.push_back(std::string(name) + ": " + std::to_string(value) + "; allowed: 1 to " + std::to_string(most));
    };
    range("maximumNewTokens", settings.maximumNewTokens, mostTokens);
    range("batch", settings.batch, mostSequences);
    if (settings.promptTemplate != "none" && settings.promptTemplate != "alpaca" && settings.promptTemplate != "plain")
        problems.push_back("promptTemplate: \"" + settings.promptTemplate + "\"; allowed: alpaca, plain, none");
    if (settings.stops.size() > mostStops)
        problems.push_back("stops: " + std::to_string(settings.stops.size()) + "; allowed: at most 64");
    for (const std::string& stop : settings.stops) {
        if (stop.empty() || stop.size() > longestStop)
            problems.push_back("stops: one has " + std::to_string(stop.size()) + " bytes; allowed: 1 to 1000");
    }
    return problems;
}

OrderedJson toJson(const GenerationSettings& settings)
{
    return { { "template", settings.promptTemplate }, { "maximum_new_tokens", settings.maximumNewTokens },
        { "stops", settings.stops }, { "batch", settings.batch } };
}

GenerationSettings generationSettings(const JsonFields& fields)
{
    refuseUnknownFields(fields, { "template", "maximum_new_tokens", "stops", "batch" });
    GenerationSettings settings;
    settings.promptTemplate = fields.string("template", settings.promptTemplate);
    settings.maximumNewTokens = fields.integer("maximum_new_tokens", 0, mostTokens, settings.maximumNewTokens);
    settings.batch = fields.integer("batch", 0, mostSequences, settings.batch);
    if (!fields.has("stops"))
        return settings;
    const Json& stops = fields.at("stops");
    if (!stops.is_array())
        fields.refuse(json_faults::wrongType, "stops", "a list of strings was expected");
    for (const Json& stop : stops) {
        if (!stop.is_string())
            fields.refuse(json_faults::wrongType, "stops", "a list of strings was expected");
        settings.stops.push_back(stop.get<std::string>());
    }
    return settings;
}

} // namespace core::protocol
