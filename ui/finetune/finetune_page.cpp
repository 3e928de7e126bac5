// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/finetune/finetune_page.h"

#include "core/jobs/experiment_draft.h"
#include "ui/controls/button.h"
#include "ui/controls/message_line.h"
#include "ui/controls/page_header.h"
#include "ui/controls/text_label.h"
#include "ui/controls/whole_names.h"
#include "ui/finetune/experiment_form.h"
#include "ui/finetune/experiment_view.h"
#include "ui/finetune/experiment_words.h"
#include "ui/finetune/planned_panel.h"
#include "ui/finetune/seeds_dialog.h"
#include "ui/runs/run_actions.h"
#include "ui/runs/settings_panel.h"
#include "ui/session/command_text.h"
#include "ui/session/read_only_words.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>

#include <algorithm>

namespace ui {

using core::store::RunRecord;
using core::store::RunState;

namespace {

constexpr int betweenUpdates = 100; // milliseconds

bool isExperiment(const RunRecord& run)
{
    return run.kind == "experiment";
}

/// Of a stored job: with the files that it names by content.
core::OrderedJson writtenForm(const core::protocol::JobSpec& job, const std::string& dataset)
{
    core::OrderedJson json{ { "name", job.name }, { "dataset", dataset } };
    json.update(toJson(job.experiment));
    json["resources"] = toJson(job.resources);
    return json;
}

} // namespace

FinetunePage::FinetunePage(const Theme& theme, Workspace& workspace, const AskFile& ask, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , workspace_(workspace)
    , feed_(workspace)
    , plan_(workspace)
    , starter_(workspace)
    , header_(new PageHeader(tr("Fine-tune"), tr("Train the same target on each arm, with equal steps, over seeds."), this))
    , beside_(new TextLabel({}, TextKind::Small, header_))
    , start_(new Button(theme, ButtonKind::Primary, tr("Start"), "player-play", header_))
    , form_(new ExperimentForm(theme, workspace, ask, this))
    , facts_(new SettingsPanel(theme, this))
    , planned_(new PlannedPanel(theme, this))
    , view_(new ExperimentView(theme, workspace.background(), this))
{
    setObjectName("finetunePage");
    facts_->setObjectName("experimentFacts");
    soon_.setSingleShot(true);
    soon_.setInterval(betweenUpdates);
    connect(&soon_, &QTimer::timeout, this, &FinetunePage::refresh);
    makeLayout();
    connectParts();
    connectRuns();
    onRunList();
    refresh();
}

FinetunePage::~FinetunePage() = default;

void FinetunePage::connectParts()
{
    connect(form_, &ExperimentForm::changed, this, &FinetunePage::refreshSoon);
    connect(form_, &ExperimentForm::curateRequested, this, &FinetunePage::curateRequested);
    connect(planned_, &PlannedPanel::importRequested, this, &FinetunePage::importRequested);
    connect(&plan_, &RunPlan::changed, this, &FinetunePage::refreshSoon);
    connect(&feed_, &ExperimentFeed::changed, this, &FinetunePage::refreshSoon);
    connect(&starter_, &ExperimentStarter::stageChanged, this, &FinetunePage::refreshSoon);
    connect(&starter_, &ExperimentStarter::started, this, [this](core::RunId run) {
        fillExperiments();
        showExperiment(run);
    });
    connect(&starter_, &ExperimentStarter::failed, this, [this](const QString& sentence, const QString& wayOut) {
        say(tr("The experiment was not started. %1").arg(sentence), wayOut);
    });
    connect(start_, &Button::clicked, this, &FinetunePage::start);
    connect(actions_, &RunActions::stopAsked, this, &FinetunePage::askToStop);
    connect(actions_, &RunActions::failed, this, &FinetunePage::say);
    connect(actions_, &RunActions::done, this, &FinetunePage::statusText);
    connect(actions_, &RunActions::changed, this, &FinetunePage::refreshSoon);
    connect(actions_, &RunActions::resultsRequested, this, &FinetunePage::resultsRequested);
    connect(view_, &ExperimentView::retryRequested, this, [this] {
        if (feed_.experiment())
            actions_->resume(*feed_.experiment(), false);
    });
    connect(addSeeds_, &Button::clicked, this, &FinetunePage::askForSeeds);
    connect(copy_, &Button::clicked, this, &FinetunePage::copyCommand);
}

void FinetunePage::connectRuns()
{
    JobsDoor& jobs = workspace_.jobs();
    connect(&jobs, &JobsDoor::runListChanged, this, &FinetunePage::onRunList);
    connect(&jobs, &JobsDoor::runStateChanged, this, [this] {
        fillExperiments();
        refreshSoon();
    });
    connect(&jobs, &JobsDoor::runProgressed, this, &FinetunePage::refreshSoon);
    connect(
        experiments_, &QComboBox::activated, this, [this] { showExperiment({ experiments_->currentData().toLongLong() }); });
}

/// An experiment that was started elsewhere appears; it is shown where nobody is filling the form.
void FinetunePage::onRunList()
{
    fillExperiments();
    if (settingUp_ && !choseToSetUp_ && starter_.isIdle() && experiments_->count() > 0)
        showExperiment({ experiments_->itemData(0).toLongLong() });
    refreshSoon();
}

/// Newest first.
void FinetunePage::fillExperiments()
{
    const QSignalBlocker quiet(experiments_);
    experiments_->clear();
    for (auto run = workspace_.runs().rbegin(); run != workspace_.runs().rend(); ++run)
        if (isExperiment(*run))
            experiments_->addItem(tr("%1 · %2").arg(QString::fromStdString(run->name), stateWords(run->state)),
                QVariant::fromValue<qint64>(run->id.value));
    const auto shown = feed_.experiment();
    experiments_->setCurrentIndex(shown ? experiments_->findData(QVariant::fromValue<qint64>(shown->value)) : -1);
    showWholeNames(*experiments_);
}

void FinetunePage::setUpExperiment()
{
    settingUp_ = true;
    choseToSetUp_ = true;
    notice_->hide();
    refresh();
}

void FinetunePage::showExperiment(core::RunId run)
{
    settingUp_ = false;
    choseToSetUp_ = false;
    notice_->hide();
    feed_.show(run);
    fillExperiments();
    refresh();
}

const RunRecord* FinetunePage::current() const
{
    const auto run = feed_.experiment();
    return run ? workspace_.jobs().run(*run) : nullptr;
}

void FinetunePage::start()
{
    if (!form_->problem().isEmpty() || !starter_.isIdle())
        return;
    notice_->hide();
    const auto draft = form_->draft();
    plan_.setValues(std::nullopt);
    starter_.start(draft);
    refresh();
}

void FinetunePage::askToStop(core::RunId run)
{
    const RunRecord* record = workspace_.jobs().run(run);
    if (record == nullptr)
        return;
    notice_->setMessage(MessageKind::Warning,
        tr("Stop %1? Finished cells stay, and the cell at work writes a checkpoint; the experiment can be resumed.")
            .arg(QString::fromStdString(record->name)));
    notice_->clearActions();
    Button* stop = notice_->addAction(tr("Stop"), ButtonKind::Destructive);
    stop->setObjectName("confirmStopExperiment");
    Button* keep = notice_->addAction(tr("Go on"), ButtonKind::Outlined);
    connect(stop, &Button::clicked, this, [this, run] {
        notice_->hide();
        actions_->stop(run);
    });
    connect(keep, &Button::clicked, notice_, &QWidget::hide);
    notice_->show();
    keep->setFocus(Qt::OtherFocusReason);
}

void FinetunePage::askForSeeds()
{
    if (!feed_.figures() || !feed_.experiment())
        return;
    auto* dialog = new SeedsDialog(theme_, feed_.figures()->job.experiment.seeds, this);
    connect(dialog, &SeedsDialog::chosen, this,
        [this, run = *feed_.experiment()](const std::vector<std::uint64_t>& seeds) { starter_.addSeeds(run, seeds); });
    dialog->open();
}

void FinetunePage::say(const QString& sentence, const QString& wayOut)
{
    notice_->setMessage(MessageKind::Error, wayOut.isEmpty() ? sentence : sentence + ' ' + wayOut);
    notice_->clearActions();
    connect(notice_->addAction(tr("Close")), &Button::clicked, notice_, &QWidget::hide);
    notice_->show();
    Q_EMIT logged(sentence);
    refreshSoon();
}

void FinetunePage::copyCommand()
{
    core::OrderedJson written;
    if (settingUp_) {
        written = core::jobs::writtenForm(form_->draft());
    } else if (current() != nullptr && feed_.figures()) {
        const auto record = std::ranges::find(workspace_.datasets(), current()->dataset, &core::store::DatasetRecord::id);
        if (record != workspace_.datasets().end())
            written = writtenForm(feed_.figures()->job, record->name);
    }
    if (written.is_null())
        return;
    QGuiApplication::clipboard()->setText(experimentRunCommand(workspace_.path().toStdString(),
        QString::fromStdString(written["name"].get<std::string>()), QString::fromStdString(written.dump(2))));
    Q_EMIT statusText(tr("The command was copied."));
}

void FinetunePage::refreshSoon()
{
    if (!soon_.isActive())
        soon_.start();
}

void FinetunePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refreshSoon(); // nothing is planned while nobody looks
}

void FinetunePage::refresh()
{
    const bool any = experiments_->count() > 0;
    experiments_->setVisible(any);
    settingUp_ = settingUp_ || current() == nullptr;
    left_->setCurrentIndex(settingUp_ ? 0 : 1);
    right_->setCurrentIndex(settingUp_ ? 0 : 1);
    start_->setVisible(settingUp_);
    addSeeds_->setVisible(!settingUp_);
    actions_->showRun(settingUp_ ? nullptr : current());
    settingUp_ ? refreshSetUp() : refreshExperiment();
}

void FinetunePage::refreshSetUp()
{
    const QString problem = form_->problem();
    const bool idle = starter_.isIdle();
    plan_.setValues(problem.isEmpty() && idle && isVisible() ? form_->plannedCell() : std::nullopt);
    const bool planned = plan_.stage() == RunPlan::Stage::Ready;
    form_->setTextFigures(planned ? std::optional(plan_.estimate()->text) : std::nullopt);
    form_->setEnabled(idle);
    if (workspace_.datasets().empty())
        planned_->showNoData();
    else if (idle)
        planned_->showPlan(*form_, problem, plan_);
    else
        planned_->showStarting();
    const QString reason = !problem.isEmpty() ? problem : plannedProblem(*form_, plan_);
    start_->setEnabled(idle && reason.isEmpty());
    start_->setToolTip(reason);
    beside_->setText(!idle ? tr("starting…") : !reason.isEmpty() ? reason : plannedSummary(*form_, plan_));
    copy_->setEnabled(problem.isEmpty());
    showWrongField(problem);
}

/// What is missing comes into view when it is first said.
void FinetunePage::showWrongField(const QString& problem)
{
    if (!isVisible() || problem == shownProblem_)
        return;
    shownProblem_ = problem;
    if (QWidget* field = form_->wrongField())
        static_cast<QScrollArea*>(left_->widget(0))->ensureWidgetVisible(field, 0, 24);
}

void FinetunePage::refreshExperiment()
{
    plan_.setValues(std::nullopt);
    const RunRecord& record = *current();
    const bool active = isActive(record.state);
    const bool interrupted = record.state == RunState::Interrupted || record.state == RunState::Failed;
    const QString ended = interrupted ? QString::fromStdString(record.note) : QString();
    view_->showExperiment(feed_.figures(), active, feed_.problem(), ended);
    const auto* progress = workspace_.jobs().progress(record.id);
    const auto remaining = progress != nullptr ? progress->remainingSeconds : std::nullopt;
    facts_->showRun(tr("Experiment %1").arg(QString::fromStdString(record.name)),
        active ? tr("Settings are fixed while it runs.") : tr("Its settings, as it was run."),
        feed_.figures() ? experimentText(*feed_.figures(), active, remaining) : std::vector<SettingsSection>{});
    beside_->setText(starter_.isIdle() ? actions_->underWay() : tr("starting…"));
    addSeeds_->setEnabled(!active && starter_.isIdle() && !workspace_.readOnly() && feed_.figures() != nullptr);
    addSeeds_->setToolTip(workspace_.readOnly() ? readOnlyWords(workspace_)
            : active                            ? tr("Stop it first; it goes on with all seeds.")
                                                : QString());
    copy_->setEnabled(feed_.figures() != nullptr);
}

} // namespace ui
