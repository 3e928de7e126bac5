// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/plan_panel.h"

#include "ui/controls/key_value_list.h"
#include "ui/controls/message_line.h"
#include "ui/controls/section_heading.h"
#include "ui/controls/state_panel.h"
#include "ui/controls/text_label.h"
#include "ui/theme/number_text.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

#include <cmath>

namespace ui {

namespace {

constexpr int widest = 560;

QString stepsText(const std::vector<std::int64_t>& steps)
{
    QStringList words;
    for (const std::int64_t step : steps)
        words << countText(step);
    if (words.size() > 12)
        words = words.mid(0, 6) + QStringList{ QString::fromUtf8("…") } + words.mid(words.size() - 3);
    return words.join(QStringLiteral(", "));
}

} // namespace

PlanPanel::PlanPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , pages_(new QStackedWidget)
    , state_(new StatePanel(theme))
    , sentence_(new TextLabel({}, TextKind::Quiet))
    , work_(new KeyValueList)
    , cost_(new KeyValueList)
    , note_(new TextLabel({}, TextKind::Note))
    , message_(new MessageLine(theme, MessageKind::Warning, {}))
{
    setObjectName("planPanel");
    state_->setObjectName("planState");
    work_->setObjectName("planWork");
    cost_->setObjectName("planCost");
    message_->setObjectName("planMessage");
    sentence_->setWordWrap(true);
    note_->setWordWrap(true);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(pages_);
    auto* text = new QWidget;
    text->setMaximumWidth(widest);
    auto* column = new QVBoxLayout(text);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(sentence_);
    column->addWidget(message_);
    column->addWidget(new SectionHeading(theme, tr("What will be trained")));
    column->addWidget(work_);
    column->addWidget(new SectionHeading(theme, tr("Planned")));
    column->addWidget(cost_);
    column->addWidget(note_);
    column->addStretch(1);
    pages_->addWidget(state_);
    pages_->addWidget(text);
    connect(state_, &StatePanel::buttonClicked, this, &PlanPanel::importRequested);
}

void PlanPanel::showNoData()
{
    state_->showEmpty("database", tr("No dataset yet"), tr("A proxy is trained on the rows of a dataset."), tr("Import…"));
    pages_->setCurrentIndex(0);
}

void PlanPanel::showStarting()
{
    state_->showLoading(tr("Starting the run"));
    pages_->setCurrentIndex(0);
}

void PlanPanel::showPlan(const SetUpValues& values, const QString& problem, const RunPlan& plan)
{
    if (!problem.isEmpty()) {
        state_->showEmpty("activity", tr("What will be trained appears here once the form is complete."), problem);
        pages_->setCurrentIndex(0);
        return;
    }
    switch (plan.stage()) {
    case RunPlan::Stage::None:
    case RunPlan::Stage::Making:
        state_->showLoading(tr("Making weights to measure with"));
        pages_->setCurrentIndex(0);
        return;
    case RunPlan::Stage::Measuring:
        state_->showLoading(tr("Measuring how fast this machine is with it"));
        pages_->setCurrentIndex(0);
        return;
    case RunPlan::Stage::Failed:
        state_->showError(tr("It cannot be planned"), plan.problem());
        pages_->setCurrentIndex(0);
        return;
    case RunPlan::Stage::Ready:
        showEstimate(values, *plan.estimate());
        showMessage(values, *plan.estimate());
        pages_->setCurrentIndex(1);
    }
}

void PlanPanel::showEstimate(const SetUpValues& values, const core::jobs::RunEstimate& estimate)
{
    const auto& text = estimate.text;
    const auto& model = estimate.model;
    const auto* preset = values.presetRecord();
    sentence_->setText(preset != nullptr
            ? tr("New weights, trained from nothing; every example's loss is recorded at %1 points on the way.")
                  .arg(countText(static_cast<qint64>(estimate.recordingSteps.size())))
            : tr("The folder's weights are trained further; every example's loss is recorded at %1 points on the way.")
                  .arg(countText(static_cast<qint64>(estimate.recordingSteps.size()))));
    work_->setRows({
        { tr("Trained on"),
            tr("%1 rows, %2 tokens an epoch").arg(countText(text.trainableRows), countText(text.trainableTokens)) },
        { tr("Scored"), tr("%1 rows, %2 tokens a point").arg(countText(text.rows), countText(text.tokens)) },
        { tr("Cut, left out, unscored"),
            tr("%1, %2, %3 rows").arg(countText(text.truncated), countText(text.dropped), countText(text.unscored)) },
        { tr("Steps"), tr("%1 of %2 examples").arg(countText(estimate.steps), countText(values.request.train.batchSize)) },
        { tr("Recording points at steps"), stepsText(estimate.recordingSteps) },
    });
    cost_->setRows({
        { tr("Time"), durationText(estimate.seconds()) },
        { tr("  training"),
            tr("%1 at %2 tokens/s")
                .arg(durationText(estimate.trainingSeconds), countText(std::llround(model.trainingTokensPerSecond))) },
        { tr("  scoring"),
            tr("%1 at %2 tokens/s")
                .arg(durationText(estimate.scoringSeconds), countText(std::llround(model.scoringTokensPerSecond))) },
        { tr("Memory"), tr("%1 of %2 allowed").arg(bytesText(estimate.memoryBytes), bytesText(model.budgetBytes)) },
        { tr("Disk"), tr("%1 of %2 free").arg(bytesText(estimate.disk.total()), bytesText(estimate.freeBytes)) },
        { tr("  weights of recording points"), bytesText(estimate.disk.recordingWeights) },
        { tr("  resume checkpoints"), bytesText(estimate.disk.checkpoints) },
        { tr("  losses, rows and events"), bytesText(estimate.disk.losses + estimate.disk.inputs + estimate.disk.events) },
    });
    const QString counted = text.sampledRows > 0 && text.sampledRows < text.rows
        ? tr("Tokens are estimated from %1 rows spread over the dataset.").arg(countText(text.sampledRows))
        : tr("Tokens of all rows were counted.");
    note_->setText(counted + ' '
        + tr("Speed was measured on this machine with %1 threads, %2. Planned, not promised.")
              .arg(countText(model.threads),
                  QLocale().toString(QDateTime::fromMSecsSinceEpoch(model.measuredAt), QLocale::ShortFormat)));
}

void PlanPanel::showMessage(const SetUpValues& values, const core::jobs::RunEstimate& estimate)
{
    const auto& text = estimate.text;
    const QString longest = countText(values.request.text.maximumTokens);
    QString sentence;
    if (!estimate.fitsDisk())
        sentence = tr("There is too little space: %1 free, %2 needed.")
                       .arg(bytesText(estimate.freeBytes), bytesText(estimate.disk.total()));
    else if (text.dropped > 0)
        sentence = tr("%1 rows are longer than %2 tokens and will be left out.").arg(countText(text.dropped), longest);
    else if (text.truncated > 0)
        sentence = tr("%1 rows are longer than %2 tokens and will be cut.").arg(countText(text.truncated), longest);
    message_->setMessage(estimate.fitsDisk() ? MessageKind::Warning : MessageKind::Error, sentence);
    message_->setVisible(!sentence.isEmpty());
}

QString planSummary(const RunPlan& plan)
{
    switch (plan.stage()) {
    case RunPlan::Stage::None:
    case RunPlan::Stage::Failed:
        return {};
    case RunPlan::Stage::Making:
    case RunPlan::Stage::Measuring:
        return PlanPanel::tr("measuring…");
    case RunPlan::Stage::Ready:
        break;
    }
    const auto& estimate = *plan.estimate();
    return PlanPanel::tr("planned: %1 · %2 memory · %3 disk, %4 free")
        .arg(durationText(estimate.seconds()), bytesText(estimate.memoryBytes), bytesText(estimate.disk.total()),
            bytesText(estimate.freeBytes));
}

QString planProblem(const RunPlan& plan)
{
    if (plan.stage() == RunPlan::Stage::Failed)
        return plan.problem();
    if (plan.stage() == RunPlan::Stage::Ready && !plan.estimate()->fitsDisk())
        return PlanPanel::tr("There is too little space: %1 free, %2 needed.")
            .arg(bytesText(plan.estimate()->freeBytes), bytesText(plan.estimate()->disk.total()));
    return {};
}

} // namespace ui
