// SPDX-License-Identifier: Apache-2.0
// One example as a model sees it: text under a mapping, before any template or tokenizer.
#pragma once

#include "core/base/ids.h"

#include <string>
#include <vector>

namespace core::data {

enum class ExampleShape {
    PromptResponse, ///< instruction (+ input) answered by a response; the prompt template is applied to it
    Text, ///< running text: every token is response
    Conversation, ///< messages in turns: every assistant turn is response
};

struct Message {
    std::string role;
    std::string content;
    friend bool operator==(const Message&, const Message&) = default;
};

/// The mapped text of one row. Fields that its shape does not use are empty.
struct ExampleText {
    ExampleShape shape = ExampleShape::PromptResponse;
    std::string instruction;
    std::string input;
    std::string response;
    std::string text;
    std::vector<Message> messages;
    friend bool operator==(const ExampleText&, const ExampleText&) = default;
};

/// An example and how often it stands in a dataset. `heldOut`: scored, never trained on.
struct DatasetRow {
    ExampleId example;
    std::uint32_t copies = 1;
    bool heldOut = false;
    friend bool operator==(const DatasetRow&, const DatasetRow&) = default;
};

} // namespace core::data
