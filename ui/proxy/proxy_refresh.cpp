// SPDX-License-Identifier: GPL-3.0-or-later
// What the Proxy page shows now, ten times a second at most.
#include "ui/proxy/proxy_page.h"

#include "ui/controls/button.h"
#include "ui/controls/section_heading.h"
#include "ui/controls/text_label.h"
#include "ui/proxy/plan_panel.h"
#include "ui/proxy/run_list.h"
#include "ui/proxy/run_settings_text.h"
#include "ui/proxy/run_view.h"
#include "ui/proxy/set_up_form.h"
#include "ui/runs/run_actions.h"
#include "ui/runs/run_words.h"
#include "ui/runs/settings_panel.h"
#include "ui/session/read_only_words.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>

namespace ui {

using core::store::RunRecord;

const RunRecord* ProxyPage::current() const
{
    const auto run = runs_->currentRun();
    return run ? workspace_.jobs().run(*run) : nullptr;
}

void ProxyPage::refreshSoon()
{
    if (!soon_.isActive())
        soon_.start();
}

void ProxyPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refreshSoon(); // nothing is planned while nobody looks
}

void ProxyPage::refresh()
{
    const bool anyRuns = runs_->count() > 0;
    runsHead_->setVisible(anyRuns);
    runs_->setVisible(anyRuns);
    settingUp_ = settingUp_ || current() == nullptr;
    left_->setCurrentIndex(settingUp_ ? 0 : 1);
    right_->setCurrentIndex(settingUp_ ? 0 : 1);
    start_->setVisible(settingUp_);
    const bool canLeave = settingUp_ && anyRuns && starter_.stage() == RunStarter::Stage::Idle;
    cancel_->setVisible(canLeave);
    escape_->setEnabled(canLeave);
    again_->setVisible(!settingUp_);
    actions_->showRun(settingUp_ ? nullptr : current());
    settingUp_ ? refreshSetUp() : refreshRun();
}

void ProxyPage::refreshSetUp()
{
    const QString problem = form_->problem();
    const bool idle = starter_.stage() == RunStarter::Stage::Idle;
    const SetUpValues values = form_->values();
    plan_.setValues(problem.isEmpty() && idle && isVisible() ? std::optional(values) : std::nullopt);
    const bool planned = plan_.stage() == RunPlan::Stage::Ready;
    form_->setTextFigures(planned ? std::optional(plan_.estimate()->text) : std::nullopt);
    form_->setEnabled(idle);
    if (workspace_.datasets().empty())
        planPanel_->showNoData();
    else if (idle)
        planPanel_->showPlan(values, problem, plan_);
    else
        planPanel_->showStarting();
    const QString reason = !problem.isEmpty() ? problem : planProblem(plan_);
    start_->setEnabled(idle && reason.isEmpty());
    start_->setToolTip(reason);
    beside_->setText(starter_.stage() == RunStarter::Stage::MakingModel ? tr("making new weights…")
            : starter_.stage() == RunStarter::Stage::Starting           ? tr("starting…")
            : !reason.isEmpty()                                         ? reason
                                                                        : planSummary(plan_));
    copy_->setEnabled(problem.isEmpty());
    showWrongField(problem);
}

/// What is missing comes into view when it is first said.
void ProxyPage::showWrongField(const QString& problem)
{
    if (!isVisible() || problem == shownProblem_)
        return;
    shownProblem_ = problem;
    if (QWidget* field = form_->wrongField())
        static_cast<QScrollArea*>(left_->widget(0))->ensureWidgetVisible(field, 0, 24);
}

void ProxyPage::refreshRun()
{
    plan_.setValues(std::nullopt);
    const RunRecord& record = *current();
    std::vector<ShownRun> shown;
    for (const core::RunId id : runs_->shownRuns()) {
        histories_.want(id);
        shown.push_back(
            { workspace_.jobs().run(id), workspace_.jobs().progress(id), histories_.history(id), runs_->slotOf(id) });
    }
    const auto plan = plans_.find(record.id);
    auto planned = plan != plans_.end() ? std::optional(plan->second) : std::nullopt;
    if (!planned && !shown.empty() && shown.front().history != nullptr)
        planned = shown.front().history->plan;
    view_->showRuns(shown, planned);
    readModelOf(record);
    const auto request = requestOf(record);
    const auto model = request ? models_.find(request->model.string()) : models_.end();
    auto sections = settingsText(record, model != models_.end() ? model->second : std::nullopt, shown.front().history);
    sections.push_back(costText(record, shown.front().progress, shown.front().history, planned));
    settings_->showRun(tr("Run %1").arg(QString::fromStdString(record.name)),
        isActive(record.state) ? tr("Settings are fixed while it runs.") : tr("Its settings, as it was run."), sections);
    beside_->setText(actions_->underWay());
    copy_->setEnabled(request.has_value());
    again_->setEnabled(request.has_value() && !workspace_.readOnly());
    if (workspace_.readOnly())
        again_->setToolTip(readOnlyWords(workspace_));
}

void ProxyPage::readModelOf(const RunRecord& run)
{
    const auto request = requestOf(run);
    if (!request || models_.contains(request->model.string()))
        return;
    models_[request->model.string()] = std::nullopt;
    workspace_.background().run(
        this, [folder = request->model] { return readModelFacts(folder); },
        [this, folder = request->model.string()](const std::optional<ModelFacts>& facts) {
            models_[folder] = facts;
            refreshSoon();
        });
}

} // namespace ui
