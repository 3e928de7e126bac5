// SPDX-License-Identifier: Apache-2.0
#include "core/models/family_names.h"

namespace core::models {

const FamilyNames& gptNeoxNames()
{
    static const FamilyNames names{ "gpt_neox.", "embed_in", "layers.",
        { { Part::AttentionNorm, "input_layernorm" }, { Part::FeedForwardNorm, "post_attention_layernorm" },
            { Part::QueryKeyValue, "attention.query_key_value" }, { Part::AttentionOutput, "attention.dense" },
            { Part::Up, "mlp.dense_h_to_4h" }, { Part::Down, "mlp.dense_4h_to_h" } },
        "final_layer_norm", "embed_out",
        { ".attention.bias", ".attention.masked_bias", ".attention.rotary_emb.inv_freq", ".rotary_emb.inv_freq" } };
    return names;
}

} // namespace core::models
