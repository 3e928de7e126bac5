// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/finetune/arm_curves.h"

#include "core/analysis/seed_bands.h"
#include "core/analysis/smoothing.h"
#include "ui/runs/seed_words.h"
#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

using core::analysis::Curve;
using core::jobs::CellFigures;
using core::jobs::ExperimentFigures;
using core::protocol::CellState;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui::ArmCurves)
};

constexpr double smoothingShare = 0.05;
constexpr std::size_t fewPoints = 30; ///< curves this short are drawn as they were measured

/// What a choice looks at of a cell.
Curve curveOf(const CellFigures& cell, const CurveChoice& choice)
{
    if (choice.kind == CurveChoice::Kind::Training)
        return cell.training;
    for (const auto& named : cell.curves)
        if (named.name == choice.curve)
            return named.curve;
    return {};
}

/// The training loss of a step is noise; measured curves are drawn as they are.
Curve smoothOf(const Curve& curve, std::size_t& points)
{
    if (curve.steps.size() < fewPoints)
        return curve;
    const auto smooth = core::analysis::smoothSeries(curve, core::analysis::smoothingFor(curve, smoothingShare));
    points = std::max(points, smooth.smoothing.points);
    return smooth.curve;
}

struct ArmLine {
    core::analysis::SeedBand band; ///< of the finished cells
    Curve running; ///< of the cell at work; without steps: none
    std::size_t smoothing = 1;
};

ArmLine armLine(const ExperimentFigures& figures, std::size_t arm, const CurveChoice& choice)
{
    ArmLine line;
    std::vector<Curve> finished;
    for (const CellFigures& cell : figures.cells) {
        if (cell.arm != arm)
            continue;
        const Curve curve = smoothOf(curveOf(cell, choice), line.smoothing);
        if (cell.state == CellState::Finished)
            finished.push_back(curve);
        else if (cell.state == CellState::Running || (cell.state == CellState::Waiting && !curve.steps.empty()))
            line.running = curve;
    }
    line.band = core::analysis::seedBand(finished);
    return line;
}

void addBand(LineContent& content, const QString& name, const core::analysis::SeedBand& band, const PlotColour& colour)
{
    if (band.seeds < 2 || band.steps.size() < 2)
        return;
    content.bands.push_back({ Words::tr("%1, 95 % interval").arg(name), band.steps, band.low, band.high, colour, 0.15 });
}

/// True where something was drawn.
bool addLine(LineContent& content, const QString& name, const ArmLine& line, const SeriesLook& look, bool markers)
{
    bool drawn = false;
    if (!line.running.steps.empty()) {
        LineSeries raw;
        raw.name = Words::tr("%1, the seed at work").arg(name);
        raw.raw = true;
        raw.look = look;
        raw.x = line.running.steps;
        raw.y = line.running.losses;
        raw.decimals = 3;
        content.series.push_back(std::move(raw));
        drawn = true;
    }
    if (line.band.steps.empty())
        return drawn;
    LineSeries mean;
    mean.name = name;
    mean.note = Words::tr("mean of %1").arg(seedCountText(line.band.seeds));
    if (line.smoothing > 1)
        mean.note += Words::tr(", each smoothed: mean of %1 steps").arg(countText(static_cast<qint64>(line.smoothing)));
    mean.look = look;
    mean.x = line.band.steps;
    mean.y = line.band.mean;
    mean.decimals = 3;
    mean.markers = markers;
    content.series.push_back(std::move(mean));
    return true;
}

std::int64_t stepsOf(const ExperimentFigures& figures)
{
    std::int64_t steps = 0;
    for (const CellFigures& cell : figures.cells)
        steps = std::max(steps, cell.steps);
    return steps;
}

void setAxes(LineContent& content, const ExperimentFigures& figures)
{
    content.xAxis.label = Words::tr("step");
    content.xName = Words::tr("Step");
    content.xAxis.low = 0;
    if (const auto steps = stepsOf(figures); steps > 0)
        content.xAxis.high = static_cast<double>(steps);
}

/// "2 to 3 finished seeds an arm", and what a thin line is.
QString captionOf(std::size_t fewest, std::size_t most, bool running)
{
    QString caption = most == 0 ? Words::tr("No cell is finished yet.")
        : fewest == most        ? Words::tr("%1 finished in every arm.").arg(seedCountText(most))
                                : Words::tr("%1 to %2 finished seeds an arm.").arg(fewest).arg(most);
    if (running)
        caption += ' ' + Words::tr("Thin: a cell that is not finished.");
    return caption;
}

void fillArms(LineContent& content, const ExperimentFigures& figures, const CurveChoice& choice)
{
    const auto& spec = figures.job.experiment;
    const auto looks = armLooks(armNames(spec));
    std::size_t fewest = SIZE_MAX;
    std::size_t most = 0;
    bool running = false;
    for (std::size_t arm = 0; arm < spec.arms.size(); ++arm) {
        if (!trains(spec.arms[arm]))
            continue; // nothing is trained
        const QString name = QString::fromStdString(spec.arms[arm].name);
        const ArmLine line = armLine(figures, arm, choice);
        addBand(content, name, line.band, looks[arm].colour);
        addLine(content, name, line, looks[arm], choice.kind == CurveChoice::Kind::Measured);
        fewest = std::min(fewest, line.band.seeds);
        most = std::max(most, line.band.seeds);
        running = running || !line.running.steps.empty();
    }
    content.text.caption = captionOf(std::min(fewest, most), most, running);
}

/// Plateaus of the mean curve: where an arm stood still before it learned the source.
void addPlateaus(LineContent& content, const Curve& curve, std::size_t series)
{
    constexpr std::size_t leastPoints = 3;
    if (curve.steps.size() < leastPoints)
        return;
    for (const auto& plateau : core::analysis::analyseCurve(curve).plateaus)
        content.plateaus.push_back({ series, plateau.firstStep, plateau.lastStep,
            Words::tr("plateau %1 steps").arg(countText(std::llround(plateau.lastStep - plateau.firstStep))), true });
}

void fillOneArm(LineContent& content, const ExperimentFigures& figures, const CurveChoice& choice)
{
    const auto& curves = figures.job.experiment.curves;
    std::size_t seeds = 0;
    bool running = false;
    for (std::size_t i = 0; i < curves.size(); ++i) {
        const CurveChoice one{ CurveChoice::Kind::Measured, curves[i].name, choice.arm };
        const ArmLine line = armLine(figures, choice.arm, one);
        const QString name = QString::fromStdString(curves[i].name);
        const SeriesLook look = lookOfSlot(static_cast<int>(i));
        addBand(content, name, line.band, look.colour);
        if (addLine(content, name, line, look, true) && !line.band.steps.empty())
            addPlateaus(content, { line.band.steps, line.band.mean }, content.series.size() - 1);
        seeds = std::max(seeds, line.band.seeds);
        running = running || !line.running.steps.empty();
    }
    content.text.caption = captionOf(seeds, seeds, running);
}

QString titleOf(const ExperimentFigures& figures, const CurveChoice& choice)
{
    switch (choice.kind) {
    case CurveChoice::Kind::Training:
        return Words::tr("Training loss");
    case CurveChoice::Kind::Measured:
        return Words::tr("Loss of %1").arg(QString::fromStdString(choice.curve));
    case CurveChoice::Kind::OneArm:
        return Words::tr("Losses by source, arm %1")
            .arg(QString::fromStdString(figures.job.experiment.arms[choice.arm].name));
    }
    return {};
}

QString descriptionOf(const LineContent& content)
{
    QStringList sentences;
    for (const LineSeries& series : content.series)
        if (!series.raw && !series.y.empty())
            sentences << Words::tr("%1: from %2 to %3, %4.")
                             .arg(series.name, numberText(series.y.front(), 3), numberText(series.y.back(), 3), series.note);
    return sentences.join(' ');
}

} // namespace

std::vector<std::pair<QString, CurveChoice>> curveChoices(const core::protocol::ExperimentSpec& spec)
{
    std::vector<std::pair<QString, CurveChoice>> choices{ { Words::tr("Training loss"), {} } };
    for (const auto& curve : spec.curves)
        choices.emplace_back(Words::tr("Loss of %1").arg(QString::fromStdString(curve.name)),
            CurveChoice{ CurveChoice::Kind::Measured, curve.name, 0 });
    if (spec.curves.empty())
        return choices;
    for (std::size_t arm = 0; arm < spec.arms.size(); ++arm)
        if (trains(spec.arms[arm]))
            choices.emplace_back(Words::tr("By source, arm %1").arg(QString::fromStdString(spec.arms[arm].name)),
                CurveChoice{ CurveChoice::Kind::OneArm, {}, arm });
    return choices;
}

LineContent armCurveContent(const ExperimentFigures& figures, const CurveChoice& choice)
{
    LineContent content;
    setAxes(content, figures);
    if (choice.kind == CurveChoice::Kind::OneArm)
        fillOneArm(content, figures, choice);
    else
        fillArms(content, figures, choice);
    content.text.title = titleOf(figures, choice);
    content.text.subTitle = choice.kind == CurveChoice::Kind::Training
        ? Words::tr("nats per response token; mean and 95 % interval over seeds")
        : Words::tr("nats per response token at the recording points; mean and 95 % interval over seeds");
    content.text.description = descriptionOf(content);
    return content;
}

} // namespace ui
