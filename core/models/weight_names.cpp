// SPDX-License-Identifier: Apache-2.0
#include "core/models/weight_names.h"

#include "core/models/weight_names_gpt_neox.h"

#include "core/base/error.h"

namespace core::models {

namespace {

const FamilyNames& namesOf(const formats::ModelConfig& config)
{
    if (config.family == "gpt_neox")
        return gptNeoxNames();
    throw Error(ErrorKind::Unsupported, "models of the family \"" + config.family + "\" are not supported");
}

} // namespace

std::vector<ParameterSpec> parameterSpecs(const formats::ModelConfig& config)
{
    return namesOf(config).specs(config);
}

std::string canonicalName(const formats::ModelConfig& config, std::string_view found)
{
    const FamilyNames& names = namesOf(config);
    for (const std::string_view unprefixed : names.unprefixed) {
        if (found.substr(0, unprefixed.size()) == unprefixed)
            return std::string(names.prefix) + std::string(found);
    }
    return std::string(found);
}

bool isLeftover(const formats::ModelConfig& config, std::string_view canonical)
{
    for (const std::string_view ending : namesOf(config).leftovers) {
        if (canonical.size() >= ending.size() && canonical.substr(canonical.size() - ending.size()) == ending)
            return true;
    }
    return false;
}

} // namespace core::models
