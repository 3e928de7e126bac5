// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/finetune/experiment_starter.h"

namespace ui {

ExperimentStarter::ExperimentStarter(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , workspace_(workspace)
{
    connect(&workspace.jobs(), &JobsDoor::requestAnswered, this, [this](const core::jobs::RequestAnswered& answer) {
        if (request_ == 0 || answer.request != request_)
            return;
        if (answer.failure) {
            giveUp(*answer.failure);
            return;
        }
        end();
        Q_EMIT started(answer.run);
    });
}

void ExperimentStarter::begin()
{
    idle_ = false;
    Q_EMIT stageChanged();
}

void ExperimentStarter::end()
{
    idle_ = true;
    request_ = 0;
    Q_EMIT stageChanged();
}

void ExperimentStarter::giveUp(const core::Error& error)
{
    end();
    Q_EMIT failed(QString::fromStdString(error.message()), QString::fromStdString(error.hint()));
}

void ExperimentStarter::start(const core::jobs::ExperimentDraft& draft)
{
    if (!idle_)
        return;
    begin();
    workspace_.background().run(
        this,
        [session = workspace_.session(), draft] {
            return core::jobs::readExperiment(*session, core::Json(writtenForm(draft)), draft.name);
        },
        [this](const core::jobs::ExperimentRequest& request) { request_ = workspace_.jobs().startExperiment(request); },
        [this](const core::Error& error) { giveUp(error); });
}

void ExperimentStarter::addSeeds(core::RunId experiment, const std::vector<std::uint64_t>& seeds)
{
    const auto* record = workspace_.jobs().run(experiment);
    if (!idle_ || record == nullptr)
        return;
    begin();
    workspace_.background().run(
        this,
        [folder = workspace_.session()->sideFolder() / record->folder, seeds] {
            return core::jobs::withSeeds(folder, seeds);
        },
        [this, experiment](const core::protocol::JobSpec& spec) { request_ = workspace_.jobs().addSeeds(experiment, spec); },
        [this](const core::Error& error) { giveUp(error); });
}

} // namespace ui
