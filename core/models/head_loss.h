// SPDX-License-Identifier: Apache-2.0
// Cross-entropy of the output head by blocks of rows × vocabulary in reused buffers: the logits of a whole batch never
// exist. The autograd graph is cut at the hidden states. Shapes: R response positions, D width, V vocabulary.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>

namespace core::models {

/// Rows and columns of one block of logits; both ≥ 1. Losses change with them only by rounding.
struct HeadLossBlocks {
    std::int64_t rows = 256;
    std::int64_t columns = 1024;
    friend bool operator==(const HeadLossBlocks&, const HeadLossBlocks&) = default;
};

struct HeadLossGradients {
    at::Tensor losses; ///< [R], −ln p(target)
    at::Tensor dHidden; ///< [R, D]: gradient of Σ weightᵢ·lossᵢ with respect to the hidden states
};

/// Reusable; keeps its buffers between calls. Not thread-safe. The bits depend on blocks and thread count only.
class HeadLoss {
public:
    explicit HeadLoss(HeadLossBlocks blocks = {});

    /// Token losses [R] (fp32; float64 for float64 input) of `hidden` [R, D] under `head` [V, D]. No gradients.
    at::Tensor losses(const at::Tensor& hidden, const at::Tensor& head, std::span<const std::int64_t> targets);

    /// Losses and the gradient of Σ weights[i]·loss[i]; adds the head's share to `dHead` [V, D] (undefined: frozen head).
    HeadLossGradients lossesAndGradients(const at::Tensor& hidden, const at::Tensor& head,
        std::span<const std::int64_t> targets, std::span<const double> weights, const at::Tensor& dHead);

private:
    HeadLossBlocks blocks_;
    at::Tensor buffer_; ///< logits of a block
};

} // namespace core::models
