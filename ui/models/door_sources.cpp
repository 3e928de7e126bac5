// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/door_sources.h"

#include "ui/session/project_door.h"

namespace ui {

namespace {

QString sentence(const core::Error& error)
{
    const QString message = QString::fromStdString(error.message());
    return error.hint().empty() ? message : message + QStringLiteral(". ") + QString::fromStdString(error.hint());
}

} // namespace

TextSource textsOf(ProjectDoor& door)
{
    using Texts = std::vector<core::data::ExampleText>;
    return [&door](std::vector<core::ExampleId> ids, const std::function<void(TextAnswer)>& answer) {
        door.read<Texts>([ids = std::move(ids)](const ProjectDoor::Session& session) { return session.exampleTexts(ids); },
            { nullptr,
                [answer](Texts texts) {
                    answer({ std::move(texts), {} });
                },
                [answer](const core::Error& error) {
                    answer({ {}, sentence(error) });
                } });
    };
}

SearchSource searchOf(ProjectDoor& door)
{
    return [&door](const core::data::TextFilter& filter, const core::CancelToken& cancel,
               const std::function<void(SearchAnswer)>& answer) {
        if (!door.isOpen() || !door.columns()) {
            answer({ {}, true, {} });
            return;
        }
        struct Progress {
            core::data::Selection found;
            core::CancelToken search; ///< the door's own
        };
        auto progress = std::make_shared<Progress>();
        progress->found = core::data::Selection(door.columns()->rows());
        const auto onBatch = [progress, cancel, answer](const core::store::SearchBatch& batch) {
            if (cancel.cancelled()) {
                progress->search.cancel();
                return;
            }
            for (const std::uint32_t row : batch.hits)
                if (row < progress->found.size())
                    progress->found.set(row, true);
            answer({ progress->found, batch.searched >= batch.rows, {} });
        };
        progress->search
            = door.search(door.columns()->origin.dataset, filter, { nullptr, onBatch, [answer](const core::Error& error) {
                                                                       answer({ {}, true, sentence(error) });
                                                                   } });
    };
}

} // namespace ui
