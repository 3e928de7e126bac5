// SPDX-License-Identifier: GPL-3.0-or-later
// The Proxy page: set up a small model and train it, or watch a run, wherever it was started.
#pragma once

#include "ui/controls/file_dialogs.h"
#include "ui/proxy/run_histories.h"
#include "ui/proxy/run_starter.h"
#include "ui/runs/model_facts.h"
#include "ui/runs/run_plan.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <map>

class QShortcut;
class QStackedWidget;

namespace ui {

class Button;
class MessageLine;
class PageHeader;
class PlanPanel;
class RunActions;
class RunList;
class RunView;
class SectionHeading;
class SetUpForm;
class SettingsPanel;
class TextLabel;

class ProxyPage : public QWidget {
    Q_OBJECT

public:
    ProxyPage(const Theme& theme, Workspace& workspace, const AskFile& ask, QWidget* parent = nullptr);
    ~ProxyPage() override;

    bool isSettingUp() const { return settingUp_; }
    QByteArray saveLayout() const; ///< the settings of the loss plot
    void restoreLayout(const QByteArray& layout);

public Q_SLOTS:
    /// The form of a new proxy, for the dataset that is looked at.
    void setUpProxy();
    void showRun(core::RunId run);

Q_SIGNALS:
    void trajectoriesRequested();
    void importRequested();
    void statusText(const QString& sentence);
    void logged(const QString& sentence);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void makeLayout();
    void makeHeader();
    QWidget* makeLeft();
    QWidget* makeRight();
    void connectParts();
    void connectRuns();
    void onRunList();
    void onStarted(core::RunId run);
    void keepPlan(core::RunId run, const core::jobs::RunEstimate& plan);
    void onChoice();
    void leaveForm();
    void start();
    void askToStop(core::RunId run);
    void say(const QString& sentence, const QString& wayOut);
    void copyCommand();
    void setUpAgain();
    void refreshSoon();
    void refresh();
    void refreshSetUp();
    void showWrongField(const QString& problem);
    void refreshRun();
    void readModelOf(const core::store::RunRecord& run);
    const core::store::RunRecord* current() const;
    QString datasetName(core::DatasetId dataset) const;

    const Theme& theme_;
    Workspace& workspace_;
    RunHistories histories_;
    RunPlan plan_;
    RunStarter starter_;
    QTimer soon_;
    PageHeader* header_;
    TextLabel* beside_; ///< of the primary button: the plan, or why it cannot be started
    Button* cancel_; ///< of the form, where there is a run to go back to
    QShortcut* escape_; ///< does the same
    Button* start_;
    RunActions* actions_ = nullptr;
    SectionHeading* runsHead_ = nullptr;
    RunList* runs_ = nullptr;
    QStackedWidget* left_ = nullptr;
    SetUpForm* form_;
    SettingsPanel* settings_;
    Button* copy_ = nullptr;
    Button* again_ = nullptr;
    MessageLine* notice_ = nullptr;
    QStackedWidget* right_ = nullptr;
    PlanPanel* planPanel_;
    RunView* view_;
    QString shownProblem_; ///< whose field was scrolled to
    bool settingUp_ = true;
    bool choseToSetUp_ = false; ///< by the person: a run that appears does not take the form away
    std::map<core::RunId, core::jobs::RunEstimate> plans_; ///< of the runs started here; the histories know the others'
    std::optional<core::jobs::RunEstimate> planAtStart_;
    std::map<std::string, std::optional<ModelFacts>> models_; ///< by folder; absent: not read yet
};

} // namespace ui
