// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/finetune/planned_panel.h"

#include "ui/controls/key_value_list.h"
#include "ui/controls/message_line.h"
#include "ui/controls/section_heading.h"
#include "ui/controls/state_panel.h"
#include "ui/controls/text_label.h"
#include "ui/finetune/cell_matrix.h"
#include "ui/finetune/experiment_words.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

constexpr int widest = 560;

core::jobs::ExperimentPlan estimateOf(const ExperimentForm& form, const RunPlan& plan)
{
    return core::jobs::planExperiment(*plan.estimate(), form.draft().train, form.shape());
}

QString tooFull(const core::jobs::ExperimentPlan& estimate)
{
    return PlannedPanel::tr("There is too little space: %1 free, %2 needed.")
        .arg(bytesText(estimate.freeBytes), bytesText(estimate.diskBytes));
}

} // namespace

PlannedPanel::PlannedPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , pages_(new QStackedWidget)
    , state_(new StatePanel(theme))
    , matrix_(new CellMatrix(theme))
    , message_(new MessageLine(theme, MessageKind::Warning, {}))
    , stage_(new TextLabel({}, TextKind::Quiet))
    , figures_(new KeyValueList)
    , note_(new TextLabel({}, TextKind::Note))
{
    setObjectName("plannedPanel");
    state_->setObjectName("plannedState");
    matrix_->setObjectName("plannedMatrix");
    message_->setObjectName("plannedMessage");
    figures_->setObjectName("plannedFigures");
    stage_->setObjectName("plannedStage");
    stage_->setWordWrap(true);
    note_->setWordWrap(true);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(pages_);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(14, 14, 14, 14);
    column->setSpacing(12);
    column->addWidget(new SectionHeading(theme, tr("Cells: one is a fine-tune run and its evaluation")));
    column->addWidget(matrix_);
    column->addWidget(message_);
    auto* text = new QWidget;
    text->setMaximumWidth(widest);
    auto* rows = new QVBoxLayout(text);
    rows->setContentsMargins({});
    rows->setSpacing(8);
    rows->addWidget(new SectionHeading(theme, tr("Planned")));
    rows->addWidget(stage_);
    rows->addWidget(figures_);
    rows->addWidget(note_);
    column->addWidget(text);
    column->addStretch(1);
    pages_->addWidget(state_);
    pages_->addWidget(page);
    connect(state_, &StatePanel::buttonClicked, this, &PlannedPanel::importRequested);
}

void PlannedPanel::showNoData()
{
    state_->showEmpty(
        "database", tr("No dataset yet"), tr("An experiment compares ways of training on a dataset."), tr("Import…"));
    pages_->setCurrentIndex(0);
}

void PlannedPanel::showStarting()
{
    state_->showLoading(tr("Setting the experiment up"));
    pages_->setCurrentIndex(0);
}

void PlannedPanel::showPlan(const ExperimentForm& form, const QString& problem, const RunPlan& plan)
{
    const auto draft = form.draft();
    QStringList arms;
    for (const auto& arm : draft.arms)
        arms << QString::fromStdString(arm.name);
    matrix_->cells().setPlanned(arms, draft.seeds);
    const bool ready = problem.isEmpty() && plan.stage() == RunPlan::Stage::Ready;
    figures_->setVisible(ready);
    note_->setVisible(ready);
    stage_->setVisible(!ready);
    message_->hide();
    pages_->setCurrentIndex(1);
    if (!ready) {
        stage_->setText(!problem.isEmpty()               ? problem
                : plan.stage() == RunPlan::Stage::Failed ? plan.problem()
                : plan.stage() == RunPlan::Stage::Making ? tr("Making weights to measure with…")
                                                         : tr("Measuring how fast this machine is with the target…"));
        return;
    }
    const auto estimate = estimateOf(form, plan);
    figures_->setRows(planText(estimate, form.shape()));
    if (!estimate.fitsDisk()) {
        message_->setMessage(MessageKind::Error, tooFull(estimate));
        message_->show();
    } else if (form.shape().seeds < 5) {
        message_->setMessage(MessageKind::Information,
            tr("With fewer than five seeds there will be intervals, and no claim. Seeds can be added later."));
        message_->show();
    }
    note_->setText(tr("Speed was measured on this machine with %1 threads. How long answers take is known after the first "
                      "cell. Planned, not promised.")
                       .arg(countText(plan.estimate()->model.threads)));
}

QString plannedSummary(const ExperimentForm& form, const RunPlan& plan)
{
    switch (plan.stage()) {
    case RunPlan::Stage::None:
    case RunPlan::Stage::Failed:
        return {};
    case RunPlan::Stage::Making:
    case RunPlan::Stage::Measuring:
        return PlannedPanel::tr("measuring…");
    case RunPlan::Stage::Ready:
        break;
    }
    return experimentPlanSummary(estimateOf(form, plan));
}

QString plannedProblem(const ExperimentForm& form, const RunPlan& plan)
{
    if (plan.stage() == RunPlan::Stage::Failed)
        return plan.problem();
    if (plan.stage() != RunPlan::Stage::Ready)
        return {};
    const auto estimate = estimateOf(form, plan);
    return estimate.fitsDisk() ? QString() : tooFull(estimate);
}

} // namespace ui
