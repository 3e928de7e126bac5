// SPDX-License-Identifier: Apache-2.0
// Shapes: T tokens, D width, H query heads, K key/value heads, S size of a head.
#include "core/models/decoder.h"

#include "core/models/weight_names.h"

#include "core/base/error.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/argmax.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/embedding.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/rms_norm.h>
#include <ATen/ops/scaled_dot_product_attention.h>
#include <ATen/ops/silu.h>

#include <map>
#include <optional>

namespace core::models {

namespace {

struct Linear {
    at::Tensor weight, bias; ///< [out, in], [out] or undefined
    at::Tensor operator()(const at::Tensor& x) const { return at::linear(x, weight, bias); }
};

at::Tensor activated(const at::Tensor& x, formats::Activation activation)
{
    switch (activation) {
    case formats::Activation::GeluExact:
        return at::gelu(x);
    case formats::Activation::GeluTanh:
        return at::gelu(x, "tanh");
    case formats::Activation::Silu:
        return at::silu(x);
    }
    throw Error(ErrorKind::Internal, "an activation without a function");
}

} // namespace

struct Decoder::Norm {
    at::Tensor weight, bias; ///< [D]; no bias: RMSNorm
    at::Tensor operator()(const at::Tensor& x, double epsilon) const
    {
        if (!bias.defined())
            return at::rms_norm(x, { x.size(-1) }, weight, epsilon);
        return at::layer_norm(x, { x.size(-1) }, weight, bias, epsilon);
    }
};

/// Undefined weights: a part that the family does not have.
struct Decoder::Layer {
    Norm attentionNorm, feedForwardNorm;
    Linear queryKeyValue, query, key, value, attentionOutput, gate, up, down;
};

/// Turned queries [T, H, S], turned keys and values [T, K, S].
struct Decoder::Heads {
    at::Tensor queries, keys, values;
};

Decoder::Decoder(Model model)
    : model_(std::move(model))
    , finalNorm_(std::make_unique<Norm>())
    , rotary_(std::make_unique<Rotary>(model_.config))
{
    bind();
}

Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;

c10::Device Decoder::device() const
{
    return embedding_.device();
}

const at::Tensor& Decoder::head() const
{
    return head_;
}

void Decoder::bind()
{
    std::map<std::string, at::Tensor> tensors;
    for (const ParameterSpec& spec : parameterSpecs(model_.config))
        tensors[spec.name] = parameterNamed(model_.parameters, spec.name).tensor;
    const auto bound = [&](auto& target, Part part, std::int64_t layer = 0) {
        const std::optional<std::string> name = partName(model_.config, part, layer);
        if (!name)
            return;
        target.weight = tensors[*name + ".weight"];
        target.bias = tensors[*name + ".bias"]; // undefined where there is none
    };
    Linear table;
    bound(table, Part::Embedding);
    embedding_ = table.weight;
    bound(table, Part::Head);
    head_ = table.weight;
    bound(*finalNorm_, Part::FinalNorm);
    for (std::int64_t i = 0; i < model_.config.layers; ++i) {
        Layer& layer = layers_.emplace_back();
        bound(layer.attentionNorm, Part::AttentionNorm, i);
        bound(layer.feedForwardNorm, Part::FeedForwardNorm, i);
        bound(layer.queryKeyValue, Part::QueryKeyValue, i);
        bound(layer.query, Part::Query, i);
        bound(layer.key, Part::Key, i);
        bound(layer.value, Part::Value, i);
        bound(layer.attentionOutput, Part::AttentionOutput, i);
        bound(layer.gate, Part::Gate, i);
        bound(layer.up, Part::Up, i);
        bound(layer.down, Part::Down, i);
    }
}

void Decoder::checkLength(std::int64_t length) const
{
    if (length >= 1 && length <= model_.config.maximumPositions)
        return;
    throw Error(ErrorKind::BadInput,
        "an example has " + std::to_string(length) + " tokens; the model takes 1 to "
            + std::to_string(model_.config.maximumPositions),
        "Lower the maximum number of tokens.");
}

/// Refuses what would read outside the embedding.
void Decoder::checkIds(const std::vector<std::int64_t>& ids) const
{
    for (const std::int64_t id : ids) {
        if (id < 0 || id >= model_.config.vocabulary) {
            throw Error(ErrorKind::BadInput,
                "token id " + std::to_string(id) + " lies outside the model's vocabulary of "
                    + std::to_string(model_.config.vocabulary),
                "The tokenizer belongs to another model.");
        }
    }
}

void Decoder::check(const Pack& pack) const
{
    std::int64_t tokens = 0;
    for (const std::int64_t length : pack.lengths) {
        checkLength(length);
        tokens += length;
    }
    if (tokens != static_cast<std::int64_t>(pack.ids.size()) || tokens == 0)
        throw Error(ErrorKind::Internal, "a pack's lengths do not add up to its tokens");
    checkIds(pack.ids);
}

/// Every segment counts its positions from 0.
Angles Decoder::packAngles(const Pack& pack) const
{
    std::vector<std::int64_t> positions;
    positions.reserve(pack.ids.size());
    for (const std::int64_t length : pack.lengths) {
        for (std::int64_t i = 0; i < length; ++i)
            positions.push_back(i);
    }
    return rotary_->angles(positions, embedding_);
}

Decoder::Heads Decoder::heads(const Layer& layer, const at::Tensor& x, const Angles& angles) const
{
    const formats::ModelConfig& config = model_.config;
    if (layer.queryKeyValue.weight.defined()) {
        const at::Tensor fused = layer.queryKeyValue(x).view({ -1, config.heads, 3, config.headSize }); // [T, H, 3, S]
        const at::Tensor queriesAndKeys = turned(fused.narrow(2, 0, 2), angles);
        return { queriesAndKeys.select(2, 0), queriesAndKeys.select(2, 1), fused.select(2, 2) };
    }
    const auto split = [&](const at::Tensor& whole) { return whole.view({ x.size(0), -1, config.headSize }); };
    return { turned(split(layer.query(x)), angles), turned(split(layer.key(x)), angles), split(layer.value(x)) };
}

/// Attention within each segment.
at::Tensor Decoder::mixPack(const Heads& heads, const Pack& pack) const
{
    const auto parts = [&](const at::Tensor& whole) { return whole.split_with_sizes(pack.lengths, 0); };
    const std::vector<at::Tensor> queries = parts(heads.queries);
    const std::vector<at::Tensor> keys = parts(heads.keys);
    const std::vector<at::Tensor> values = parts(heads.values);
    const bool shared = model_.config.keyValueHeads != model_.config.heads;
    std::vector<at::Tensor> mixed;
    for (std::size_t i = 0; i < queries.size(); ++i) {
        const auto whole = [](const at::Tensor& t) { return t.transpose(0, 1).unsqueeze(0); }; // [1, heads, length, S]
        mixed.push_back(at::scaled_dot_product_attention(
            whole(queries[i]), whole(keys[i]), whole(values[i]), {}, 0, true, std::nullopt, shared)
                            .squeeze(0)
                            .transpose(0, 1));
    }
    return at::cat(mixed, 0).reshape({ heads.queries.size(0), -1 });
}

at::Tensor Decoder::feedForward(const Layer& layer, const at::Tensor& x) const
{
    const formats::Activation activation = model_.config.activation;
    if (layer.gate.weight.defined())
        return layer.down(activated(layer.gate(x), activation).mul(layer.up(x)));
    return layer.down(activated(layer.up(x), activation));
}

at::Tensor Decoder::run(
    const std::vector<std::int64_t>& ids, const Angles& angles, const Mix& mix, std::vector<at::Tensor>* states) const
{
    const double epsilon = model_.config.normEpsilon;
    at::Tensor x = at::embedding(embedding_, toTensor(ids, device())); // [T, D]
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        const Layer& layer = layers_[i];
        if (states != nullptr)
            states->push_back(x);
        const at::Tensor attended = layer.attentionOutput(mix(i, heads(layer, layer.attentionNorm(x, epsilon), angles)));
        if (model_.config.parallelResidual) {
            x = feedForward(layer, layer.feedForwardNorm(x, epsilon)).add(attended).add(x);
        } else {
            x = x.add(attended);
            x = x.add(feedForward(layer, layer.feedForwardNorm(x, epsilon)));
        }
    }
    x = (*finalNorm_)(x, epsilon);
    if (states != nullptr)
        states->push_back(x);
    return x;
}

at::Tensor Decoder::hidden(const Pack& pack) const
{
    check(pack);
    return run(
        pack.ids, packAngles(pack), [&](std::size_t, const Heads& heads) { return mixPack(heads, pack); }, nullptr);
}

at::Tensor Decoder::responseHidden(const Pack& pack) const
{
    return hidden(pack).index_select(0, toTensor(pack.positions, device()));
}

std::vector<at::Tensor> Decoder::hiddenStates(const Pack& pack) const
{
    check(pack);
    std::vector<at::Tensor> states;
    run(
        pack.ids, packAngles(pack), [&](std::size_t, const Heads& heads) { return mixPack(heads, pack); }, &states);
    return states;
}

at::Tensor Decoder::read(const Pack& prompts, KeyValueCache& cache) const
{
    check(prompts);
    const auto mix = [&](std::size_t layer, const Heads& heads) {
        const auto keys = heads.keys.split_with_sizes(prompts.lengths, 0);
        const auto values = heads.values.split_with_sizes(prompts.lengths, 0);
        for (std::size_t i = 0; i < keys.size(); ++i)
            cache.put(layer, static_cast<std::int64_t>(prompts.rows[i]), keys[i], values[i]);
        return mixPack(heads, prompts);
    };
    const at::Tensor hidden = run(prompts.ids, packAngles(prompts), mix, nullptr);
    std::vector<std::int64_t> ends;
    std::int64_t end = -1;
    for (std::size_t i = 0; i < prompts.lengths.size(); ++i) {
        end += prompts.lengths[i];
        ends.push_back(end);
        cache.setLength(static_cast<std::int64_t>(prompts.rows[i]), prompts.lengths[i]);
    }
    return hidden.index_select(0, toTensor(ends, device()));
}

at::Tensor Decoder::extend(const std::vector<std::int64_t>& ids, KeyValueCache& cache) const
{
    checkIds(ids);
    std::vector<std::int64_t> positions;
    for (std::size_t slot = 0; slot < ids.size(); ++slot) {
        positions.push_back(cache.length(static_cast<std::int64_t>(slot)));
        checkLength(positions.back() + 1);
    }
    const auto mix = [&](std::size_t layer, const Heads& heads) {
        cache.append(layer, heads.keys, heads.values);
        return cache.attend(layer, heads.queries).reshape({ heads.queries.size(0), -1 });
    };
    const at::Tensor hidden = run(ids, rotary_->angles(positions, embedding_), mix, nullptr);
    cache.advance(static_cast<std::int64_t>(ids.size()));
    return hidden;
}

at::Tensor Decoder::logits(const at::Tensor& hidden) const
{
    return at::matmul(hidden, head_.t());
}

std::vector<std::int64_t> Decoder::greedy(std::vector<std::int64_t> ids, std::int64_t count) const
{
    const at::NoGradGuard noGradients;
    const std::size_t given = ids.size();
    for (std::int64_t i = 0; i < count; ++i) {
        Pack pack;
        pack.ids = ids;
        pack.lengths = { static_cast<std::int64_t>(ids.size()) };
        ids.push_back(at::argmax(logits(hidden(pack).narrow(0, pack.lengths[0] - 1, 1))).item<std::int64_t>());
    }
    return { ids.begin() + static_cast<std::ptrdiff_t>(given), ids.end() };
}

} // namespace core::models
