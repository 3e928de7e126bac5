// SPDX-License-Identifier: Apache-2.0
#include "core/data/prompt.h"

#include "core/base/hash.h"

#include <algorithm>

namespace core::data {

namespace {

constexpr std::uint64_t heldOutOneIn = 20;

void appendLine(std::string& text, std::string_view line)
{
    if (!text.empty())
        text += '\n';
    text += line;
}

} // namespace

std::string promptText(const ExampleText& text)
{
    std::string prompt;
    switch (text.shape) {
    case ExampleShape::PromptResponse:
        prompt = text.instruction;
        if (!text.input.empty())
            appendLine(prompt, text.input);
        return prompt;
    case ExampleShape::Text:
        return text.text;
    case ExampleShape::Conversation:
        break;
    }
    for (const Message& message : text.messages) {
        if (message.role == "assistant" && !prompt.empty())
            break;
        appendLine(prompt, message.content);
        if (message.role == "assistant")
            break;
    }
    return prompt;
}

std::string responseText(const ExampleText& text)
{
    if (text.shape == ExampleShape::PromptResponse)
        return text.response;
    if (text.shape == ExampleShape::Text)
        return text.text;
    std::string response;
    for (const Message& message : text.messages) {
        if (message.role == "assistant")
            appendLine(response, message.content);
    }
    return response;
}

std::uint64_t promptHash(const ExampleText& text)
{
    if (text.shape == ExampleShape::PromptResponse && text.input.empty())
        return xxh3(text.instruction);
    return text.shape == ExampleShape::Text ? xxh3(text.text) : xxh3(promptText(text));
}

std::uint64_t responseHash(const ExampleText& text)
{
    if (text.shape == ExampleShape::PromptResponse)
        return xxh3(text.response);
    return text.shape == ExampleShape::Text ? xxh3(text.text) : xxh3(responseText(text));
}

bool isHeldOut(std::uint64_t promptHash)
{
    return promptHash % heldOutOneIn == 0;
}

std::uint64_t countCharacters(std::string_view text)
{
    return static_cast<std::uint64_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

} // namespace core::data
