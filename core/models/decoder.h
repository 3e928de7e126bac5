// SPDX-License-Identifier: Apache-2.0
// The forward function of decoder-only models over packs; families differ by configuration values.
// Shapes: T tokens of the pack, D width, V vocabulary.
#pragma once

#include "core/models/pack.h"
#include "core/models/parameters.h"

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

namespace core::models {

/// Plain forward functions over a model's parameters, which it owns. Gradients flow when autograd's grad mode is on.
/// Not thread-safe (rotary tables are cached).
class Decoder {
public:
    /// Error{Internal} when a parameter that the configuration demands is missing.
    explicit Decoder(Model model);
    ~Decoder();
    Decoder(Decoder&&) noexcept;
    Decoder& operator=(Decoder&&) noexcept;

    const Model& model() const { return model_; }
    std::vector<Parameter>& parameters() { return model_.parameters; }
    c10::Device device() const;

    /// The final norm's output [T, D]. Error{BadInput} when an id lies outside the vocabulary or a segment is empty or
    /// longer than allowed.
    at::Tensor hidden(const Pack& pack) const;
    /// Its rows at the pack's response positions, [R, D]: what predicts the targets.
    at::Tensor responseHidden(const Pack& pack) const;
    /// As transformers' hidden_states: the embedding, every layer's output but the last one's, the final norm's output;
    /// layers + 1 tensors [T, D].
    std::vector<at::Tensor> hiddenStates(const Pack& pack) const;
    /// The output head's weight [V, D] (the embedding where tied).
    const at::Tensor& head() const;
    /// All logits [rows, V] of hidden states [rows, D]: for a few rows only; losses go through HeadLoss.
    at::Tensor logits(const at::Tensor& hidden) const;
    /// The id of greatest logit after `ids`, `count` times over; no cache, no stop token.
    std::vector<std::int64_t> greedy(std::vector<std::int64_t> ids, std::int64_t count) const;

private:
    struct Layer;
    struct Rotary;
    struct Angles;
    Model model_;
    std::vector<Layer> layers_;
    at::Tensor embedding_, head_, finalNormWeight_, finalNormBias_;
    std::unique_ptr<Rotary> rotary_;

    void bind();
    void check(const Pack& pack) const;
    Angles angles(const Pack& pack) const;
    at::Tensor run(const Pack& pack, std::vector<at::Tensor>* states) const;
    at::Tensor attention(const Layer& layer, const at::Tensor& x, const Pack& pack, const Angles& angles) const;
    at::Tensor feedForward(const Layer& layer, const at::Tensor& x) const;
};

} // namespace core::models
