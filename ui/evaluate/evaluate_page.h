// SPDX-License-Identifier: GPL-3.0-or-later
// The Evaluate page: what an experiment found, in a sentence with its caution, tables, plots and single answers.
#pragma once

#include "ui/controls/file_dialogs.h"
#include "ui/evaluate/evaluation_view.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <optional>

class QComboBox;
class QStackedWidget;
class QTableView;

namespace ui {

class AnswersPanel;
class Button;
class IntervalPlot;
class MessageLine;
class PageHeader;
class ScoreTableView;
class StatePanel;
class TabRow;
class TextLabel;
class VerdictPanel;

class EvaluatePage : public QWidget {
    Q_OBJECT

public:
    EvaluatePage(const Theme& theme, Workspace& workspace, const AskFile& ask, QWidget* parent = nullptr);
    ~EvaluatePage() override;

    std::optional<core::RunId> experiment() const { return run_; }
    const EvaluationView& view() const { return view_; }

public Q_SLOTS:
    void showExperiment(core::RunId experiment);

Q_SIGNALS:
    void experimentRequested(); ///< there is none yet
    void statusText(const QString& sentence); ///< what is shown
    void done(const QString& sentence); ///< what was done just now
    void logged(const QString& sentence);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void makeLayout();
    void makeHeader();
    QWidget* makeChoosers();
    QWidget* makePlots();
    QWidget* makeLower();
    void connectParts();
    void onRunList();
    void fillExperiments();
    void read();
    void takeData(const ExperimentDataPointer& found);
    void compareRows();
    void makeView();
    void takeView(EvaluationView view);
    void fillChoosers();
    void showAnswers();
    void showState(const QString& head, const QString& line, const QString& button);
    void exportAll();
    void say(const QString& sentence);

    const Theme& theme_;
    Workspace& workspace_;
    AskFile ask_;
    PageHeader* header_;
    QComboBox* experiments_ = nullptr;
    QComboBox* arm_ = nullptr;
    QComboBox* against_ = nullptr;
    QComboBox* column_ = nullptr;
    Button* export_ = nullptr;
    MessageLine* notice_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    StatePanel* state_ = nullptr;
    VerdictPanel* verdict_;
    ScoreTableView* scores_;
    IntervalPlot* differences_;
    IntervalPlot* groups_;
    TabRow* tabs_ = nullptr;
    QStackedWidget* lower_ = nullptr;
    AnswersPanel* answers_;
    LearningTableModel* learning_;
    QTableView* learningTable_ = nullptr;
    TextLabel* learningWords_ = nullptr;
    QTimer soon_; ///< reads again what has grown
    std::optional<core::RunId> run_;
    bool chosen_ = false; ///< by the person
    ExperimentDataPointer data_;
    EvaluationChoice choice_;
    EvaluationView view_;
    std::optional<core::RunId> compared_; ///< whose training rows were compared with the benchmarks here
    quint64 dataGeneration_ = 0;
    quint64 viewGeneration_ = 0;
    quint64 answersGeneration_ = 0;
    bool stale_ = false; ///< something new is in the project and nobody looks
};

} // namespace ui
