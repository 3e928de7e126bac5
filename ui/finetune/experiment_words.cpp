// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/finetune/experiment_words.h"

#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>

#include <algorithm>
#include <cmath>

namespace ui {

using core::jobs::CellFigures;
using core::jobs::ExperimentFigures;
using core::protocol::CellState;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui::ExperimentWords)
};

QString folderName(const std::string& path)
{
    return QFileInfo(QString::fromStdString(path)).fileName();
}

SettingsSection targetText(const core::protocol::ExperimentSpec& spec)
{
    SettingsSection section{ Words::tr("Target"), {} };
    const auto& target = spec.target;
    if (!target.folder.path.empty())
        section.rows.push_back({ Words::tr("Model"), folderName(target.folder.path) });
    else if (!target.folders.empty())
        section.rows.push_back({ Words::tr("Model"), Words::tr("%1 folders").arg(target.folders.size()) });
    else
        section.rows.push_back({ Words::tr("Model"), Words::tr("new, by seed") });
    section.rows.push_back({ Words::tr("Trained"), Words::tr("full, AdamW") });
    section.rows.push_back({ Words::tr("Peak rate"), rateText(spec.train.optimizer.learningRate) });
    section.rows.push_back(
        { Words::tr("Schedule"), spec.train.schedule.name == "constant" ? Words::tr("constant") : Words::tr("cosine") });
    section.rows.push_back({ Words::tr("Mean loss"),
        spec.train.weighting == core::protocol::GradientWeighting::Rows ? Words::tr("over rows")
                                                                        : Words::tr("over tokens") });
    return section;
}

std::int64_t plannedSteps(const ExperimentFigures& figures)
{
    std::int64_t steps = 0;
    for (const CellFigures& cell : figures.cells)
        steps = std::max(steps, cell.steps);
    return steps;
}

SettingsSection matchedText(const ExperimentFigures& figures)
{
    const auto& train = figures.job.experiment.train;
    const std::int64_t steps = plannedSteps(figures);
    return { Words::tr("Matched in every arm"),
        { { Words::tr("Steps"), steps > 0 ? countText(steps) : QStringLiteral("–") },
            { Words::tr("Examples per step"), countText(train.batchSize) },
            { Words::tr("Order of shared rows"), Words::tr("same") } } };
}

/// Tokens per cell of each trained arm, against the first one of them.
SettingsSection notMatchedText(const ExperimentFigures& figures)
{
    SettingsSection section{ Words::tr("Not matched"), {} };
    const auto& arms = figures.job.experiment.arms;
    std::optional<double> first;
    for (std::size_t arm = 0; arm < arms.size(); ++arm) {
        if (!trains(arms[arm]))
            continue;
        const auto tokens = armTokens(figures, arm);
        QString words = QStringLiteral("–");
        if (tokens && !first) {
            words = countText(std::llround(*tokens));
        } else if (tokens && *first > 0) {
            const double share = *tokens / *first - 1;
            words = (share >= 0 ? QStringLiteral("+") : QString()) + percentText(share);
        }
        if (tokens && !first)
            first = tokens;
        section.rows.push_back({ Words::tr("Tokens, %1").arg(QString::fromStdString(arms[arm].name)), words });
    }
    return section;
}

SettingsSection measuredText(const core::protocol::ExperimentSpec& spec)
{
    SettingsSection section{ Words::tr("Measured"), {} };
    for (const auto& benchmark : spec.benchmarks)
        section.rows.push_back({ Words::tr("Benchmark"), QString::fromStdString(benchmark.name) });
    if (!spec.heldOut.sha256.empty())
        section.rows.push_back({ Words::tr("Held-out rows"), Words::tr("mean loss") });
    if (!spec.curves.empty())
        section.rows.push_back(
            { Words::tr("Curves"), Words::tr("%1 at %2 points").arg(spec.curves.size()).arg(spec.recordingPoints) });
    return section;
}

SettingsSection cellsText(const ExperimentFigures& figures, bool active, std::optional<double> remaining)
{
    const std::size_t running = active ? figures.count(CellState::Running) : 0;
    const std::size_t done = figures.count(CellState::Finished);
    const std::size_t failed = figures.count(CellState::Failed);
    SettingsSection section{ Words::tr("Cells"),
        { { Words::tr("Done"), Words::tr("%1 of %2").arg(done).arg(figures.cells.size()) },
            { Words::tr("Running"), QString::number(running) },
            { active ? Words::tr("Queued") : Words::tr("Not done"),
                QString::number(figures.cells.size() - done - failed - running) },
            { Words::tr("Failed"), QString::number(failed) } } };
    if (const auto seconds = figures.secondsPerCell(true))
        section.rows.push_back({ Words::tr("A cell takes"), durationText(*seconds) });
    if (remaining && active)
        section.rows.push_back({ Words::tr("Left"), Words::tr("about %1").arg(durationText(*remaining)) });
    return section;
}

} // namespace

std::vector<SettingsSection> experimentText(const ExperimentFigures& figures, bool active, std::optional<double> remaining)
{
    const auto& spec = figures.job.experiment;
    return { cellsText(figures, active, remaining), targetText(spec), matchedText(figures), notMatchedText(figures),
        measuredText(spec) };
}

TextRows planText(const core::jobs::ExperimentEstimate& estimate, const core::jobs::ExperimentShape& shape)
{
    TextRows rows{
        { Words::tr("Cells"),
            Words::tr("%1: %2 arms × %3 seeds")
                .arg(countText(estimate.cells), countText(shape.arms + shape.bases), countText(shape.seeds)) },
        { Words::tr("Steps of a trained cell"), countText(estimate.steps) },
        { Words::tr("Time of a trained cell"), durationText(estimate.secondsPerCell) },
        { Words::tr("Time of all cells"), durationText(estimate.seconds) },
    };
    if (estimate.answers > 0)
        rows.push_back({ Words::tr("Answers, not in that time"),
            Words::tr("%1 of at most %2 tokens").arg(countText(estimate.answers), countText(shape.newTokens)) });
    rows.push_back({ Words::tr("Memory"), bytesText(estimate.memoryBytes) });
    rows.push_back(
        { Words::tr("Disk"), Words::tr("%1 of %2 free").arg(bytesText(estimate.diskBytes), bytesText(estimate.freeBytes)) });
    return rows;
}

QString experimentPlanSummary(const core::jobs::ExperimentEstimate& estimate)
{
    const QString time = durationText(estimate.seconds);
    return Words::tr("planned: %1 · %2 memory · %3 disk, %4 free")
        .arg(estimate.answers > 0 ? Words::tr("%1 and %2 answers").arg(time, countText(estimate.answers)) : time,
            bytesText(estimate.memoryBytes), bytesText(estimate.diskBytes), bytesText(estimate.freeBytes));
}

std::vector<std::pair<QString, std::string>> measureChoices(const core::protocol::ExperimentSpec& spec)
{
    std::vector<std::pair<QString, std::string>> choices;
    if (spec.benchmarks.size() > 1)
        choices.emplace_back(Words::tr("Macro accuracy"), std::string(core::jobs::overBenchmarks));
    for (const auto& benchmark : spec.benchmarks)
        choices.emplace_back(Words::tr("Accuracy on %1").arg(QString::fromStdString(benchmark.name)), benchmark.name);
    if (!spec.heldOut.sha256.empty())
        choices.emplace_back(Words::tr("Held-out loss"), std::string(core::protocol::heldOutBenchmark));
    return choices;
}

QString failureWords(const ExperimentFigures& figures, bool active)
{
    const std::size_t failed = figures.count(CellState::Failed);
    if (failed == 0)
        return {};
    const auto first = std::ranges::find(figures.cells, CellState::Failed, &CellFigures::state);
    QString words = Words::tr("%1: %2").arg(cellTitle(figures, *first), QString::fromStdString(first->message));
    if (failed > 1)
        words = Words::tr("%1 of %2 cells failed. %3").arg(failed).arg(figures.cells.size()).arg(words);
    if (!words.endsWith('.'))
        words += '.';
    return active ? words + ' ' + Words::tr("The other cells go on.") : words + ' ' + Words::tr("What is finished stays.");
}

} // namespace ui
