// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/proxy_page.h"

#include "core/jobs/plan_file.h"
#include "ui/controls/button.h"
#include "ui/controls/message_line.h"
#include "ui/controls/page_header.h"
#include "ui/controls/text_label.h"
#include "ui/proxy/plan_panel.h"
#include "ui/proxy/run_list.h"
#include "ui/proxy/run_view.h"
#include "ui/proxy/set_up_form.h"
#include "ui/runs/run_actions.h"
#include "ui/runs/run_words.h"
#include "ui/runs/settings_panel.h"
#include "ui/session/command_text.h"
#include "ui/theme/number_text.h"

#include <QtCore/QDataStream>
#include <QtCore/QIODevice>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QShortcut>

namespace ui {

using core::store::RunRecord;

namespace {

constexpr int betweenUpdates = 100; // milliseconds

} // namespace

ProxyPage::ProxyPage(const Theme& theme, Workspace& workspace, const AskFile& ask, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , workspace_(workspace)
    , histories_(workspace)
    , plan_(workspace)
    , starter_(workspace)
    , header_(new PageHeader(tr("Proxy"), tr("Train a small model and record every example’s loss on the way."), this))
    , beside_(new TextLabel({}, TextKind::Small, header_))
    , cancel_(new Button(theme, ButtonKind::Outlined, tr("Cancel"), header_))
    , escape_(new QShortcut(QKeySequence(Qt::Key_Escape), this))
    , start_(new Button(theme, ButtonKind::Primary, tr("Start"), "player-play", header_))
    , form_(new SetUpForm(theme, workspace, ask, this))
    , settings_(new SettingsPanel(theme, this))
    , planPanel_(new PlanPanel(theme, this))
    , view_(new RunView(theme, workspace, this))
{
    setObjectName("proxyPage");
    escape_->setContext(Qt::WidgetWithChildrenShortcut);
    soon_.setSingleShot(true);
    soon_.setInterval(betweenUpdates);
    connect(&soon_, &QTimer::timeout, this, &ProxyPage::refresh);
    makeLayout();
    connectParts();
    connectRuns();
    if (!workspace_.runs().empty())
        onRunList();
    refresh();
}

ProxyPage::~ProxyPage() = default;

QByteArray ProxyPage::saveLayout() const
{
    const LossSettings& settings = view_->loss().settings();
    QByteArray layout;
    QDataStream stream(&layout, QIODevice::WriteOnly);
    stream << static_cast<qint32>(settings.axis) << settings.logarithmicLoss << settings.logarithmicAxis
           << settings.smoothing << settings.marks;
    return layout;
}

void ProxyPage::restoreLayout(const QByteArray& layout)
{
    LossSettings settings;
    qint32 axis = 0;
    QDataStream stream(layout);
    stream >> axis >> settings.logarithmicLoss >> settings.logarithmicAxis >> settings.smoothing >> settings.marks;
    if (stream.status() != QDataStream::Ok || axis < 0 || axis > static_cast<qint32>(LossAxis::Time)
        || !(settings.smoothing >= 0 && settings.smoothing <= 1))
        return;
    settings.axis = static_cast<LossAxis>(axis);
    view_->loss().setSettings(settings);
}

void ProxyPage::connectParts()
{
    connect(form_, &SetUpForm::changed, this, &ProxyPage::refreshSoon);
    connect(&plan_, &RunPlan::changed, this, &ProxyPage::refreshSoon);
    connect(&starter_, &RunStarter::stageChanged, this, &ProxyPage::refreshSoon);
    connect(&starter_, &RunStarter::started, this, &ProxyPage::onStarted);
    connect(&starter_, &RunStarter::failed, this, [this](const QString& sentence, const QString& wayOut) {
        say(tr("The run was not started. %1").arg(sentence), wayOut);
    });
    connect(start_, &Button::clicked, this, &ProxyPage::start);
    connect(cancel_, &Button::clicked, this, &ProxyPage::leaveForm);
    connect(escape_, &QShortcut::activated, this, &ProxyPage::leaveForm);
    connect(actions_, &RunActions::stopAsked, this, &ProxyPage::askToStop);
    connect(actions_, &RunActions::failed, this, &ProxyPage::say);
    connect(actions_, &RunActions::done, this, &ProxyPage::statusText);
    connect(actions_, &RunActions::changed, this, &ProxyPage::refreshSoon);
    connect(actions_, &RunActions::resultsRequested, this, [this](core::RunId run) {
        workspace_.chooseRun(run);
        Q_EMIT trajectoriesRequested();
    });
    connect(view_, &RunView::resumeRequested, actions_, &RunActions::resume);
    connect(planPanel_, &PlanPanel::importRequested, this, &ProxyPage::importRequested);
    connect(copy_, &Button::clicked, this, &ProxyPage::copyCommand);
    connect(again_, &Button::clicked, this, &ProxyPage::setUpAgain);
}

void ProxyPage::connectRuns()
{
    JobsDoor& jobs = workspace_.jobs();
    connect(&jobs, &JobsDoor::runListChanged, this, &ProxyPage::onRunList);
    connect(&jobs, &JobsDoor::runStateChanged, this, [this](core::RunId run) {
        runs_->setRuns(workspace_.runs());
        refreshSoon();
        if (const RunRecord* record = workspace_.jobs().run(run); record != nullptr && record->kind == "proxy")
            Q_EMIT logged(tr("%1: %2").arg(QString::fromStdString(record->name), stateWords(record->state)));
    });
    connect(&jobs, &JobsDoor::runProgressed, this, &ProxyPage::refreshSoon);
    connect(&jobs, &JobsDoor::runWarned, this, [this](core::RunId, const QString& sentence) { Q_EMIT logged(sentence); });
    connect(&histories_, &RunHistories::historyChanged, this, &ProxyPage::refreshSoon);
    connect(runs_, &RunList::currentRunChanged, this, [this](core::RunId run) {
        showRun(run);
        workspace_.chooseRun(run);
    });
    connect(runs_, &RunList::runChosen, this, [this](core::RunId run) {
        if (!settingUp_ || starter_.stage() != RunStarter::Stage::Idle)
            return;
        showRun(run); // the one that was shown before the form
        workspace_.chooseRun(run);
    });
    connect(runs_, &RunList::shownRunsChanged, this, &ProxyPage::refreshSoon);
    connect(&workspace_, &Workspace::choiceChanged, this, &ProxyPage::onChoice);
    connect(&workspace_, &Workspace::listsChanged, this, &ProxyPage::refreshSoon);
}

/// A run that was started elsewhere appears; it is shown where nobody is filling the form.
void ProxyPage::onRunList()
{
    runs_->setRuns(workspace_.runs());
    if (settingUp_ && !choseToSetUp_ && starter_.stage() == RunStarter::Stage::Idle && runs_->count() > 0) {
        const RunRecord* chosen = workspace_.runRecord();
        if (chosen != nullptr && chosen->kind == "proxy")
            showRun(chosen->id);
        else
            showRun({ runs_->item(0)->data(Qt::UserRole).toLongLong() });
    }
    refreshSoon();
}

void ProxyPage::onChoice()
{
    const RunRecord* chosen = workspace_.runRecord();
    if (!settingUp_ && chosen != nullptr && chosen->kind == "proxy" && runs_->currentRun() != chosen->id)
        showRun(chosen->id);
}

void ProxyPage::setUpProxy()
{
    settingUp_ = true;
    choseToSetUp_ = true;
    notice_->hide();
    refresh();
}

/// Back to the runs; what was filled in stays for the next time.
void ProxyPage::leaveForm()
{
    if (runs_->count() > 0)
        showRun(runs_->currentRun().value_or(core::RunId{ runs_->item(0)->data(Qt::UserRole).toLongLong() }));
}

void ProxyPage::showRun(core::RunId run)
{
    settingUp_ = false;
    choseToSetUp_ = false;
    runs_->setCurrentRun(run);
    histories_.want(run);
    notice_->hide();
    refresh();
}

void ProxyPage::start()
{
    if (!form_->problem().isEmpty() || starter_.stage() != RunStarter::Stage::Idle)
        return;
    notice_->hide();
    planAtStart_ = plan_.estimate();
    const SetUpValues values = form_->values();
    plan_.setValues(std::nullopt);
    starter_.start(values);
    refresh();
}

void ProxyPage::onStarted(core::RunId run)
{
    if (planAtStart_) {
        plans_[run] = *planAtStart_;
        keepPlan(run, *planAtStart_);
    }
    runs_->setRuns(workspace_.runs());
    showRun(run);
    workspace_.chooseRun(run);
}

/// With the run, for whoever looks at it after the next start.
void ProxyPage::keepPlan(core::RunId run, const core::jobs::RunEstimate& plan)
{
    const RunRecord* record = workspace_.jobs().run(run);
    if (record == nullptr)
        return;
    workspace_.background().run(
        this, [folder = workspace_.session()->sideFolder() / record->folder, plan] { core::jobs::writePlan(folder, plan); },
        [] {}, [this](const core::Error& error) { Q_EMIT logged(QString::fromStdString(error.message())); });
}

void ProxyPage::askToStop(core::RunId run)
{
    const RunRecord* record = workspace_.jobs().run(run);
    if (record == nullptr)
        return;
    const RunHistory* history = histories_.history(run);
    const auto points = history != nullptr ? static_cast<qint64>(history->points.size()) : 0;
    const auto steps = history != nullptr && history->steps ? static_cast<qint64>(history->steps->size()) : 0;
    notice_->setMessage(MessageKind::Warning,
        tr("Stop %1? A checkpoint is written first: %2 steps and %3 recording points stay, and it can be resumed.")
            .arg(QString::fromStdString(record->name), countText(steps), countText(points)));
    notice_->clearActions();
    Button* stop = notice_->addAction(tr("Stop"), ButtonKind::Destructive);
    stop->setObjectName("confirmStop");
    Button* keep = notice_->addAction(tr("Go on"), ButtonKind::Outlined);
    keep->setObjectName("keepRunning");
    connect(stop, &Button::clicked, this, [this, run] {
        notice_->hide();
        actions_->stop(run);
    });
    connect(keep, &Button::clicked, notice_, &QWidget::hide);
    notice_->show();
    keep->setFocus(Qt::OtherFocusReason);
}

void ProxyPage::say(const QString& sentence, const QString& wayOut)
{
    notice_->setMessage(MessageKind::Error, wayOut.isEmpty() ? sentence : sentence + ' ' + wayOut);
    notice_->clearActions();
    connect(notice_->addAction(tr("Close")), &Button::clicked, notice_, &QWidget::hide);
    notice_->show();
    Q_EMIT logged(sentence);
    refreshSoon();
}

QString ProxyPage::datasetName(core::DatasetId dataset) const
{
    for (const auto& record : workspace_.datasets())
        if (record.id == dataset)
            return QString::fromStdString(record.name);
    return QString::number(dataset.value);
}

void ProxyPage::copyCommand()
{
    const std::filesystem::path project = workspace_.path().toStdString();
    const auto copy = [this](const QString& text) {
        QGuiApplication::clipboard()->setText(text);
        Q_EMIT statusText(tr("The command was copied."));
    };
    if (!settingUp_) {
        auto request = current() != nullptr ? requestOf(*current()) : std::nullopt;
        if (request) {
            request->name.clear(); // it is taken: the next free one
            copy(proxyRunCommand(project, datasetName(request->dataset), *request));
        }
        return;
    }
    const SetUpValues values = form_->values();
    const QString dataset = datasetName(*values.dataset);
    if (values.presetRecord() == nullptr) {
        copy(proxyRunCommand(project, dataset, requestOf(values, values.modelFolder.toStdString())));
        return;
    }
    workspace_.background().run(
        this,
        [side = workspace_.session()->sideFolder(), preset = values.preset] {
            return RunStarter::freeModelFolder(side, preset);
        },
        [copy, project, dataset, values](const std::filesystem::path& folder) {
            NewModelCommand model{ QString::fromStdString(values.preset), {}, values.request.train.seed, folder };
            if (values.presetRecord()->needsTokenizer)
                model.tokenizer = values.tokenizerFolder.toStdString();
            copy(newModelCommand(model) + " && \\\n" + proxyRunCommand(project, dataset, requestOf(values, folder)));
        });
}

/// The form with the settings of the run that is shown.
void ProxyPage::setUpAgain()
{
    const auto request = current() != nullptr ? requestOf(*current()) : std::nullopt;
    if (!request)
        return;
    SetUpValues values;
    values.preset.clear();
    values.modelFolder = QString::fromStdString(request->model.string());
    values.dataset = request->dataset;
    values.request = *request;
    values.request.name.clear();
    form_->setValues(values);
    setUpProxy();
}

} // namespace ui
