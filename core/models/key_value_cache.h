// SPDX-License-Identifier: Apache-2.0
// The keys and values of sequences that are being continued, so that each new token is computed alone.
// Shapes: N slots in use, K key/value heads, H query heads, S size of a head, C tokens there is room for.
#pragma once

#include "core/formats/hf_config.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace core::models {

/// One sequence a slot, of different lengths; room grows as they do. Not thread-safe.
class KeyValueCache {
public:
    KeyValueCache(const formats::ModelConfig& config, std::int64_t slots);

    std::int64_t slots() const { return static_cast<std::int64_t>(lengths_.size()); }
    /// Tokens held of a slot's sequence.
    std::int64_t length(std::int64_t slot) const { return lengths_[static_cast<std::size_t>(slot)]; }
    /// Puts one slot's sequence into another slot, so that those in use stay the first ones.
    void move(std::int64_t from, std::int64_t to);

    /// Bytes that a token of one sequence takes.
    static std::uint64_t bytesPerToken(const formats::ModelConfig& config);

    // For the decoder, layer by layer: what came is stored, then setLength() or advance() tells that it is whole.

    /// The keys and values [L, K, S] of a sequence's first L tokens.
    void put(std::size_t layer, std::int64_t slot, const at::Tensor& keys, const at::Tensor& values);
    void setLength(std::int64_t slot, std::int64_t length);
    /// One more token each of slots 0 … N−1, [N, K, S].
    void append(std::size_t layer, const at::Tensor& keys, const at::Tensor& values);
    void advance(std::int64_t slots);
    /// What the queries [N, H, S] of the appended tokens gather from their sequences, [N, H, S].
    at::Tensor attend(std::size_t layer, const at::Tensor& queries) const;

private:
    struct Layer {
        at::Tensor keys, values; ///< [slots, K, C, S]
    };
    std::int64_t headsOfKeys_, sizeOfHead_;
    std::vector<Layer> layers_;
    std::vector<std::int64_t> lengths_;
    std::int64_t room_ = 0; ///< C
    at::Tensor places_; ///< [N]: where the token that is being appended stands
    at::Tensor mask_; ///< [N, 1, 1, longest + 1], −∞ behind a sequence's end; undefined where all are equally long

    void makeRoom(std::int64_t tokens, const at::Tensor& like);
    void prepare(const at::Tensor& like, std::int64_t slots);
};

} // namespace core::models
