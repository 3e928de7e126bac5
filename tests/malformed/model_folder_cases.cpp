// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/formats/hf_config.h"
#include "core/formats/model_text.h"
#include "core/formats/safetensors.h"
#include "core/text/byte_tokenizer.h"
#include "core/text/tokenizer_file.h"
#include "tests/malformed/case.h"

#include <sys/stat.h>

namespace malformed {

using namespace core;
namespace fs = std::filesystem;

namespace {

Case config(const std::string& name, const Fault& fault, const std::string& from, const std::string& to)
{
    return { "config: " + name, fault.code, [from, to](const fs::path& folder) {
                formats::readModelConfig(put(folder, "config.json", replaced(validConfig(), from, to)));
            } };
}

Case weights(const std::string& name, const Fault& fault, const std::function<void(const fs::path&)>& prepare)
{
    return { "weights: " + name, fault.code, [prepare](const fs::path& folder) {
                prepare(folder);
                formats::weightFiles(folder);
            } };
}

Case shardNamed(const std::string& shard, const Fault& fault)
{
    return weights("shard " + shard, fault, [shard](const fs::path& folder) {
        put(folder, "model.safetensors.index.json", Json{ { "weight_map", { { "a", shard } } } }.dump());
    });
}

std::vector<Case> configCases()
{
    using namespace formats::hf_config_faults;
    return {
        config("no family", json_faults::missingField, "\"model_type\"", "\"type\""),
        config("family unknown", unsupportedFamily, "gpt_neox", "transmogrifier"),
        config("family empty", unsupportedFamily, "gpt_neox", ""),
        config("activation unknown", unsupportedActivation, "\"gelu\"", "\"relu\""),
        config("activation is a number", json_faults::wrongType, "\"gelu\"", "1"),
        config("scaled rotary", unsupportedRotary, "\"vocab_size\"", R"("rope_scaling":{"type":"linear"},"vocab_size")"),
        config("scaled rotary, new style", unsupportedRotary, "\"vocab_size\"",
            R"("rope_parameters":{"rope_type":"yarn"},"vocab_size")"),
        config("llama3 scaling without a factor", json_faults::missingField, "\"vocab_size\"",
            R"("rope_scaling":{"rope_type":"llama3","low_freq_factor":1,"high_freq_factor":4},"vocab_size")"),
        config("llama3 scaling with crossed factors", badShape, "\"vocab_size\"",
            R"("rope_scaling":{"rope_type":"llama3","factor":8,"low_freq_factor":4,"high_freq_factor":4,)"
            R"("original_max_position_embeddings":32},"vocab_size")"),
        config("llama3 scaling over no positions", json_faults::outOfRange, "\"vocab_size\"",
            R"("rope_scaling":{"rope_type":"llama3","factor":8,"low_freq_factor":1,"high_freq_factor":4,)"
            R"("original_max_position_embeddings":0},"vocab_size")"),
        config("key heads do not divide heads", badShape, "\"gpt_neox\"", R"("llama","num_key_value_heads":3)"),
        config("no key heads", json_faults::outOfRange, "\"gpt_neox\"", R"("llama","num_key_value_heads":0)"),
        config("an odd head", badShape, "\"gpt_neox\"", R"("llama","head_dim":7)"),
        config("a head of 2^40", json_faults::outOfRange, "\"gpt_neox\"", R"("llama","head_dim":1099511627776)"),
        config("rotary is a list", json_faults::notAnObject, "\"vocab_size\"", R"("rope_parameters":[],"vocab_size")"),
        config("heads do not divide the width", badShape, "\"num_attention_heads\":4", "\"num_attention_heads\":5"),
        config("odd rotary dimensions", badShape, "\"vocab_size\"", R"("rotary_pct":0.2,"vocab_size")"),
        config("no heads", json_faults::outOfRange, "\"num_attention_heads\":4", "\"num_attention_heads\":0"),
        config("no width", json_faults::outOfRange, "\"hidden_size\":64", "\"hidden_size\":0"),
        config("negative layers", json_faults::outOfRange, "\"num_hidden_layers\":3", "\"num_hidden_layers\":-3"),
        config("width of 2^62", json_faults::outOfRange, "\"hidden_size\":64", "\"hidden_size\":4611686018427387904"),
        config(
            "vocabulary of 2^64 - 1", json_faults::outOfRange, "\"vocab_size\":224", "\"vocab_size\":18446744073709551615"),
        config("width is a fraction", json_faults::wrongType, "\"hidden_size\":64", "\"hidden_size\":64.5"),
        config("width is a string", json_faults::wrongType, "\"hidden_size\":64", "\"hidden_size\":\"64\""),
        config("a flag is a number", json_faults::wrongType, "\"vocab_size\"", R"("tie_word_embeddings":1,"vocab_size")"),
        config("end token of a list is no id", json_faults::outOfRange, "\"vocab_size\"",
            R"("eos_token_id":["x"],"vocab_size")"),
        config("a key twice", json_faults::duplicateKey, "\"vocab_size\"", R"("hidden_size":2,"vocab_size")"),
        config("cut short", json_faults::notJson, "}", ""),
    };
}

std::vector<Case> weightCases()
{
    using namespace formats::weight_files_faults;
    const auto index = [](const std::string& text) {
        return [text](const fs::path& folder) { put(folder, "model.safetensors.index.json", text); };
    };
    return {
        weights("empty folder", noWeights, [](const fs::path&) {}),
        weights("no folder", noWeights, [](const fs::path& folder) { fs::remove(folder); }),
        weights("only a pickle", pickle, [](const fs::path& folder) { put(folder, "pytorch_model.bin", "x"); }),
        weights("only a checkpoint", pickle, [](const fs::path& folder) { put(folder, "model.pt", "x"); }),
        weights("index without a map", json_faults::missingField, index("{}")),
        weights("index with an empty map", badMap, index(R"({"weight_map":{}})")),
        weights("index with a list", badMap, index(R"({"weight_map":["a"]})")),
        weights("index with a number", badMap, index(R"({"weight_map":{"a":1}})")),
        weights("index is a list", json_faults::notAnObject, index("[]")),
        weights("index with a key twice", json_faults::duplicateKey,
            index(R"({"weight_map":{"a":"x.safetensors","a":"y.safetensors"}})")),
        shardNamed("../model.safetensors", badName),
        shardNamed("/etc/model.safetensors", badName),
        shardNamed("a/b.safetensors", badName),
        shardNamed("a\\b.safetensors", badName),
        shardNamed(".safetensors", badName),
        shardNamed("model.bin", badName),
        shardNamed("model.safetensors.exe", badName),
        shardNamed(std::string("a\0.safetensors", 14), badName),
        shardNamed(std::string(300, 'a') + ".safetensors", badName),
        shardNamed("", badName),
        shardNamed("absent.safetensors", missingShard),
        weights("link out of the folder", outsideFolder,
            [](const fs::path& folder) {
                fs::create_symlink(
                    put(folder.parent_path(), folder.filename().string() + "-outside", "x"), folder / "model.safetensors");
            }),
        weights("dangling link", missingShard,
            [](const fs::path& folder) { fs::create_symlink("nowhere", folder / "model.safetensors"); }),
        weights("link to itself", missingShard,
            [](const fs::path& folder) { fs::create_symlink("model.safetensors", folder / "model.safetensors"); }),
        weights("a folder", notRegular, [](const fs::path& folder) { fs::create_directory(folder / "model.safetensors"); }),
        weights(
            "a FIFO", notRegular, [](const fs::path& folder) { ::mkfifo((folder / "model.safetensors").c_str(), 0600); }),
    };
}

std::vector<Case> textCases()
{
    using namespace formats::model_text_faults;
    const auto end = [](const std::string& name, const Fault& fault, const std::string& file, const std::string& bytes) {
        return Case{ "end token: " + name, fault.code, [file, bytes](const fs::path& folder) {
                        put(folder, file, bytes);
                        formats::endToken(folder, text::ByteTokenizer());
                    } };
    };
    return {
        end("named nowhere", noEndToken, "config.json", "{}"),
        end("an empty list", noEndToken, "generation_config.json", R"({"eos_token_id":[]})"),
        end("unknown to the tokenizer", unknownEndToken, "tokenizer_config.json", R"({"eos_token":"</s>"})"),
        end("an object without content", json_faults::missingField, "tokenizer_config.json", R"({"eos_token":{}})"),
        end("negative", json_faults::outOfRange, "config.json", R"({"eos_token_id":-1})"),
        { "vocabulary smaller than the tokenizer's", idsDoNotFit.code,
            [](const fs::path& folder) {
                formats::ModelConfig model;
                model.vocabulary = 100;
                formats::checkVocabulary(text::ByteTokenizer(), 0, model, folder);
            } },
    };
}

} // namespace

std::string validConfig()
{
    return R"({"model_type":"gpt_neox","hidden_size":64,"intermediate_size":160,"num_hidden_layers":3,)"
           R"("num_attention_heads":4,"vocab_size":224,"max_position_embeddings":128,"hidden_act":"gelu"})";
}

std::vector<Reader> modelFolderReaders()
{
    return { { "safetensors", formats::safetensors_faults::all }, { "weight files", formats::weight_files_faults::all },
        { "config", formats::hf_config_faults::all }, { "model text", formats::model_text_faults::all },
        { "tokenizer", text::tokenizer_faults::all } };
}

std::vector<Case> modelFolderCases()
{
    std::vector<Case> cases;
    for (const auto& part : { configCases(), weightCases(), textCases() })
        cases.insert(cases.end(), part.begin(), part.end());
    return cases;
}

} // namespace malformed
