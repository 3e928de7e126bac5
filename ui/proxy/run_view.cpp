// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/run_view.h"

#include "ui/controls/message_line.h"
#include "ui/controls/panes.h"
#include "ui/controls/tab_row.h"
#include "ui/controls/text_label.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QFrame>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

using core::store::RunState;

/// Weights of another machine go on only when that is wanted; the worker says so with this option's name.
bool asksForOtherMachine(const QString& note)
{
    return note.contains(QStringLiteral("--allow-different-machine"));
}

PlotState waitingState(const ShownRun& run)
{
    if (run.history != nullptr && !run.history->problem.isEmpty())
        return { PlotStage::Failed, {}, LossView::tr("The steps cannot be read"), run.history->problem, {}, {} };
    if (run.history == nullptr || !run.history->loaded)
        return { PlotStage::Loading, {}, LossView::tr("Reading the steps"), {}, {}, {} };
    if (run.record->state == RunState::Queued)
        return { PlotStage::Empty, "clock", LossView::tr("The run waits"),
            LossView::tr("One run trains on this machine at a time; it starts by itself."), {}, {} };
    const bool scoring = run.progress != nullptr && run.progress->progress.phase == core::protocol::Phase::Scoring;
    return { PlotStage::Empty, "activity", LossView::tr("No step yet"),
        scoring ? LossView::tr("The examples are scored before the first step.")
                : LossView::tr("The loss of every step is drawn here as it comes in."),
        {}, {} };
}

} // namespace

RunView::RunView(const Theme& theme, Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , workspace_(workspace)
    , message_(new MessageLine(theme, MessageKind::Error, {}, this))
    , figures_(new RunFigures(theme, this))
    , loss_(new LossView(theme, workspace.background(), this))
    , sources_(new SourceView(theme, workspace, this))
    , points_(new PointsModel(theme, this))
    , comparison_(new SettingsComparison(this))
{
    message_->setObjectName("runMessage");
    message_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(message_);
    column->addWidget(figures_);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setObjectName("proxySplit");
    split->setChildrenCollapsible(false);
    split->addWidget(loss_);
    split->addWidget(makeLower());
    split->setSizes({ 272, 306 });
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    column->addWidget(split, 1);
    connect(sources_, &SourceView::curvesChanged, this, [this] { showPoints(current_); });
}

QWidget* RunView::makeLower()
{
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setObjectName("proxyLowerSplit");
    split->setChildrenCollapsible(false);
    split->addWidget(sources_);
    auto* right = new QFrame(split);
    right->setProperty("look", "panel");
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(10, 4, 10, 10);
    column->setSpacing(4);
    tabs_ = new TabRow(theme_);
    tabs_->setObjectName("proxyTabs");
    tabs_->setAccessibleName(tr("Tables of the run"));
    tabs_->addTab(tr("Recording points"));
    tabs_->addTab(tr("Settings that differ"));
    column->addWidget(tabs_, 0, Qt::AlignLeft);
    tables_ = new QStackedWidget;
    auto* pointTable = makeTable(points_, "pointTable");
    markPane(*pointTable, Pane::Table);
    pointTable->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    const int widths[] = { 46, 50, 0, 78, 52 };
    for (int section = 0; section < PointsModel::ColumnCount; ++section)
        pointTable->horizontalHeader()->resizeSection(section, widths[section]);
    pointTable->horizontalHeader()->setSectionResizeMode(PointsModel::Examples, QHeaderView::Stretch);
    compared_ = makeTable(comparison_, "comparisonTable");
    compared_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    auto* comparison = new QWidget;
    auto* rows = new QVBoxLayout(comparison);
    rows->setContentsMargins({});
    alike_ = new TextLabel({}, TextKind::Small);
    alike_->setWordWrap(true);
    rows->addWidget(alike_);
    rows->addWidget(compared_, 1);
    tables_->addWidget(pointTable);
    tables_->addWidget(comparison);
    column->addWidget(tables_, 1);
    connect(tabs_, &QTabBar::currentChanged, tables_, &QStackedWidget::setCurrentIndex);
    split->addWidget(right);
    split->setSizes({ 530, 372 });
    split->setStretchFactor(0, 1);
    return split;
}

QTableView* RunView::makeTable(QAbstractItemModel* model, const QString& name)
{
    auto* table = new QTableView;
    table->setObjectName(name);
    table->setModel(model);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(24);
    table->verticalHeader()->setMinimumSectionSize(24);
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setWordWrap(false);
    table->setIconSize({ 14, 14 });
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return table;
}

void RunView::showRuns(const std::vector<ShownRun>& runs, const std::optional<core::jobs::RunEstimate>& plan)
{
    if (runs.empty() || runs.front().record == nullptr)
        return;
    current_ = runs.front();
    showMessage(current_);
    figures_->showRun(*current_.record, current_.progress, current_.history, plan);
    showLoss(runs);
    const std::size_t points = current_.history != nullptr ? current_.history->points.size() : 0;
    sources_->setRun(current_.record, points, plannedPoints(current_.progress, current_.history));
    showPoints(current_);
    compare(runs);
}

/// Why it does not go on, with the way out; and what the worker warned of.
void RunView::showMessage(const ShownRun& run)
{
    const auto& record = *run.record;
    const QString name = QString::fromStdString(record.name);
    QString note = QString::fromStdString(record.note);
    MessageKind kind = MessageKind::Error;
    QString sentence;
    bool resume = false;
    if (record.state == RunState::Failed || record.state == RunState::Interrupted) {
        resume = !workspace_.readOnly();
        const bool stopped = record.state == RunState::Interrupted && note.isEmpty();
        kind = record.state == RunState::Failed ? MessageKind::Error : MessageKind::Warning;
        sentence = stopped ? tr("%1 was stopped. What was recorded stays, and it can be resumed.").arg(name)
            : record.state == RunState::Failed ? tr("%1 failed: %2").arg(name, note)
                                               : tr("%1 was interrupted: %2").arg(name, note);
    } else if (run.history != nullptr && run.history->events && !run.history->events->warnings.empty()) {
        kind = MessageKind::Warning;
        sentence = QString::fromStdString(run.history->events->warnings.back());
    } else if (!note.isEmpty()) {
        kind = MessageKind::Information;
        sentence = note;
    }
    if (sentence + stateWords(record.state) == said_)
        return;
    said_ = sentence + stateWords(record.state);
    message_->setMessage(kind, sentence);
    message_->clearActions();
    if (resume) {
        const bool other = asksForOtherMachine(note);
        auto* action = message_->addAction(other ? tr("Resume all the same") : tr("Resume"));
        action->setObjectName("resumeFromMessage");
        connect(action, &Button::clicked, this, [this, id = record.id, other] { Q_EMIT resumeRequested(id, other); });
    }
    message_->setVisible(!sentence.isEmpty());
}

void RunView::showLoss(const std::vector<ShownRun>& runs)
{
    std::vector<LossRun> all;
    for (const ShownRun& run : runs) {
        if (run.record == nullptr)
            continue;
        LossRun loss;
        loss.name = QString::fromStdString(run.record->name);
        loss.steps = run.history != nullptr ? run.history->steps : nullptr;
        loss.plannedSteps = plannedSteps(run.progress, run.history);
        if (const auto request = requestOf(*run.record))
            loss.epochs = request->train.epochs;
        loss.ended = run.record->state == RunState::Finished;
        loss.slot = run.slot;
        loss.recordingSteps = plannedPoints(run.progress, run.history);
        loss.pointsDone = run.history != nullptr ? run.history->points.size() : 0;
        if (loss.recordingSteps.empty() && run.history != nullptr)
            for (const auto& point : run.history->points)
                loss.recordingSteps.push_back(point.step);
        loss.rows = static_cast<std::int64_t>(sources_->curves().allRows);
        if (run.history != nullptr && run.history->events)
            loss.stepTimes
                = std::shared_ptr<const std::vector<std::int64_t>>(run.history->events, &run.history->events->stepTimes);
        all.push_back(std::move(loss));
    }
    loss_->setRuns(std::move(all), waitingState(runs.front()));
}

void RunView::showPoints(const ShownRun& run)
{
    if (run.record != nullptr)
        points_->setRows(pointRows(plannedPoints(run.progress, run.history), run.history, sources_->curves(), run.progress));
}

void RunView::compare(const std::vector<ShownRun>& runs)
{
    std::vector<core::RunId> ids;
    std::vector<core::store::RunRecord> records;
    for (const ShownRun& run : runs)
        if (run.record != nullptr) {
            ids.push_back(run.record->id);
            records.push_back(*run.record);
        }
    if (ids == comparedRuns_)
        return;
    comparedRuns_ = ids;
    const bool several = ids.size() > 1;
    tabs_->setTabVisible(1, several);
    if (!several)
        tabs_->setCurrentIndex(0);
    comparison_->setRuns(records, [this](core::DatasetId dataset) { return datasetName(dataset); });
    compared_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents); // the names of settings
    alike_->setText(tr("All settings of these runs are alike."));
    alike_->setVisible(comparison_->allAlike());
    compared_->setVisible(!comparison_->allAlike());
}

QString RunView::datasetName(core::DatasetId dataset) const
{
    for (const auto& record : workspace_.datasets())
        if (record.id == dataset)
            return QString::fromStdString(record.name);
    return QString::number(dataset.value);
}

} // namespace ui
