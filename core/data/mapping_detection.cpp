// SPDX-License-Identifier: Apache-2.0
// The layouts that public datasets use, in order of preference.
#include "core/data/mapping_detection.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>

namespace core::data {

namespace {

using Names = std::initializer_list<std::string_view>;

struct Pair {
    std::string_view prompt;
    std::vector<std::string_view> responses;
};

/// A prompt field, and the response fields that go with it, the fullest text first (a bare `answer` beside a `solution` is
/// the short answer).
const std::vector<Pair>& knownPairs()
{
    static const std::vector<Pair> pairs{
        { "instruction", { "output", "response", "completion", "answer", "target", "demonstration" } },
        { "instructions", { "outputs", "output", "responses", "response" } },
        { "prompt", { "response", "completion", "output", "generation", "answer", "chosen", "target" } },
        { "question",
            { "solution", "generated_solution", "response", "output", "completion", "rationale", "explanation", "answer" } },
        { "problem", { "solution", "generated_solution", "response", "output", "rationale", "answer" } },
        { "query", { "response", "output", "completion", "answer" } },
        { "input", { "output", "response", "completion", "target", "answer" } },
        { "inputs", { "targets", "outputs", "target", "output" } },
        { "user", { "assistant" } },
        { "human", { "assistant", "bot", "gpt" } },
        { "request", { "response" } },
        { "task", { "solution", "answer" } },
        { "context", { "response", "completion" } },
        { "body", { "answer" } },
    };
    return pairs;
}

class Detector {
public:
    explicit Detector(const RowSample& sample)
        : sample_(sample)
    {
    }

    /// Fills what belongs to the example's text; false where nothing is known.
    bool detectText(Mapping& mapping)
    {
        return detectMessages(mapping) || detectPair(mapping) || detectRunningText(mapping);
    }

    void detectMetadata(Mapping& mapping)
    {
        taken_ = { &mapping.instruction, &mapping.input, &mapping.response, &mapping.text, &mapping.messages,
            &mapping.source, &mapping.id, &mapping.answer };
        if (mapping.answer.empty())
            mapping.answer = metadata({ "answer", "final_answer", "expected_answer", "ground_truth", "gold" }, false);
        if (mapping.source.empty()) {
            mapping.source = metadata({ "source", "data_source", "dataset", "dataset_name", "skill", "category", "subset",
                                          "subject", "topic", "domain", "type", "problem_type", "task_type", "task" },
                true);
        }
        if (mapping.id.empty())
            mapping.id = metadata(
                { "id", "uid", "uuid", "example_id", "row_id", "idx", "index", "qid", "question_id", "task_id" }, false);
    }

    /// A second prompt field that completes an instruction.
    void detectInput(Mapping& mapping)
    {
        for (const std::string_view name : Names{ "input", "context" }) {
            const FieldSample* field = find(name);
            if (mapping.input.empty() && lower(mapping.instruction) == "instruction" && field != nullptr
                && field->messages == 0 && field->others == 0)
                mapping.input = field->name;
        }
    }

private:
    const RowSample& sample_;
    std::vector<const std::string*> taken_;

    static std::string lower(std::string text)
    {
        for (char& c : text)
            c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        return text;
    }

    /// By name, whatever its case; an exact match first.
    const FieldSample* find(std::string_view name) const
    {
        for (const FieldSample& field : sample_.fields) {
            if (field.name == name)
                return &field;
        }
        for (const FieldSample& field : sample_.fields) {
            if (lower(field.name) == name)
                return &field;
        }
        return nullptr;
    }

    /// Whether text stands in most of the sampled rows.
    bool holdsText(const FieldSample* field) const
    {
        return field != nullptr && 2 * (field->texts + field->scalars) > sample_.rows;
    }

    bool detectMessages(Mapping& mapping) const
    {
        for (const std::string_view name :
            Names{ "messages", "conversations", "conversation", "dialog", "dialogue", "texts", "chat", "turns", "chosen" }) {
            const FieldSample* field = find(name);
            if (field != nullptr && 2 * field->messages > sample_.rows) {
                mapping.shape = ExampleShape::Conversation;
                mapping.messages = field->name;
                return true;
            }
        }
        return false;
    }

    bool detectPair(Mapping& mapping) const
    {
        for (const Pair& pair : knownPairs()) {
            const FieldSample* prompt = find(pair.prompt);
            if (!holdsText(prompt))
                continue;
            for (const std::string_view name : pair.responses) {
                const FieldSample* response = find(name);
                if (!holdsText(response))
                    continue;
                mapping.shape = ExampleShape::PromptResponse;
                mapping.instruction = prompt->name;
                mapping.response = response->name;
                return true;
            }
        }
        return false;
    }

    bool detectRunningText(Mapping& mapping) const
    {
        for (const std::string_view name : Names{ "text", "content", "document" }) {
            const FieldSample* field = find(name);
            if (holdsText(field)) {
                mapping.shape = ExampleShape::Text;
                mapping.text = field->name;
                return true;
            }
        }
        return false;
    }

    /// The first of `names` that is not in use; a grouping field must repeat its values.
    std::string metadata(Names names, bool groups) const
    {
        for (const std::string_view name : names) {
            const FieldSample* field = find(name);
            if (!holdsText(field))
                continue;
            const bool used
                = std::any_of(taken_.begin(), taken_.end(), [&](const std::string* role) { return *role == field->name; });
            const bool repeats = sample_.rows < 20 || 2 * field->distinct <= sample_.rows;
            if (!used && (!groups || repeats))
                return field->name;
        }
        return {};
    }
};

} // namespace

std::string listFields(const RowSample& sample)
{
    constexpr std::size_t shown = 20;
    std::string list;
    for (std::size_t i = 0; i < std::min(shown, sample.fields.size()); ++i)
        list += (i > 0 ? ", " : "") + sample.fields[i].name.substr(0, 60);
    if (sample.fields.size() > shown)
        list += " and " + std::to_string(sample.fields.size() - shown) + " more";
    return list.empty() ? "no readable row was found" : "its fields are " + list;
}

void completeMapping(Mapping& mapping, const RowSample& sample, const std::string& file)
{
    Detector detector(sample);
    const bool given = !mapping.instruction.empty() || !mapping.text.empty() || !mapping.messages.empty();
    if (!given && !detector.detectText(mapping))
        throw refusal(mapping_faults::notFound, { file }, listFields(sample));
    if (mapping.shape == ExampleShape::PromptResponse)
        detector.detectInput(mapping);
    detector.detectMetadata(mapping);
}

Mapping detectMapping(const RowSample& sample, const std::string& file)
{
    Mapping mapping;
    completeMapping(mapping, sample, file);
    return mapping;
}

} // namespace core::data
