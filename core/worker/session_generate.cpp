// SPDX-License-Identifier: Apache-2.0
// The question for text: what a model writes behind prompts.
#include "core/evaluate/generate.h"
#include "core/formats/model_text.h"
#include "core/training/pack_plan.h"
#include "core/worker/session_state.h"

namespace core::worker {

Json answerGenerate(const text::Tokenizer& tokenizer, const models::Decoder& decoder, const JsonFields& arguments)
{
    const auto folder = modelFolder(arguments);
    const auto settings = protocol::generationSettings(arguments.object("settings"));
    const auto endToken = formats::endToken(folder, tokenizer);
    formats::checkVocabulary(tokenizer, endToken, decoder.model().config, folder);
    std::vector<std::string> prompts;
    for (const Json& prompt : listOf(arguments, "prompts")) {
        if (!prompt.is_string())
            arguments.refuse(json_faults::wrongType, "prompts", "a list of strings was expected");
        prompts.push_back(evaluate::renderedPrompt(prompt.get<std::string>(), settings.promptTemplate));
    }
    Json texts(prompts.size(), Json());
    const evaluate::Generator generator(decoder, tokenizer, endToken, settings);
    generator.run(prompts, training::defaultMemoryBytes(), [&](std::size_t prompt, const evaluate::Generation& made) {
        texts[prompt] = { { "text", made.text }, { "tokens", made.ids.size() }, { "ended", evaluate::nameOf(made.ended) } };
    });
    return { { "texts", std::move(texts) } };
}

} // namespace core::worker
