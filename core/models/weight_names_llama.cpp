// SPDX-License-Identifier: Apache-2.0
#include "core/models/family_names.h"

namespace core::models {

const FamilyNames& llamaNames()
{
    static const FamilyNames names{ "model.", "embed_tokens", "layers.",
        { { Part::Query, "self_attn.q_proj" }, { Part::Key, "self_attn.k_proj" }, { Part::Value, "self_attn.v_proj" },
            { Part::AttentionOutput, "self_attn.o_proj" }, { Part::Gate, "mlp.gate_proj" }, { Part::Up, "mlp.up_proj" },
            { Part::Down, "mlp.down_proj" }, { Part::AttentionNorm, "input_layernorm" },
            { Part::FeedForwardNorm, "post_attention_layernorm" } },
        "norm", "lm_head", { ".rotary_emb.inv_freq" } };
    return names;
}

} // namespace core::models
