// SPDX-License-Identifier: Apache-2.0
#include "core/models/weight_names.h"

#include "core/models/family_names.h"

#include "core/base/error.h"

#include <algorithm>

namespace core::models {

namespace {

using formats::ModelConfig;

const FamilyNames& namesOf(const ModelConfig& config)
{
    if (config.family == "gpt_neox")
        return gptNeoxNames();
    if (config.family == "llama")
        return llamaNames();
    throw Error(ErrorKind::Unsupported, "models of the family \"" + config.family + "\" are not supported");
}

/// [out, in] of a layer's matrix.
std::vector<std::int64_t> matrixShape(const ModelConfig& config, Part part)
{
    const std::int64_t queries = config.heads * config.headSize;
    const std::int64_t keys = config.keyValueHeads * config.headSize;
    switch (part) {
    case Part::QueryKeyValue:
        return { queries + 2 * keys, config.width };
    case Part::Query:
        return { queries, config.width };
    case Part::Key:
    case Part::Value:
        return { keys, config.width };
    case Part::AttentionOutput:
        return { config.width, queries };
    case Part::Gate:
    case Part::Up:
        return { config.feedForward, config.width };
    case Part::Down:
        return { config.width, config.feedForward };
    default:
        throw Error(ErrorKind::Internal, "a part that is no matrix of a layer");
    }
}

bool isFeedForward(Part part)
{
    return part == Part::Gate || part == Part::Up || part == Part::Down;
}

void addNorm(std::vector<ParameterSpec>& specs, const ModelConfig& config, const std::string& name)
{
    specs.push_back({ name + ".weight", { config.width }, ParameterGroup::Norm, {} });
    if (config.norm == formats::NormKind::Layer)
        specs.push_back({ name + ".bias", { config.width }, ParameterGroup::Norm, {} });
}

void addMatrix(std::vector<ParameterSpec>& specs, const ModelConfig& config, Part part, const std::string& name)
{
    std::vector<std::int64_t> shape = matrixShape(config, part);
    const std::int64_t outputs = shape.front();
    specs.push_back({ name + ".weight", std::move(shape), ParameterGroup::Matrix, {} });
    if (isFeedForward(part) ? config.feedForwardBias : config.attentionBias)
        specs.push_back({ name + ".bias", { outputs }, ParameterGroup::Bias, {} });
}

} // namespace

std::optional<std::string> partName(const ModelConfig& config, Part part, std::int64_t layer)
{
    const FamilyNames& names = namesOf(config);
    const std::string prefix(names.prefix);
    if (part == Part::Embedding)
        return prefix + std::string(names.embedding);
    if (part == Part::FinalNorm)
        return prefix + std::string(names.finalNorm);
    if (part == Part::Head)
        return std::string(names.head);
    const auto found = std::find_if(names.parts.begin(), names.parts.end(), [&](const auto& n) { return n.part == part; });
    if (found == names.parts.end())
        return std::nullopt;
    return prefix + std::string(names.layers) + std::to_string(layer) + "." + std::string(found->name);
}

std::vector<ParameterSpec> parameterSpecs(const ModelConfig& config)
{
    const std::vector<std::int64_t> table{ config.vocabulary, config.width };
    const std::string embedding = *partName(config, Part::Embedding) + ".weight";
    std::vector<ParameterSpec> specs;
    specs.push_back({ embedding, table, ParameterGroup::Embedding, {} });
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        for (const PartName& entry : namesOf(config).parts) {
            const std::string name = *partName(config, entry.part, layer);
            if (entry.part == Part::AttentionNorm || entry.part == Part::FeedForwardNorm)
                addNorm(specs, config, name);
            else
                addMatrix(specs, config, entry.part, name);
        }
    }
    addNorm(specs, config, *partName(config, Part::FinalNorm));
    specs.push_back({ *partName(config, Part::Head) + ".weight", table, ParameterGroup::Head,
        config.tiedHead ? embedding : std::string() });
    return specs;
}

std::string canonicalName(const ModelConfig& config, std::string_view found)
{
    const FamilyNames& names = namesOf(config);
    for (const std::string_view start : { names.embedding, names.layers, names.finalNorm }) {
        const bool wholeWord = start.back() == '.' || found.substr(0, start.size() + 1).ends_with('.');
        if (wholeWord && found.substr(0, start.size()) == start)
            return std::string(names.prefix) + std::string(found);
    }
    return std::string(found);
}

bool isLeftover(const ModelConfig& config, std::string_view canonical)
{
    for (const std::string_view ending : namesOf(config).leftovers) {
        if (canonical.size() >= ending.size() && canonical.substr(canonical.size() - ending.size()) == ending)
            return true;
    }
    return false;
}

} // namespace core::models
