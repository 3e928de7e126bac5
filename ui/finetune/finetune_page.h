// SPDX-License-Identifier: GPL-3.0-or-later
// The Fine-tune page: set up an experiment of arms × seeds and start it, or watch one, wherever it was started.
#pragma once

#include "ui/controls/file_dialogs.h"
#include "ui/finetune/experiment_feed.h"
#include "ui/finetune/experiment_starter.h"
#include "ui/runs/run_plan.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QComboBox;
class QStackedWidget;

namespace ui {

class Button;
class ExperimentForm;
class ExperimentView;
class MessageLine;
class PageHeader;
class PlannedPanel;
class RunActions;
class SectionHeading;
class SettingsPanel;
class TextLabel;

class FinetunePage : public QWidget {
    Q_OBJECT

public:
    FinetunePage(const Theme& theme, Workspace& workspace, const AskFile& ask, QWidget* parent = nullptr);
    ~FinetunePage() override;

    bool isSettingUp() const { return settingUp_; }
    std::optional<core::RunId> experiment() const { return feed_.experiment(); }

public Q_SLOTS:
    void setUpExperiment();
    void showExperiment(core::RunId run);

Q_SIGNALS:
    void resultsRequested(core::RunId experiment);
    void curateRequested();
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
    void fillExperiments();
    void start();
    void askToStop(core::RunId run);
    void askForSeeds();
    void say(const QString& sentence, const QString& wayOut);
    void copyCommand();
    void refreshSoon();
    void refresh();
    void refreshSetUp();
    void refreshExperiment();
    void showWrongField(const QString& problem);
    const core::store::RunRecord* current() const;

    const Theme& theme_;
    Workspace& workspace_;
    ExperimentFeed feed_;
    RunPlan plan_;
    ExperimentStarter starter_;
    QTimer soon_;
    PageHeader* header_;
    TextLabel* beside_; ///< of the primary button: the plan, or why it cannot be started
    Button* start_;
    RunActions* actions_ = nullptr;
    SectionHeading* head_ = nullptr;
    QComboBox* experiments_ = nullptr;
    QStackedWidget* left_ = nullptr;
    ExperimentForm* form_;
    SettingsPanel* facts_;
    Button* addSeeds_ = nullptr;
    Button* copy_ = nullptr;
    MessageLine* notice_ = nullptr;
    QStackedWidget* right_ = nullptr;
    PlannedPanel* planned_;
    ExperimentView* view_;
    QString shownProblem_; ///< whose field was scrolled to
    bool settingUp_ = true;
    bool choseToSetUp_ = false; ///< by the person: an experiment that appears does not take the form away
};

} // namespace ui
