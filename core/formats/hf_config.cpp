// SPDX-License-Identifier: Apache-2.0
#include "core/formats/hf_config.h"

#include "core/base/files.h"

#include <algorithm>
#include <array>

namespace core::formats {

namespace {

using namespace hf_config_faults;

constexpr std::int64_t maximumSize = 1 << 20;
constexpr std::int64_t maximumVocabulary = 1 << 24;
constexpr std::uint64_t maximumFile = 16u << 20;
constexpr const char* scaledInitField = "scaled_residual_init"; // ours; other readers ignore it

struct ActivationName {
    const char* name;
    Activation activation;
};
/// transformers' names; the first of each kind is the one written.
constexpr std::array<ActivationName, 8> activationNames{ { { "gelu", Activation::GeluExact },
    { "gelu_python", Activation::GeluExact }, { "gelu_pytorch_tanh", Activation::GeluTanh },
    { "gelu_new", Activation::GeluTanh }, { "gelu_fast", Activation::GeluTanh }, { "gelu_accurate", Activation::GeluTanh },
    { "silu", Activation::Silu }, { "swish", Activation::Silu } } };

Activation readActivation(const JsonFields& fields, std::string_view field, std::string_view absent)
{
    const std::string name = fields.string(field, absent);
    for (const ActivationName& known : activationNames) {
        if (name == known.name)
            return known.activation;
    }
    std::string allowed;
    for (const ActivationName& known : activationNames)
        allowed += std::string(allowed.empty() ? "" : ", ") + known.name;
    fields.refuse(unsupportedActivation, field, "\"" + name.substr(0, 40) + "\"; allowed: " + allowed);
}

/// What every family names alike.
void readCommon(const JsonFields& fields, ModelConfig& config)
{
    config.width = fields.integer("hidden_size", 1, maximumSize);
    config.feedForward = fields.integer("intermediate_size", 1, maximumSize);
    config.layers = fields.integer("num_hidden_layers", 1, maximumSize);
    config.heads = fields.integer("num_attention_heads", 1, maximumSize);
    config.vocabulary = fields.integer("vocab_size", 1, maximumVocabulary);
    config.maximumPositions = fields.integer("max_position_embeddings", 1, maximumSize);
    config.initializerRange = fields.number("initializer_range", 0, 1e3, config.initializerRange);
    config.scaledResidualInit = fields.boolean(scaledInitField, false);
    config.tiedHead = fields.boolean("tie_word_embeddings", config.tiedHead);
    config.endToken = readTokenId(fields, "eos_token_id");
    config.beginToken = readTokenId(fields, "bos_token_id");
}

/// The usual size of a head, where a file names none.
void divideWidthByHeads(const JsonFields& fields, ModelConfig& config)
{
    if (config.width % config.heads != 0)
        fields.refuse(badShape, "num_attention_heads",
            std::to_string(config.heads) + " heads do not divide a width of " + std::to_string(config.width));
    config.headSize = config.width / config.heads;
}

void checkTurnedDimensions(const JsonFields& fields, std::string_view field, const ModelConfig& config)
{
    const auto turned = static_cast<std::int64_t>(static_cast<double>(config.headSize) * config.rotary.share);
    if (turned % 2 != 0)
        fields.refuse(badShape, field, std::to_string(turned) + " dimensions of a head would turn; an even number can");
}

ModelConfig readNeox(const JsonFields& fields)
{
    ModelConfig config;
    readCommon(fields, config);
    divideWidthByHeads(fields, config);
    config.keyValueHeads = config.heads;
    config.activation = readActivation(fields, "hidden_act", "gelu");
    config.normEpsilon = fields.number("layer_norm_eps", 0, 1, 1e-5);
    config.rotary = readRotary(fields, "rotary_emb_base", "rotary_pct", { 10000, 0.25, std::nullopt });
    checkTurnedDimensions(fields, "rotary_pct", config);
    config.parallelResidual = fields.boolean("use_parallel_residual", true);
    config.attentionBias = fields.boolean("attention_bias", true);
    return config;
}

OrderedJson writeNeox(const ModelConfig& config)
{
    return { { "architectures", { "GPTNeoXForCausalLM" } }, { "layer_norm_eps", config.normEpsilon },
        { "rotary_pct", config.rotary.share }, { "rotary_emb_base", config.rotary.base },
        { "use_parallel_residual", config.parallelResidual }, { "attention_bias", config.attentionBias } };
}

ModelConfig readLlama(const JsonFields& fields)
{
    ModelConfig config;
    readCommon(fields, config);
    if (fields.has("head_dim"))
        config.headSize = fields.integer("head_dim", 1, maximumSize);
    else
        divideWidthByHeads(fields, config);
    config.keyValueHeads = fields.integer("num_key_value_heads", 1, maximumSize, config.heads);
    if (config.heads % config.keyValueHeads != 0)
        fields.refuse(badShape, "num_key_value_heads",
            std::to_string(config.keyValueHeads) + " do not divide " + std::to_string(config.heads) + " heads");
    config.activation = readActivation(fields, "hidden_act", "silu");
    config.norm = NormKind::RootMeanSquare;
    config.normEpsilon = fields.number("rms_norm_eps", 0, 1, 1e-6);
    config.rotary = readRotary(fields, "rope_theta", "partial_rotary_factor", {});
    checkTurnedDimensions(fields, fields.has("head_dim") ? "head_dim" : "num_attention_heads", config);
    config.gatedFeedForward = true;
    config.attentionBias = fields.boolean("attention_bias", false);
    config.feedForwardBias = fields.boolean("mlp_bias", false);
    return config;
}

OrderedJson writeLlama(const ModelConfig& config)
{
    return { { "architectures", { "LlamaForCausalLM" } }, { "num_key_value_heads", config.keyValueHeads },
        { "head_dim", config.headSize }, { "rms_norm_eps", config.normEpsilon }, { "rope_theta", config.rotary.base },
        { "partial_rotary_factor", config.rotary.share }, { "attention_bias", config.attentionBias },
        { "mlp_bias", config.feedForwardBias } };
}

/// One family: how its config.json is read, and which fields only it has.
struct Family {
    const char* name;
    ModelConfig (*read)(const JsonFields&);
    OrderedJson (*write)(const ModelConfig&);
};
constexpr std::array<Family, 2> families{ { { "gpt_neox", readNeox, writeNeox }, { "llama", readLlama, writeLlama } } };

const Family* findFamily(std::string_view name)
{
    const auto found
        = std::find_if(families.begin(), families.end(), [&](const Family& family) { return family.name == name; });
    return found == families.end() ? nullptr : &*found;
}

} // namespace

const std::vector<std::string>& supportedFamilies()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> list;
        for (const Family& family : families)
            list.emplace_back(family.name);
        return list;
    }();
    return names;
}

std::optional<std::int64_t> readTokenId(const JsonFields& fields, std::string_view field)
{
    if (!fields.has(field))
        return std::nullopt;
    const Json& value = fields.at(field);
    if (!value.is_array())
        return fields.integer(field, 0, maximumVocabulary - 1);
    if (value.empty())
        return std::nullopt;
    const Json& first = value.front();
    const auto id = first.is_number_integer() ? first.get<std::int64_t>() : -1;
    if (id < 0 || id >= maximumVocabulary)
        fields.refuse(json_faults::outOfRange, field, "the first of the list is no token id");
    return id;
}

ModelConfig readModelConfig(const std::filesystem::path& file)
{
    return parseModelConfig(parseJson(readFile(file, maximumFile), file.string()), file.string());
}

ModelConfig parseModelConfig(const Json& json, const std::string& file)
{
    const JsonFields fields(json, file);
    const std::string name = fields.string("model_type");
    const Family* family = findFamily(name);
    if (!family) {
        std::string supported;
        for (const std::string& known : supportedFamilies())
            supported += (supported.empty() ? "" : ", ") + known;
        fields.refuse(unsupportedFamily, "model_type", "\"" + name.substr(0, 60) + "\"; supported: " + supported);
    }
    ModelConfig config = family->read(fields);
    config.family = name;
    return config;
}

OrderedJson writeModelConfig(const ModelConfig& config)
{
    const Family* family = findFamily(config.family);
    if (!family)
        throw Error(ErrorKind::Unsupported, "the model family \"" + config.family + "\" cannot be written");
    const auto activation = std::find_if(activationNames.begin(), activationNames.end(),
        [&](const ActivationName& known) { return known.activation == config.activation; });
    OrderedJson json{ { "model_type", config.family }, { "hidden_size", config.width },
        { "intermediate_size", config.feedForward }, { "num_hidden_layers", config.layers },
        { "num_attention_heads", config.heads }, { "vocab_size", config.vocabulary },
        { "max_position_embeddings", config.maximumPositions }, { "hidden_act", activation->name },
        { "initializer_range", config.initializerRange }, { "tie_word_embeddings", config.tiedHead },
        { "torch_dtype", "float32" } };
    if (config.scaledResidualInit)
        json[scaledInitField] = true;
    if (config.beginToken)
        json["bos_token_id"] = *config.beginToken;
    if (config.endToken)
        json["eos_token_id"] = *config.endToken;
    if (config.rotary.scaling)
        json["rope_scaling"] = toJson(*config.rotary.scaling);
    json.update(family->write(config));
    return json;
}

} // namespace core::formats
