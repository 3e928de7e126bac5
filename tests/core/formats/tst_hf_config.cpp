// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/formats/hf_config.h"
#include "tests/support/support.h"

#include <QTest>

#include <algorithm>

using namespace core;
using namespace core::formats;

namespace {

Json neox()
{
    return Json::parse(R"({"model_type":"gpt_neox","hidden_size":64,"intermediate_size":160,"num_hidden_layers":3,
        "num_attention_heads":4,"vocab_size":224,"max_position_embeddings":128})");
}

Json llama()
{
    return Json::parse(R"({"model_type":"llama","hidden_size":64,"intermediate_size":128,"num_hidden_layers":2,
        "num_attention_heads":4,"vocab_size":192,"max_position_embeddings":128})");
}

ModelConfig parsed(const Json& json)
{
    return parseModelConfig(json, "config.json");
}

Json with(std::initializer_list<std::pair<const char*, Json>> fields)
{
    Json json = neox();
    for (const auto& [name, value] : fields)
        json[name] = value;
    return json;
}

} // namespace

class TestHfConfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// transformers' defaults of GPTNeoXConfig.
    void defaults()
    {
        const ModelConfig config = parsed(neox());
        QCOMPARE(config.headSize, std::int64_t{ 16 });
        QCOMPARE(config.keyValueHeads, std::int64_t{ 4 });
        QCOMPARE(config.rotary.share, 0.25);
        QCOMPARE(config.rotary.base, 10000.0);
        QCOMPARE(config.normEpsilon, 1e-5);
        QVERIFY(config.parallelResidual && config.attentionBias && !config.tiedHead && !config.endToken);
        QVERIFY(config.activation == Activation::GeluExact);
    }

    /// transformers' defaults of LlamaConfig.
    void llamaDefaults()
    {
        const ModelConfig config = parsed(llama());
        QCOMPARE(config.headSize, std::int64_t{ 16 });
        QCOMPARE(config.keyValueHeads, std::int64_t{ 4 });
        QCOMPARE(config.rotary.share, 1.0);
        QCOMPARE(config.normEpsilon, 1e-6);
        QVERIFY(config.norm == NormKind::RootMeanSquare && config.activation == Activation::Silu);
        QVERIFY(config.gatedFeedForward && !config.attentionBias && !config.feedForwardBias && !config.tiedHead);
        QVERIFY(!config.parallelResidual && !config.rotary.scaling);
        Json wide = llama();
        wide["head_dim"] = 24; // need not be width / heads
        QCOMPARE(parsed(wide).headSize, std::int64_t{ 24 });
    }

    void bothScalingStyles()
    {
        const Json scaling{ { "rope_type", "llama3" }, { "factor", 8 }, { "low_freq_factor", 1 }, { "high_freq_factor", 4 },
            { "original_max_position_embeddings", 32 } };
        Json older = llama();
        older["rope_theta"] = 500000;
        older["rope_scaling"] = scaling;
        Json newer = llama();
        newer["rope_parameters"] = scaling;
        newer["rope_parameters"]["rope_theta"] = 500000;
        QVERIFY(parsed(older) == parsed(newer));
        QVERIFY(parsed(older).rotary == (RotaryConfig{ 500000, 1, RotaryScaling{ 8, 1, 4, 32 } }));
    }

    void bothRotaryStyles()
    {
        const ModelConfig older = parsed(with({ { "rotary_pct", 0.5 }, { "rotary_emb_base", 500 } }));
        const ModelConfig newer = parsed(with({ { "rope_parameters",
            { { "rope_theta", 500.0 }, { "partial_rotary_factor", 0.5 }, { "rope_type", "default" } } } }));
        QVERIFY(older == newer);
        QCOMPARE(newer.rotary.base, 500.0);
        QCOMPARE(newer.rotary.share, 0.5);
        QVERIFY(parsed(with({ { "rope_scaling", nullptr } })) == parsed(neox()));
        QVERIFY(parsed(with({ { "rope_scaling", { { "type", "default" } } } })) == parsed(neox()));
    }

    void activations()
    {
        for (const char* name : { "gelu_new", "gelu_fast", "gelu_pytorch_tanh", "gelu_accurate" })
            QVERIFY(parsed(with({ { "hidden_act", name } })).activation == Activation::GeluTanh);
        QVERIFY(parsed(with({ { "hidden_act", "silu" } })).activation == Activation::Silu);
    }

    void endTokens()
    {
        QCOMPARE(*parsed(with({ { "eos_token_id", 7 } })).endToken, std::int64_t{ 7 });
        QCOMPARE(*parsed(with({ { "eos_token_id", Json::array({ 9, 7 }) } })).endToken, std::int64_t{ 9 });
        QVERIFY(!parsed(with({ { "eos_token_id", Json::array() } })).endToken);
        QVERIFY(!parsed(with({ { "eos_token_id", nullptr } })).endToken);
        QCOMPARE(support::errorOf([] {
            parsed(with({ { "eos_token_id", Json::array({ "x" }) } }));
        }).code(),
            std::string("json/out-of-range"));
        QCOMPARE(support::errorOf([] {
            parsed(with({ { "eos_token_id", -1 } }));
        }).code(),
            std::string("json/out-of-range"));
    }

    void writtenIsRead()
    {
        for (const Json& json : { neox(),
                 with({ { "hidden_act", "gelu_fast" }, { "tie_word_embeddings", true }, { "use_parallel_residual", false },
                     { "attention_bias", false }, { "rotary_pct", 1.0 }, { "eos_token_id", 3 }, { "bos_token_id", 2 },
                     { "initializer_range", 0.1 }, { "scaled_residual_init", true } }),
                 llama(), Json::parse(R"({"model_type":"llama","hidden_size":64,"intermediate_size":128,
                    "num_hidden_layers":2,"num_attention_heads":4,"num_key_value_heads":2,"head_dim":24,"vocab_size":192,
                    "max_position_embeddings":128,"rms_norm_eps":1e-5,"attention_bias":true,"mlp_bias":true,
                    "tie_word_embeddings":true,"rope_theta":7,"rope_scaling":{"type":"llama3","factor":8,
                    "low_freq_factor":1,"high_freq_factor":4,"original_max_position_embeddings":32}})") }) {
            const ModelConfig config = parsed(json);
            QVERIFY(parsed(Json::parse(writeModelConfig(config).dump())) == config);
        }
        for (const std::string& family : supportedFamilies()) {
            ModelConfig config = parsed(neox());
            config.family = family;
            QCOMPARE(writeModelConfig(config).at("model_type").get<std::string>(), family);
        }
    }

    void listDoesNotShrink()
    {
        const auto& families = supportedFamilies();
        for (const char* family : { "gpt_neox", "llama" })
            QVERIFY(std::find(families.begin(), families.end(), family) != families.end());
    }

    /// Every published config that is there is read, or refused by its own name.
    void referenceConfigs()
    {
        const std::filesystem::path root = support::referenceData();
        if (root.empty())
            QSKIP("no reference data");
        for (const auto& entry : std::filesystem::directory_iterator(root / "parity" / "models")) {
            const std::filesystem::path file = entry.path() / "config.json";
            const Json json = Json::parse(readFile(file, 1 << 24));
            const auto family = json.at("model_type").get<std::string>();
            if (std::find(supportedFamilies().begin(), supportedFamilies().end(), family) != supportedFamilies().end()) {
                QCOMPARE(readModelConfig(file).family, family);
                QCOMPARE(readModelConfig(file).width, json.at("hidden_size").get<std::int64_t>());
                continue;
            }
            const Error error = support::errorOf([&] { readModelConfig(file); });
            QCOMPARE(error.code(), std::string("config/unsupported-family"));
            QVERIFY(error.message().find("\"" + family + "\"") != std::string::npos);
        }
    }
};

QTEST_GUILESS_MAIN(TestHfConfig)
#include "tst_hf_config.moc"
