// SPDX-License-Identifier: Apache-2.0
#include "core/models/weight_names_gpt_neox.h"

namespace core::models {

namespace {

void addNorm(std::vector<ParameterSpec>& specs, const std::string& name, std::int64_t width)
{
    specs.push_back({ name + ".weight", { width }, ParameterGroup::Norm, {} });
    specs.push_back({ name + ".bias", { width }, ParameterGroup::Norm, {} });
}

void addLinear(std::vector<ParameterSpec>& specs, const std::string& name, std::vector<std::int64_t> shape, bool bias = true)
{
    const std::int64_t outputs = shape.front();
    specs.push_back({ name + ".weight", std::move(shape), ParameterGroup::Matrix, {} });
    if (bias)
        specs.push_back({ name + ".bias", { outputs }, ParameterGroup::Bias, {} });
}

std::vector<ParameterSpec> gptNeoxSpecs(const formats::ModelConfig& config)
{
    const std::int64_t width = config.width;
    const std::vector<std::int64_t> table{ config.vocabulary, width };
    std::vector<ParameterSpec> specs;
    specs.push_back({ "gpt_neox.embed_in.weight", table, ParameterGroup::Embedding, {} });
    for (std::int64_t i = 0; i < config.layers; ++i) {
        const std::string layer = "gpt_neox.layers." + std::to_string(i) + ".";
        addNorm(specs, layer + "input_layernorm", width);
        addNorm(specs, layer + "post_attention_layernorm", width);
        addLinear(specs, layer + "attention.query_key_value", { 3 * width, width }, config.attentionBias);
        addLinear(specs, layer + "attention.dense", { width, width }, config.attentionBias);
        addLinear(specs, layer + "mlp.dense_h_to_4h", { config.feedForward, width });
        addLinear(specs, layer + "mlp.dense_4h_to_h", { width, config.feedForward });
    }
    addNorm(specs, "gpt_neox.final_layer_norm", width);
    specs.push_back(
        { "embed_out.weight", table, ParameterGroup::Head, config.tiedHead ? "gpt_neox.embed_in.weight" : std::string() });
    return specs;
}

} // namespace

const FamilyNames& gptNeoxNames()
{
    static const FamilyNames names{ gptNeoxSpecs, "gpt_neox.", { "embed_in.", "layers.", "final_layer_norm." },
        { ".attention.bias", ".attention.masked_bias", ".attention.rotary_emb.inv_freq", ".rotary_emb.inv_freq" } };
    return names;
}

} // namespace core::models
