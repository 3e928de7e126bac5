// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/project_sources.h"

#include "core/data/row_filter.h"

#include <chrono>

namespace ui {

namespace {

using Answer = std::function<void(SearchAnswer)>;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds betweenAnswers{ 60 };

struct Scan {
    std::shared_ptr<core::store::ProjectSession> session;
    core::DatasetId dataset;
    std::size_t rows = 0; ///< of the snapshot
    core::data::TextFilter filter;
    core::CancelToken cancel;

    void run(const Answer& answer) const
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
        workspace.background().run(
            &workspace, [session = workspace.session(), ids = std::move(ids)] { return session->exampleTexts(ids); },
            [answer](std::vector<core::data::ExampleText> texts) {
                answer({ std::move(texts), {} });
            },
            [answer](const core::Error& error) {
                answer({ {}, QString::fromStdString(error.message()) });
            });
    };
}

SearchSource projectSearch(Workspace& workspace)
{
    return [&workspace](const core::data::TextFilter& filter, const core::CancelToken& cancel, const Answer& answer) {
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
