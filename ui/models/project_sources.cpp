// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/project_sources.h"

#include "core/data/prompt.h"
#include "core/data/text_search.h"

#include <chrono>

namespace ui {

namespace {

using Answer = std::function<void(SearchAnswer)>;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds betweenAnswers{ 60 };

bool holds(const core::data::ExampleText& text, TextField field, const core::data::TextNeedle& needle)
{
    if (field == TextField::Prompt)
        return needle.isIn(core::data::promptText(text));
    if (field == TextField::Response)
        return needle.isIn(core::data::responseText(text));
    for (const std::string* part : { &text.instruction, &text.input, &text.response, &text.text })
        if (needle.isIn(*part))
            return true;
    for (const core::data::Message& message : text.messages)
        if (needle.isIn(message.content))
            return true;
    return false;
}

struct Scan {
    std::shared_ptr<core::store::ProjectSession> session;
    core::DatasetId dataset;
    std::size_t rows = 0;
    TextFilter filter;
    core::CancelToken cancel;

    void run(const Answer& answer) const
    {
        const core::data::TextNeedle needle(filter.words.toStdString());
        SearchAnswer found{ core::data::Selection(rows), false, {} };
        std::size_t row = 0;
        Clock::time_point next = Clock::now() + betweenAnswers;
        session->forEachExample(dataset, [&](std::span<const core::store::MappedExample> batch) {
            for (const auto& example : batch) {
                if (row < rows && holds(example.text, filter.field, needle))
                    found.found.set(row, true);
                ++row;
            }
            if (Clock::now() >= next) {
                answer(found);
                next = Clock::now() + betweenAnswers;
            }
            return !cancel.cancelled();
        });
        found.finished = true;
        answer(std::move(found));
    }
};

} // namespace

TextSource projectTexts(Workspace& workspace)
{
    return [&workspace](std::vector<core::ExampleId> ids, std::function<void(TextAnswer)> answer) {
        workspace.background().run(
            &workspace, [session = workspace.session(), ids = std::move(ids)] { return session->exampleTexts(ids); },
            [answer](std::vector<core::data::ExampleText> texts) { answer({ std::move(texts), {} }); },
            [answer](const core::Error& error) { answer({ {}, QString::fromStdString(error.message()) }); });
    };
}

SearchSource projectSearch(Workspace& workspace)
{
    return [&workspace](const TextFilter& filter, const core::CancelToken& cancel, const Answer& answer) {
        if (!workspace.dataset() || !workspace.columns())
            return;
        const std::size_t rows = workspace.columns()->rows();
        const Scan scan{ workspace.session(), *workspace.dataset(), rows, filter, cancel };
        workspace.background().run(
            &workspace, [scan, answer] { scan.run(answer); }, [] {},
            [answer, rows](const core::Error& error) {
                answer({ core::data::Selection(rows), true, QString::fromStdString(error.message()) });
            });
    };
}

} // namespace ui
