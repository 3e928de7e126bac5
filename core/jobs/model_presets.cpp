// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/model_presets.h"

namespace core::jobs {

namespace {

constexpr ModelPreset presets[] = {
    { "tiny", "Tiny, byte by byte",
        "4 layers of 96 and half a million parameters; 2 MB a recording point. Needs no tokenizer. A text is four times as "
        "many "
        "tokens, yet a quarter of the small one's work; tells easy from hard only roughly.",
        false, 4, 96, 4, 2048 },
    { "small", "Small, with a tokenizer",
        "6 layers of 128 and 14 million parameters with a vocabulary of 50,000, most of them its tables; 56 MB a recording "
        "point. The usual choice on a laptop's processor.",
        true, 6, 128, 4, 2048 },
    { "pythia-70m", "Pythia-70M's shape",
        "6 layers of 512 and 70 million parameters with a vocabulary of 50,000; 280 MB a recording point. A published "
        "shape; "
        "about six times the work of the small one.",
        true, 6, 512, 8, 2048 },
};

} // namespace

std::span<const ModelPreset> modelPresets()
{
    return presets;
}

const ModelPreset& modelPreset(std::string_view id)
{
    std::string known;
    for (const ModelPreset& preset : presets) {
        if (preset.id == id)
            return preset;
        known += (known.empty() ? "" : ", ") + std::string(preset.id);
    }
    throw Error(ErrorKind::BadInput, "there is no preset " + std::string(id), "Known are " + known + ".");
}

OrderedJson configOf(const ModelPreset& preset)
{
    return { { "model_type", "gpt_neox" }, { "num_hidden_layers", preset.layers }, { "hidden_size", preset.width },
        { "num_attention_heads", preset.heads }, { "intermediate_size", 4 * preset.width },
        { "max_position_embeddings", preset.positions }, { "rotary_pct", 0.25 }, { "use_parallel_residual", true } };
}

std::int64_t parametersOf(const ModelPreset& preset, std::int64_t tokens)
{
    const std::int64_t width = preset.width;
    const std::int64_t layer = 12 * width * width + 13 * width; // products, their biases, two norms
    return 2 * tokens * width + preset.layers * layer + 2 * width;
}

} // namespace core::jobs
