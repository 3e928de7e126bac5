// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/project_sources.h"

#include "core/data/row_filter.h"

#include <chrono>

namespace ui {

namespace {

using Clock = std::chrono::steady_clock;
using Session = std::shared_ptr<core::store::ProjectSession>;

constexpr std::chrono::milliseconds betweenAnswers{ 60 };

QString sentence(const core::Error& error)
{
    const QString message = QString::fromStdString(error.message());
    return error.hint().empty() ? message : message + QStringLiteral(". ") + QString::fromStdString(error.hint());
}

struct Scan {
    Session session;
    core::DatasetId dataset;
    std::size_t rows = 0; ///< of the snapshot
    core::data::TextFilter filter;
    core::CancelToken cancel;

    void run(const std::function<void(SearchAnswer)>& answer) const
    {
        SearchAnswer found{ core::data::Selection(rows), false, {} };
        Clock::time_point next = Clock::now();
        session->searchRows(
            dataset, filter,
            [&](const core::store::SearchBatch& batch) {
                for (const std::uint32_t row : batch.hits)
                    if (row < rows)
                        found.found.set(row, true);
                if (Clock::now() >= next && batch.searched < batch.rows) {
                    answer(found);
                    next = Clock::now() + betweenAnswers;
                }
                return !cancel.cancelled();
            },
            cancel);
        found.finished = true;
        answer(std::move(found));
    }
};

} // namespace

TextSource projectTexts(Workspace& workspace)
{
    return [&workspace](std::vector<core::ExampleId> ids, std::function<void(TextAnswer)> answer) {
        workspace.background().start([session = workspace.session(), ids = std::move(ids), answer = std::move(answer)] {
            auto texts = outcomeOf<std::vector<core::data::ExampleText>>([&] { return session->exampleTexts(ids); });
            if (texts.error)
                answer({ {}, sentence(*texts.error) });
            else
                answer({ std::move(*texts.value), {} });
        });
    };
}

SearchSource projectSearch(Workspace& workspace)
{
    return [&workspace](const core::data::TextFilter& filter, const core::CancelToken& cancel,
               std::function<void(SearchAnswer)> answer) {
        if (!workspace.dataset() || !workspace.columns()) {
            answer({ {}, true, {} });
            return;
        }
        const Scan scan{ workspace.session(), *workspace.dataset(), workspace.columns()->rows(), filter, cancel };
        workspace.background().start([scan, answer = std::move(answer)] {
            const auto end = outcomeOf<Done>([&] {
                scan.run(answer);
                return Done();
            });
            if (end.error)
                answer({ core::data::Selection(scan.rows), true, sentence(*end.error) });
        });
    };
}

} // namespace ui
