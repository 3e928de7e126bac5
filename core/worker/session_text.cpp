// SPDX-License-Identifier: Apache-2.0
// Questions about text: tokens, an example as the model sees it, the loss of each of its tokens.
#include "core/formats/model_text.h"
#include "core/protocol/run_settings.h"
#include "core/text/example_encoder.h"
#include "core/training/scorer.h"
#include "core/worker/session_state.h"

#include <cmath>
#include <limits>

namespace core::worker {

const Json& listOf(const JsonFields& arguments, std::string_view name)
{
    const Json& list = arguments.at(name);
    if (!list.is_array())
        arguments.refuse(json_faults::wrongType, name, "a list was expected");
    return list;
}

data::ExampleText exampleFrom(const JsonFields& fields)
{
    data::ExampleText example;
    if (fields.has("text")) {
        example.shape = data::ExampleShape::Text;
        example.text = fields.string("text");
    } else if (fields.has("messages")) {
        example.shape = data::ExampleShape::Conversation;
        for (const Json& message : listOf(fields, "messages")) {
            const JsonFields turn(message, "example", "messages");
            example.messages.push_back({ turn.string("role"), turn.string("content") });
        }
    } else {
        example.instruction = fields.string("instruction", "");
        example.input = fields.string("input", "");
        example.response = fields.string("response", "");
    }
    return example;
}

namespace {

std::vector<text::TokenId> idsFrom(const JsonFields& arguments, const Json& row)
{
    std::vector<text::TokenId> ids;
    if (!row.is_array())
        arguments.refuse(json_faults::wrongType, "rows", "a list of lists of ids was expected");
    for (const Json& id : row) {
        if (!id.is_number_integer() || id < 0 || id > std::numeric_limits<text::TokenId>::max())
            arguments.refuse(json_faults::wrongType, "rows", "a token id was expected, found: " + id.dump());
        ids.push_back(id.get<text::TokenId>());
    }
    return ids;
}

/// Losses in place (null before the first) and their mean over the response tokens.
void addLosses(Json& answer, const text::EncodedExample& encoded, const models::Decoder& decoder)
{
    Json losses = Json::array();
    double sum = 0;
    std::int64_t count = 0;
    if (encoded.ids.size() > 1) {
        training::Scorer scorer{ training::PackPlan() };
        const std::vector<float> found = scorer.tokenLosses(decoder, encoded.ids);
        losses.push_back(nullptr);
        for (std::size_t i = 0; i < found.size(); ++i) {
            losses.push_back(jsonNumber(found[i]));
            if (encoded.response[i + 1] != 0) {
                sum += found[i];
                ++count;
            }
        }
    }
    answer["losses"] = losses;
    answer["loss"] = jsonNumber(count > 0 ? sum / static_cast<double>(count) : std::nan(""));
}

} // namespace

Json answerTokenize(const text::Tokenizer& tokenizer, const JsonFields& arguments)
{
    Json rows = Json::array();
    for (const Json& entry : listOf(arguments, "texts")) {
        if (!entry.is_string())
            arguments.refuse(json_faults::wrongType, "texts", "a list of strings was expected");
        Json row = Json::array();
        for (const text::Token& token : tokenizer.encode(entry.get_ref<const std::string&>()))
            row.push_back({ { "id", token.id }, { "begin", token.begin }, { "end", token.end } });
        rows.push_back(std::move(row));
    }
    return { { "rows", std::move(rows) } };
}

Json answerDecode(const text::Tokenizer& tokenizer, const JsonFields& arguments)
{
    Json texts = Json::array();
    for (const Json& row : listOf(arguments, "rows"))
        texts.push_back(tokenizer.decode(idsFrom(arguments, row)));
    return { { "texts", std::move(texts) } };
}

Json answerEncode(const text::Tokenizer& tokenizer, const models::Decoder* decoder, const JsonFields& arguments)
{
    const auto folder = modelFolder(arguments);
    protocol::TextSettings settings;
    if (arguments.has("text"))
        settings = protocol::textSettings(arguments.object("text"));
    const auto problems = protocol::validate(settings);
    if (!problems.empty())
        throw Error(ErrorKind::BadInput, problems.front());
    const auto endToken = formats::endToken(folder, tokenizer);
    if (decoder != nullptr)
        formats::checkVocabulary(tokenizer, endToken, decoder->model().config, folder);
    const auto encoded = text::encodeExample(tokenizer, exampleFrom(arguments.object("example")), settings, endToken);
    Json pieces = Json::array();
    for (const text::TokenId id : encoded.ids)
        pieces.push_back(tokenizer.decode({ id }));
    Json answer = { { "ids", encoded.ids }, { "pieces", pieces }, { "response", encoded.response },
        { "truncated", encoded.truncated }, { "dropped", encoded.dropped }, { "seam", encoded.seam },
        { "fullLength", encoded.fullLength } };
    if (decoder != nullptr)
        addLosses(answer, encoded, *decoder);
    return answer;
}

} // namespace core::worker
