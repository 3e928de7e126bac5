// SPDX-License-Identifier: Apache-2.0
#include "core/formats/rotary_config.h"

#include "core/formats/hf_config.h"

namespace core::formats {

namespace {

constexpr double mostFactor = 1e6;
constexpr std::int64_t mostPositions = 1 << 20;

/// Which kind of scaling an object asks for; "default" is none.
std::string scalingType(const JsonFields& fields)
{
    for (const char* field : { "rope_type", "type" }) {
        if (!fields.has(field))
            continue;
        const std::string type = fields.string(field);
        if (type != "default" && type != "llama3")
            fields.refuse(hf_config_faults::unsupportedRotary, field,
                "\"" + type.substr(0, 40) + "\"; allowed: \"default\", \"llama3\"");
        return type;
    }
    return "default";
}

std::optional<RotaryScaling> readScaling(const JsonFields& fields)
{
    if (scalingType(fields) == "default")
        return std::nullopt;
    RotaryScaling scaling;
    scaling.factor = fields.number("factor", 1, mostFactor);
    scaling.lowFrequencyFactor = fields.number("low_freq_factor", 1e-3, mostFactor);
    scaling.highFrequencyFactor = fields.number("high_freq_factor", 1e-3, mostFactor);
    scaling.originalPositions = fields.integer("original_max_position_embeddings", 1, mostPositions);
    if (scaling.highFrequencyFactor <= scaling.lowFrequencyFactor)
        fields.refuse(hf_config_faults::badShape, "high_freq_factor", "it must be greater than low_freq_factor");
    return scaling;
}

} // namespace

RotaryConfig readRotary(const JsonFields& fields, std::string_view base, std::string_view share, const RotaryConfig& absent)
{
    RotaryConfig rotary = absent;
    rotary.base = fields.number(base, 1e-3, 1e12, rotary.base);
    rotary.share = fields.number(share, 0, 1, rotary.share);
    if (fields.has("rope_scaling"))
        rotary.scaling = readScaling(fields.object("rope_scaling"));
    if (!fields.has("rope_parameters"))
        return rotary;
    const JsonFields newer = fields.object("rope_parameters");
    rotary.base = newer.number("rope_theta", 1e-3, 1e12, rotary.base);
    rotary.share = newer.number("partial_rotary_factor", 0, 1, rotary.share);
    rotary.scaling = readScaling(newer);
    return rotary;
}

OrderedJson toJson(const RotaryScaling& scaling)
{
    return { { "rope_type", "llama3" }, { "factor", scaling.factor }, { "low_freq_factor", scaling.lowFrequencyFactor },
        { "high_freq_factor", scaling.highFrequencyFactor },
        { "original_max_position_embeddings", scaling.originalPositions } };
}

} // namespace core::formats
