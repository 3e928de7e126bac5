// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/model_facts.h"

#include "core/base/files.h"
#include "core/base/json.h"

#include <map>

namespace ui {

namespace {

QString familyName(const std::string& type)
{
    static const std::map<std::string, QString> names{ { "gpt_neox", QStringLiteral("GPT-NeoX") },
        { "gpt2", QStringLiteral("GPT-2") }, { "llama", QStringLiteral("Llama") }, { "qwen2", QStringLiteral("Qwen2") },
        { "qwen3", QStringLiteral("Qwen3") }, { "mistral", QStringLiteral("Mistral") },
        { "olmo2", QStringLiteral("OLMo 2") }, { "gemma3_text", QStringLiteral("Gemma 3") },
        { "phi", QStringLiteral("Phi-2") } };
    const auto found = names.find(type);
    return found == names.end() ? QString::fromStdString(type) : found->second;
}

core::Json readJson(const std::filesystem::path& file)
{
    return core::parseJson(core::readFile(file, 1U << 24U), file.string());
}

std::int64_t numberIn(const core::Json& json, std::initializer_list<const char*> names)
{
    for (const char* name : names)
        if (json.contains(name) && json[name].is_number_integer())
            return json[name].get<std::int64_t>();
    return 0;
}

} // namespace

bool hasTokenizer(const std::filesystem::path& folder)
{
    std::error_code missing;
    return std::filesystem::exists(folder / "tokenizer.json", missing)
        || std::filesystem::exists(folder / "tokenizer.json.gz", missing);
}

std::optional<ModelFacts> readModelFacts(const std::filesystem::path& folder)
{
    try {
        const core::Json config = readJson(folder / "config.json");
        ModelFacts facts;
        facts.family = familyName(config.value("model_type", std::string()));
        facts.layers = numberIn(config, { "num_hidden_layers", "n_layer" });
        facts.width = numberIn(config, { "hidden_size", "n_embd" });
        facts.vocabulary = numberIn(config, { "vocab_size" });
        std::error_code missing;
        for (const auto& entry : std::filesystem::directory_iterator(folder, missing))
            if (entry.path().extension() == ".safetensors")
                facts.weightBytes += entry.file_size(missing);
        facts.tokenizer = hasTokenizer(folder);
        if (std::filesystem::exists(folder / "datalever.json", missing))
            facts.untrained = readJson(folder / "datalever.json").value("untrained", false);
        return facts;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

} // namespace ui
