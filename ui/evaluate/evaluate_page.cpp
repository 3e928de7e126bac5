// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/evaluate_page.h"

#include "core/jobs/experiment_data.h"
#include "core/store/project_experiments.h"
#include "ui/controls/button.h"
#include "ui/controls/message_line.h"
#include "ui/controls/page_header.h"
#include "ui/controls/state_panel.h"
#include "ui/controls/text_label.h"
#include "ui/controls/whole_names.h"
#include "ui/evaluate/answers_panel.h"
#include "ui/evaluate/report_export.h"
#include "ui/evaluate/score_table.h"
#include "ui/evaluate/verdict_panel.h"
#include "ui/plots/interval_plot.h"
#include "ui/theme/number_text.h"

#include <QtCore/QDir>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QStackedWidget>

#include <algorithm>
#include <map>

namespace ui {

using core::store::RunRecord;

namespace {

constexpr int betweenReads = 2000; // milliseconds

/// Evaluations of two arms on one benchmark, by the seeds that both have finished.
std::vector<AnswerPair> answerPairs(const core::store::ProjectSession& session, core::RunId experiment,
    const EvaluationChoice& choice, const std::string& benchmark)
{
    std::map<core::RunId, const core::store::EvaluationRecord*> evaluations;
    const auto records = core::store::evaluationsOf(session, experiment);
    for (const auto& record : records)
        if (record.benchmark.name == benchmark && record.complete())
            evaluations[record.run] = &record;
    std::map<std::uint64_t, AnswerPair> pairs;
    for (const auto& cell : core::store::experimentCells(session, experiment)) {
        const auto found = evaluations.find(cell.run);
        if (found == evaluations.end())
            continue;
        AnswerPair& pair = pairs[cell.seed];
        pair.seed = cell.seed;
        if (cell.arm == choice.against)
            pair.first = found->second->id;
        else if (cell.arm == choice.arm)
            pair.second = found->second->id;
    }
    std::vector<AnswerPair> whole;
    for (const auto& [seed, pair] : pairs)
        if (pair.first.value != 0 && pair.second.value != 0)
            whole.push_back(pair);
    return whole;
}

} // namespace

EvaluatePage::EvaluatePage(const Theme& theme, Workspace& workspace, const AskFile& ask, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , workspace_(workspace)
    , ask_(ask)
    , header_(new PageHeader(tr("Evaluate"), tr("Compare the arms on benchmarks, and say how sure one can be."), this))
    , verdict_(new VerdictPanel(theme))
    , scores_(new ScoreTableView(theme))
    , differences_(new IntervalPlot(theme))
    , groups_(new IntervalPlot(theme))
    , answers_(new AnswersPanel(theme, workspace))
    , learning_(new LearningTableModel(this))
{
    setObjectName("evaluatePage");
    soon_.setSingleShot(true);
    soon_.setInterval(betweenReads);
    makeLayout();
    connectParts();
    onRunList();
}

EvaluatePage::~EvaluatePage() = default;

void EvaluatePage::connectParts()
{
    JobsDoor& jobs = workspace_.jobs();
    connect(&jobs, &JobsDoor::runListChanged, this, &EvaluatePage::onRunList);
    connect(&jobs, &JobsDoor::runStateChanged, this, &EvaluatePage::fillExperiments);
    connect(&jobs, &JobsDoor::cellsChanged, this, [this](core::RunId experiment) {
        if (experiment == run_ && !soon_.isActive())
            soon_.start();
    });
    connect(&soon_, &QTimer::timeout, this, &EvaluatePage::read);
    connect(
        experiments_, &QComboBox::activated, this, [this] { showExperiment({ experiments_->currentData().toLongLong() }); });
    connect(arm_, &QComboBox::activated, this, [this] {
        choice_.arm = arm_->currentText().toStdString();
        makeView();
    });
    connect(against_, &QComboBox::activated, this, [this] {
        choice_.against = against_->currentText().toStdString();
        makeView();
    });
    connect(column_, &QComboBox::activated, this, [this] {
        choice_.column = column_->currentText().toStdString();
        makeView();
    });
    connect(state_, &StatePanel::buttonClicked, this, &EvaluatePage::experimentRequested);
    connect(export_, &Button::clicked, this, &EvaluatePage::exportAll);
    connect(answers_, &AnswersPanel::logged, this, &EvaluatePage::logged);
}

/// The newest experiment, until somebody chooses another one.
void EvaluatePage::onRunList()
{
    fillExperiments();
    if (!chosen_ && experiments_->count() > 0) {
        const core::RunId newest{ experiments_->itemData(0).toLongLong() };
        if (newest != run_) {
            run_ = newest;
            data_.reset();
            choice_ = {};
            read();
        }
    }
    if (experiments_->count() == 0)
        showState(tr("Nothing to compare yet"),
            tr("Two arms with an evaluation are needed. An experiment trains them and answers the benchmarks."),
            tr("Set up an experiment"));
    fillExperiments();
}

void EvaluatePage::fillExperiments()
{
    experiments_->clear();
    for (auto run = workspace_.runs().rbegin(); run != workspace_.runs().rend(); ++run)
        if (run->kind == "experiment")
            experiments_->addItem(QString::fromStdString(run->name), QVariant::fromValue<qint64>(run->id.value));
    experiments_->setCurrentIndex(run_ ? experiments_->findData(QVariant::fromValue<qint64>(run_->value)) : -1);
    for (QComboBox* box : { experiments_, arm_, against_, column_ })
        box->setEnabled(box->count() > 0);
    showWholeNames(*experiments_);
}

void EvaluatePage::showExperiment(core::RunId experiment)
{
    chosen_ = true;
    if (experiment == run_) {
        read();
        return;
    }
    run_ = experiment;
    data_.reset();
    choice_ = {};
    fillExperiments();
    showState({}, {}, {});
    read();
}

void EvaluatePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (stale_)
        read();
}

/// Away from the GUI thread, and only while somebody looks.
void EvaluatePage::read()
{
    stale_ = !isVisible();
    if (!run_ || stale_)
        return;
    const quint64 generation = ++dataGeneration_;
    if (!data_)
        state_->showLoading(tr("Reading the experiment"));
    workspace_.background().run(
        this,
        [session = workspace_.session(), run = *run_] {
            return std::make_shared<const core::analysis::ExperimentData>(core::jobs::experimentData(*session, run));
        },
        [this, generation](const ExperimentDataPointer& found) {
            if (generation == dataGeneration_)
                takeData(found);
        },
        [this, generation](const core::Error& error) {
            if (generation == dataGeneration_)
                showState(tr("The experiment cannot be read"), QString::fromStdString(error.message()), {});
        });
}

void EvaluatePage::takeData(const ExperimentDataPointer& found)
{
    data_ = found;
    makeView();
    compareRows();
}

/// How many training rows give items away: once an experiment, where the project does not know it yet.
void EvaluatePage::compareRows()
{
    const bool known = std::ranges::all_of(data_->benchmarks, [](const core::analysis::SummaryBenchmark& benchmark) {
        return benchmark.kind == core::analysis::ScoreKind::Loss || benchmark.equalRows.has_value();
    });
    if (known || compared_ == run_ || workspace_.readOnly())
        return;
    compared_ = run_;
    workspace_.background().run(
        this, [session = workspace_.session(), run = *run_] { core::jobs::checkContamination(*session, run); },
        [this, run = *run_] {
            if (run == run_)
                read();
        },
        [this](const core::Error& error) { Q_EMIT logged(QString::fromStdString(error.message())); });
}

void EvaluatePage::makeView()
{
    if (!data_)
        return;
    const quint64 generation = ++viewGeneration_;
    workspace_.background().run(
        this, [experiment = data_, choice = choice_] { return evaluationView(*experiment, choice); },
        [this, generation](EvaluationView view) {
            if (generation == viewGeneration_)
                takeView(std::move(view));
        },
        [this, generation](const core::Error& error) {
            if (generation == viewGeneration_)
                showState(tr("The experiment cannot be summarised"), QString::fromStdString(error.message()), {});
        });
}

void EvaluatePage::takeView(EvaluationView view)
{
    view_ = std::move(view);
    fillChoosers();
    if (view_.sentence.isEmpty()) {
        showState(tr("Nothing to compare yet"),
            tr("Two arms with an evaluation of the same seed are needed. %1.").arg(view_.status), {});
        return;
    }
    verdict_->setVerdict(view_.sentence, view_.caution, view_.claims);
    scores_->scores().setTable(view_.scores);
    differences_->setContent(view_.differences);
    differences_->setState({});
    groups_->setContent(view_.groups);
    groups_->setState(view_.groups.rows.empty()
            ? PlotState{ PlotStage::Empty, "list-check", tr("No skills"), tr("The items name no source."), {} }
            : PlotState{});
    learning_->setLearning(view_.learning);
    learningWords_->setText(!view_.learning ? tr("No curve was measured in two arms with the same seeds.")
                                            : learningWords(*view_.learning)
                + (view_.learningComparison.isEmpty() ? QString() : ' ' + view_.learningComparison));
    learningTable_->setVisible(view_.learning != nullptr);
    export_->setEnabled(true);
    pages_->setCurrentIndex(1);
    showAnswers();
    Q_EMIT statusText(view_.status);
}

void EvaluatePage::fillChoosers()
{
    const auto fill = [](QComboBox& box, const QStringList& words, const std::string& chosen) {
        box.clear();
        box.addItems(words);
        box.setCurrentIndex(static_cast<int>(words.indexOf(QString::fromStdString(chosen))));
        box.setEnabled(!words.isEmpty());
        showWholeNames(box);
    };
    fill(*arm_, view_.scores.arms, view_.choice.arm);
    fill(*against_, view_.scores.arms, view_.choice.against);
    fill(*column_, view_.columns, view_.choice.column);
}

void EvaluatePage::showAnswers()
{
    const QString first = QString::fromStdString(view_.choice.against);
    const QString second = QString::fromStdString(view_.choice.arm);
    const quint64 generation = ++answersGeneration_;
    if (!view_.benchmark) {
        answers_->setPairs(
            {}, first, second, tr("Choose a benchmark with questions: held-out rows have losses, no answers."));
        return;
    }
    workspace_.background().run(
        this,
        [session = workspace_.session(), run = *run_, choice = view_.choice, benchmark = *view_.benchmark] {
            return answerPairs(*session, run, choice, benchmark);
        },
        [this, generation, first, second](const std::vector<AnswerPair>& pairs) {
            if (generation == answersGeneration_)
                answers_->setPairs(pairs, first, second, tr("No seed of both arms is finished."));
        },
        [this](const core::Error& error) { say(QString::fromStdString(error.message())); });
}

void EvaluatePage::showState(const QString& head, const QString& line, const QString& button)
{
    if (head.isEmpty())
        state_->showLoading(tr("Reading the experiment"));
    else
        state_->showEmpty("scale", head, line, button);
    export_->setEnabled(false);
    pages_->setCurrentIndex(0);
    Q_EMIT statusText({});
}

void EvaluatePage::exportAll()
{
    FileRequest request{ FileRequest::Kind::Folder, tr("Choose a folder for the report"), {}, {}, {}, {} };
    ask_(this, request, [this](const QString& folder) {
        if (folder.isEmpty() || !view_.summary)
            return;
        exportReport(
            { folder, view_, *differences_, *groups_ }, workspace_.background(), this,
            [this, folder](int files) {
                Q_EMIT done(tr("%1 files were written to %2.").arg(files).arg(QDir::toNativeSeparators(folder)));
            },
            [this](const core::Error& error) { say(QString::fromStdString(error.message())); });
    });
}

void EvaluatePage::say(const QString& sentence)
{
    notice_->setMessage(MessageKind::Error, sentence);
    notice_->show();
    Q_EMIT logged(sentence);
}

} // namespace ui
