// SPDX-License-Identifier: Apache-2.0
// Questions about models and the machine.
#include "core/base/files.h"
#include "core/formats/safetensors.h"
#include "core/models/device.h"
#include "core/models/model_files.h"
#include "core/models/model_verify.h"
#include "core/protocol/job_spec.h"
#include "core/protocol/worker_record.h"
#include "core/text/tokenizer_file.h"
#include "core/worker/machine_facts.h"
#include "core/worker/new_model.h"
#include "core/worker/session_state.h"

#include <ATen/Context.h>

#include <map>

namespace core::worker {

namespace {

std::string_view nameOf(formats::ElementType type)
{
    switch (type) {
    case formats::ElementType::Float64:
        return "F64";
    case formats::ElementType::Float32:
        return "F32";
    case formats::ElementType::Float16:
        return "F16";
    case formats::ElementType::BFloat16:
        return "BF16";
    case formats::ElementType::Int64:
        return "I64";
    case formats::ElementType::Int32:
        return "I32";
    case formats::ElementType::Int16:
        return "I16";
    case formats::ElementType::Int8:
        return "I8";
    case formats::ElementType::UInt8:
        return "U8";
    case formats::ElementType::Bool:
        return "BOOL";
    }
    return "unknown";
}

/// "bytes, 257 tokens" or why there is none: a model without a tokenizer is still a model.
Json tokenizerFacts(const std::filesystem::path& folder)
{
    try {
        const auto tokenizer = text::loadTokenizer(folder);
        return { { "tokens", tokenizer->vocabularySize() }, { "sha256", tokenizer->fingerprint() } };
    } catch (const Error& error) {
        return { { "problem", error.message() } };
    }
}

} // namespace

std::filesystem::path modelFolder(const JsonFields& arguments)
{
    return arguments.string("folder");
}

Json answerVersions()
{
    const auto facts = models::torchFacts();
    return { { "program", DATALEVER_VERSION }, { "torch", facts.version }, { "cpuCapability", facts.cpuCapability },
        { "cpuModel", cpuModel() }, { "threads", facts.threads }, { "cuda", at::globalContext().hasCUDA() } };
}

Json answerMatmul(const JsonFields& arguments)
{
    const double seconds = arguments.number("seconds", 0.01, 60);
    Json rates = Json::array();
    for (const auto& [name, type] : { std::pair{ "float32", at::kFloat }, std::pair{ "bfloat16", at::kBFloat16 } })
        rates.push_back({ { "precision", name }, { "gigaflops", models::measureMatmulRate(type, seconds) } });
    return { { "rates", rates }, { "threads", models::torchFacts().threads } };
}

Json answerModelInfo(const JsonFields& arguments)
{
    const auto folder = modelFolder(arguments);
    const auto config = formats::readModelConfig(folder / "config.json");
    std::map<std::string, std::int64_t> types;
    std::int64_t tensors = 0;
    std::uint64_t bytes = 0;
    for (const auto& file : formats::weightFiles(folder)) {
        const formats::SafetensorsFile weights(file);
        for (const auto& entry : weights.entries()) {
            ++types[std::string(nameOf(entry.type))];
            ++tensors;
            bytes += entry.bytes;
        }
    }
    const auto model = models::loadModel(folder);
    return { { "folder", folder.string() }, { "config", Json(formats::writeModelConfig(config)) },
        { "parameters", models::countNumbers(model.parameters) }, { "tensors", tensors }, { "weightBytes", bytes },
        { "elementTypes", types }, { "tokenizer", tokenizerFacts(folder) } };
}

Json answerModelNew(const JsonFields& arguments)
{
    const std::filesystem::path out = arguments.string("out");
    Json config = arguments.has("config") ? arguments.at("config") : Json::object();
    if (!config.is_object())
        arguments.refuse(json_faults::wrongType, "config", "an object was expected");
    if (!config.contains("model_type"))
        config["model_type"] = arguments.string("family", "gpt_neox");
    const std::string tokenizer = arguments.string("tokenizer");
    const NewModel made = makeModelFolder(
        { std::move(config), tokenizer == "bytes" ? std::string() : tokenizer, arguments.unsigned64("seed"), out });
    return { { "folder", out.string() }, { "parameters", made.parameters }, { "sha256", made.sha256 } };
}

Json answerModelVerify(const JsonFields& arguments)
{
    const models::Decoder decoder(models::loadModel(modelFolder(arguments)));
    const auto report = models::verifyModel(decoder, arguments.string("reference"));
    Json checks = Json::array();
    for (const auto& figure : report.figures)
        checks.push_back({ { "name", figure.what }, { "measured", jsonNumber(figure.error) }, { "allowed", figure.allowed },
            { "passed", figure.passed() } });
    return { { "passed", report.passed() }, { "checks", checks } };
}

} // namespace core::worker
