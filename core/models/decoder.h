// SPDX-License-Identifier: Apache-2.0
// The forward function of decoder-only models over packs; families differ by configuration values.
// Shapes: T tokens of the pack, D width, V vocabulary.
#pragma once

#include "core/models/key_value_cache.h"
#include "core/models/pack.h"
#include "core/models/parameters.h"
#include "core/models/rotary.h"

#include <ATen/core/Tensor.h>

#include <functional>
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

    /// Reads whole prompts, segment i into the cache's slot pack.rows[i], whatever stood there. Returns the final norm's
    /// output at the last token of each, [S, D].
    at::Tensor read(const Pack& prompts, KeyValueCache& cache) const;
    /// Continues the sequences of the cache's slots 0 … ids.size() − 1 by one token each; returns its [ids, D].
    at::Tensor extend(const std::vector<std::int64_t>& ids, KeyValueCache& cache) const;
    /// The id of greatest logit after `ids`, `count` times over; no cache, no stop token.
    std::vector<std::int64_t> greedy(std::vector<std::int64_t> ids, std::int64_t count) const;

private:
    struct Norm;
    struct Layer;
    struct Heads;
    /// What a layer's queries gather from the values; [T, heads × size].
    using Mix = std::function<at::Tensor(std::size_t layer, const Heads& heads)>;

    Model model_;
    std::vector<Layer> layers_;
    at::Tensor embedding_, head_;
    std::unique_ptr<Norm> finalNorm_;
    std::unique_ptr<Rotary> rotary_;

    void bind();
    void checkIds(const std::vector<std::int64_t>& ids) const;
    void checkLength(std::int64_t length) const;
    void check(const Pack& pack) const;
    Angles packAngles(const Pack& pack) const;
    Heads heads(const Layer& layer, const at::Tensor& x, const Angles& angles) const;
    at::Tensor mixPack(const Heads& heads, const Pack& pack) const;
    at::Tensor feedForward(const Layer& layer, const at::Tensor& x) const;
    at::Tensor run(
        const std::vector<std::int64_t>& ids, const Angles& angles, const Mix& mix, std::vector<at::Tensor>* states) const;
};

} // namespace core::models
