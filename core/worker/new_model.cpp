// SPDX-License-Identifier: Apache-2.0
#include "core/worker/new_model.h"

#include "core/base/files.h"
#include "core/formats/hf_config.h"
#include "core/models/model_files.h"
#include "core/models/parameters.h"
#include "core/protocol/job_spec.h"
#include "core/text/tokenizer_file.h"

namespace core::worker {

namespace {

constexpr std::uint64_t longestTokenizer = std::uint64_t{ 1 } << 28U;

/// Puts the tokenizer's files into a new model folder and returns the tokenizer.
std::shared_ptr<const text::Tokenizer> placeTokenizer(const std::filesystem::path& from, const std::filesystem::path& out)
{
    if (from.empty()) {
        writeFileAtomically(out / "tokenizer.json", text::byteTokenizerFile());
        return text::loadTokenizer(out);
    }
    auto tokenizer = text::loadTokenizer(from); // refuses in words before anything is copied
    for (const char* name : { "tokenizer.json", "tokenizer.json.gz", "tokenizer_config.json" }) {
        std::error_code missing;
        if (std::filesystem::exists(from / name, missing))
            writeFileAtomically(out / name, readFile(from / name, longestTokenizer));
    }
    return tokenizer;
}

Json completedConfig(Json config, const text::Tokenizer& tokenizer)
{
    if (!config.contains("vocab_size"))
        config["vocab_size"] = tokenizer.vocabularySize();
    const text::TokenId end = tokenizer.idOf("<|endoftext|>");
    if (!config.contains("eos_token_id") && end >= 0)
        config["eos_token_id"] = end;
    return config;
}

/// Removes the folder again unless it was kept; refuses one that is already there.
class NewModelFolder {
public:
    explicit NewModelFolder(std::filesystem::path folder)
        : folder_(std::move(folder))
    {
        std::error_code code;
        if (std::filesystem::exists(folder_, code) && !std::filesystem::is_empty(folder_, code))
            throw Error(ErrorKind::BadInput, folder_.string() + ": the folder is not empty", "Choose another folder.");
        createFolders(folder_);
    }
    ~NewModelFolder()
    {
        std::error_code ignored;
        if (!kept_)
            std::filesystem::remove_all(folder_, ignored);
    }
    NewModelFolder(const NewModelFolder&) = delete;
    NewModelFolder& operator=(const NewModelFolder&) = delete;

    void keep() { kept_ = true; }

private:
    std::filesystem::path folder_;
    bool kept_ = false;
};

} // namespace

NewModel makeModelFolder(const NewModelRequest& request)
{
    NewModelFolder folder(request.out);
    const auto tokenizer = placeTokenizer(request.tokenizer, request.out);
    const auto config = formats::parseModelConfig(completedConfig(request.config, *tokenizer), "config");
    const auto model = models::newModel(config, request.seed);
    models::saveModel(model, request.out);
    const OrderedJson note
        = { { "untrained", true }, { "seed", std::to_string(request.seed) }, { "made_by", "datalever " DATALEVER_VERSION } };
    writeFileAtomically(request.out / "datalever.json", note.dump(2) + "\n");
    const std::string fingerprint = protocol::modelFingerprint(request.out);
    folder.keep();
    return { models::countNumbers(model.parameters), fingerprint };
}

} // namespace core::worker
