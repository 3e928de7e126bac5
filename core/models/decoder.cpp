// SPDX-License-Identifier: Apache-2.0
// Shapes: T tokens of the pack, D width, H heads, S size of a head, F feed-forward width, V vocabulary.
#include "core/models/decoder.h"

#include "core/base/error.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/argmax.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/embedding.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/scaled_dot_product_attention.h>
#include <ATen/ops/silu.h>

#include <algorithm>
#include <cmath>

namespace core::models {

namespace {

struct Norm {
    at::Tensor weight, bias;
    at::Tensor operator()(const at::Tensor& x, double epsilon) const
    {
        return at::layer_norm(x, { x.size(-1) }, weight, bias, epsilon);
    }
};

struct Linear {
    at::Tensor weight, bias; ///< [out, in], [out] or undefined
    at::Tensor operator()(const at::Tensor& x) const { return at::linear(x, weight, bias); }
};

at::Tensor toTensor(const std::vector<std::int64_t>& values, c10::Device device)
{
    at::Tensor tensor = at::empty({ static_cast<std::int64_t>(values.size()) }, at::kLong);
    std::copy(values.begin(), values.end(), tensor.data_ptr<std::int64_t>());
    return tensor.to(device);
}

} // namespace

struct Decoder::Layer {
    Norm attentionNorm, feedForwardNorm;
    Linear queryKeyValue, attentionOutput, up, down;
};

/// cos and sin of position × frequency, [positions, turned / 2] each, grown as longer segments come.
struct Decoder::Rotary {
    at::Tensor cosines, sines;
};

/// The pack's rotary factors, [T, 1, 1, turned / 2].
struct Decoder::Angles {
    at::Tensor cosines, sines;
};

Decoder::Decoder(Model model)
    : model_(std::move(model))
    , rotary_(std::make_unique<Rotary>())
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
    const auto tensor = [this](const std::string& name) { return parameterNamed(model_.parameters, name).tensor; };
    const auto norm = [&](const std::string& name) { return Norm{ tensor(name + ".weight"), tensor(name + ".bias") }; };
    const auto linear = [&](const std::string& name, bool bias = true) {
        return Linear{ tensor(name + ".weight"), bias ? tensor(name + ".bias") : at::Tensor() };
    };
    const bool bias = model_.config.attentionBias;
    embedding_ = tensor("gpt_neox.embed_in.weight");
    head_ = tensor("embed_out.weight");
    for (std::int64_t i = 0; i < model_.config.layers; ++i) {
        const std::string name = "gpt_neox.layers." + std::to_string(i) + ".";
        layers_.push_back({ norm(name + "input_layernorm"), norm(name + "post_attention_layernorm"),
            linear(name + "attention.query_key_value", bias), linear(name + "attention.dense", bias),
            linear(name + "mlp.dense_h_to_4h"), linear(name + "mlp.dense_4h_to_h") });
    }
    const Norm last = norm("gpt_neox.final_layer_norm");
    finalNormWeight_ = last.weight;
    finalNormBias_ = last.bias;
}

/// Refuses what would read outside a table.
void Decoder::check(const Pack& pack) const
{
    std::int64_t tokens = 0;
    for (const std::int64_t length : pack.lengths) {
        if (length < 1 || length > model_.config.maximumPositions) {
            throw Error(ErrorKind::BadInput,
                "an example has " + std::to_string(length) + " tokens; the model takes 1 to "
                    + std::to_string(model_.config.maximumPositions),
                "Lower the maximum number of tokens.");
        }
        tokens += length;
    }
    if (tokens != static_cast<std::int64_t>(pack.ids.size()) || tokens == 0)
        throw Error(ErrorKind::Internal, "a pack's lengths do not add up to its tokens");
    for (const std::int64_t id : pack.ids) {
        if (id < 0 || id >= model_.config.vocabulary) {
            throw Error(ErrorKind::BadInput,
                "token id " + std::to_string(id) + " lies outside the model's vocabulary of "
                    + std::to_string(model_.config.vocabulary),
                "The tokenizer belongs to another model.");
        }
    }
}

Decoder::Angles Decoder::angles(const Pack& pack) const
{
    const formats::ModelConfig& config = model_.config;
    const auto turned = static_cast<std::int64_t>(static_cast<double>(config.headSize) * config.rotaryShare);
    const std::int64_t half = turned / 2;
    const std::int64_t longest = *std::max_element(pack.lengths.begin(), pack.lengths.end());
    if (!rotary_->cosines.defined() || rotary_->cosines.size(0) < longest) {
        const at::Tensor cosines = at::empty({ longest, half }, at::kDouble);
        const at::Tensor sines = at::empty({ longest, half }, at::kDouble);
        for (std::int64_t position = 0; position < longest; ++position) {
            for (std::int64_t i = 0; i < half; ++i) {
                const double exponent = -2.0 * static_cast<double>(i) / static_cast<double>(turned);
                const double angle = static_cast<double>(position) * std::pow(config.rotaryBase, exponent);
                cosines.data_ptr<double>()[position * half + i] = std::cos(angle);
                sines.data_ptr<double>()[position * half + i] = std::sin(angle);
            }
        }
        rotary_->cosines = cosines.to(embedding_.device(), embedding_.scalar_type());
        rotary_->sines = sines.to(embedding_.device(), embedding_.scalar_type());
    }
    std::vector<std::int64_t> positions;
    positions.reserve(pack.ids.size());
    for (const std::int64_t length : pack.lengths) {
        for (std::int64_t i = 0; i < length; ++i)
            positions.push_back(i);
    }
    const at::Tensor index = toTensor(positions, device());
    return { rotary_->cosines.index_select(0, index).view({ -1, 1, 1, half }),
        rotary_->sines.index_select(0, index).view({ -1, 1, 1, half }) };
}

at::Tensor Decoder::attention(const Layer& layer, const at::Tensor& x, const Pack& pack, const Angles& angles) const
{
    const formats::ModelConfig& config = model_.config;
    const std::int64_t size = config.headSize;
    const std::int64_t half = angles.cosines.size(-1);
    const at::Tensor fused = layer.queryKeyValue(x).view({ -1, config.heads, 3, size }); // [T, H, 3, S]
    at::Tensor turned = fused.narrow(2, 0, 2);
    if (half > 0) {
        const at::Tensor first = turned.narrow(3, 0, half);
        const at::Tensor second = turned.narrow(3, half, half);
        turned = at::cat(
            { first.mul(angles.cosines).addcmul(second, angles.sines, -1),
                second.mul(angles.cosines).addcmul(first, angles.sines), turned.narrow(3, 2 * half, size - 2 * half) },
            3);
    }
    const auto parts = [&](const at::Tensor& whole) { return whole.split_with_sizes(pack.lengths, 0); };
    const std::vector<at::Tensor> queries = parts(turned.select(2, 0));
    const std::vector<at::Tensor> keys = parts(turned.select(2, 1));
    const std::vector<at::Tensor> values = parts(fused.select(2, 2));
    std::vector<at::Tensor> mixed;
    for (std::size_t i = 0; i < queries.size(); ++i) {
        const auto heads = [](const at::Tensor& t) { return t.transpose(0, 1).unsqueeze(0); }; // [1, H, length, S]
        mixed.push_back(at::scaled_dot_product_attention(heads(queries[i]), heads(keys[i]), heads(values[i]), {}, 0, true)
                            .squeeze(0)
                            .transpose(0, 1));
    }
    return layer.attentionOutput(at::cat(mixed, 0).reshape({ x.size(0), config.heads * size }));
}

at::Tensor Decoder::feedForward(const Layer& layer, const at::Tensor& x) const
{
    const at::Tensor up = layer.up(x); // [T, F]
    switch (model_.config.activation) {
    case formats::Activation::GeluExact:
        return layer.down(at::gelu(up));
    case formats::Activation::GeluTanh:
        return layer.down(at::gelu(up, "tanh"));
    case formats::Activation::Silu:
        return layer.down(at::silu(up));
    }
    throw Error(ErrorKind::Internal, "an activation without a function");
}

at::Tensor Decoder::run(const Pack& pack, std::vector<at::Tensor>* states) const
{
    check(pack);
    const double epsilon = model_.config.normEpsilon;
    const Angles turn = angles(pack);
    at::Tensor x = at::embedding(embedding_, toTensor(pack.ids, device())); // [T, D]
    for (const Layer& layer : layers_) {
        if (states != nullptr)
            states->push_back(x);
        const at::Tensor attended = attention(layer, layer.attentionNorm(x, epsilon), pack, turn);
        if (model_.config.parallelResidual) {
            x = feedForward(layer, layer.feedForwardNorm(x, epsilon)).add(attended).add(x);
        } else {
            x = x.add(attended);
            x = x.add(feedForward(layer, layer.feedForwardNorm(x, epsilon)));
        }
    }
    x = Norm{ finalNormWeight_, finalNormBias_ }(x, epsilon);
    if (states != nullptr)
        states->push_back(x);
    return x;
}

at::Tensor Decoder::hidden(const Pack& pack) const
{
    return run(pack, nullptr);
}

at::Tensor Decoder::responseHidden(const Pack& pack) const
{
    return hidden(pack).index_select(0, toTensor(pack.positions, device()));
}

std::vector<at::Tensor> Decoder::hiddenStates(const Pack& pack) const
{
    std::vector<at::Tensor> states;
    run(pack, &states);
    return states;
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
