// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/loss_content.h"

#include "core/analysis/smoothing.h"
#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QLocale>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui::LossContent)
};

constexpr std::size_t drawnWhole = 2000; ///< points that a plot draws without leaving any out

/// Steps to places on the chosen axis.
class StepAxis {
public:
    StepAxis(const LossRun& run, LossAxis axis)
        : run_(run)
        , axis_(axis)
    {
    }

    std::vector<double> of(const std::vector<double>& steps) const
    {
        std::vector<double> places;
        places.reserve(steps.size());
        for (const double step : steps)
            places.push_back(of(step));
        return places;
    }

    /// Between two steps by their share.
    double of(double step) const
    {
        switch (axis_) {
        case LossAxis::Step:
            return step;
        case LossAxis::Epoch:
            return run_.plannedSteps > 0 ? step * run_.epochs / static_cast<double>(run_.plannedSteps) : step;
        case LossAxis::Tokens:
            return between(run_.steps->tokens, step);
        case LossAxis::Time:
            return between(run_.steps->seconds, step) / 60;
        }
        return step;
    }

    /// Where the axis ends when the run is done; nothing where that is not known.
    std::optional<double> end() const
    {
        if (run_.plannedSteps <= 0 || axis_ == LossAxis::Tokens || axis_ == LossAxis::Time)
            return std::nullopt;
        return of(static_cast<double>(run_.plannedSteps));
    }
    bool reaches(double step) const
    {
        return axis_ == LossAxis::Step || axis_ == LossAxis::Epoch
            || (run_.steps->size() > 0 && step <= run_.steps->step.back());
    }

private:
    double between(const std::vector<double>& sums, double step) const
    {
        const auto& steps = run_.steps->step;
        const auto right = std::lower_bound(steps.begin(), steps.end(), step);
        if (right == steps.end())
            return sums.empty() ? 0 : sums.back();
        const auto index = static_cast<std::size_t>(right - steps.begin());
        const double before = index == 0 ? 0 : sums[index - 1];
        const double stepBefore = index == 0 ? steps[0] - 1 : steps[index - 1];
        return before + (sums[index] - before) * std::max(0.0, step - stepBefore) / (steps[index] - stepBefore);
    }

    const LossRun& run_;
    LossAxis axis_;
};

QString axisLabel(LossAxis axis)
{
    switch (axis) {
    case LossAxis::Step:
        return Words::tr("step");
    case LossAxis::Epoch:
        return Words::tr("epoch");
    case LossAxis::Tokens:
        return Words::tr("tokens trained on");
    case LossAxis::Time:
        return Words::tr("minutes of training");
    }
    return {};
}

QString axisName(LossAxis axis)
{
    switch (axis) {
    case LossAxis::Step:
        return Words::tr("Step");
    case LossAxis::Epoch:
        return Words::tr("Epoch");
    case LossAxis::Tokens:
        return Words::tr("Tokens");
    case LossAxis::Time:
        return Words::tr("Minute");
    }
    return {};
}

QString smoothingText(const core::analysis::Smoothing& smoothing)
{
    return smoothing.points <= 1 ? Words::tr("each step, not smoothed")
                                 : Words::tr("mean of %1 steps").arg(countText(static_cast<qint64>(smoothing.points)));
}

LineSeries rawSeries(const LossRun& run, const StepAxis& axis, bool several, const SeriesLook& look)
{
    LineSeries raw;
    raw.name = several ? Words::tr("%1, each step").arg(run.name) : Words::tr("this step");
    raw.raw = true;
    raw.decimals = 3;
    raw.look = look;
    raw.x = axis.of(run.steps->step);
    raw.y = run.steps->loss;
    return raw;
}

void addMarks(LineContent& content, const core::analysis::Curve& curve, std::size_t smoothing, const LossRun& run,
    const StepAxis& axis, std::size_t series)
{
    if (curve.steps.size() < 20)
        return;
    core::analysis::CurveSettings settings;
    settings.smoothing = smoothing;
    const auto analysis = core::analysis::analyseCurve(curve, settings);
    for (const auto& plateau : analysis.plateaus) {
        const auto steps = static_cast<qint64>(std::llround(plateau.lastStep - plateau.firstStep));
        content.plateaus.push_back({ series, axis.of(plateau.firstStep), axis.of(plateau.lastStep),
            Words::tr("plateau %1 steps").arg(countText(steps)), run.ended });
    }
    for (const auto& drop : analysis.drops) {
        const double middle = (drop.firstStep + drop.lastStep) / 2;
        content.drops.push_back({ series, axis.of(middle),
            Words::tr("drop at %1").arg(countText(static_cast<qint64>(std::llround(middle)))), run.ended });
    }
}

void addRun(LineContent& content, const LossRun& run, const LossSettings& settings, bool several, bool current)
{
    if (!run.steps || run.steps->size() == 0)
        return;
    const StepAxis axis(run, settings.axis);
    SeriesLook look = several ? lookOfSlot(run.slot) : SeriesLook{};
    look.width = several ? look.width : 2.2;
    content.series.push_back(rawSeries(run, axis, several, look));
    const auto curve = core::analysis::finiteCurve(run.steps->step, run.steps->loss);
    if (curve.steps.empty())
        return;
    const auto smooth = core::analysis::smoothSeries(curve, core::analysis::smoothingFor(curve, settings.smoothing));
    LineSeries mean;
    mean.name = several ? run.name : Words::tr("mean");
    mean.note = smoothingText(smooth.smoothing);
    mean.look = look;
    mean.x = axis.of(smooth.curve.steps);
    mean.y = smooth.curve.losses;
    mean.endDot = !run.ended;
    mean.decimals = several ? 2 : 3;
    mean.valueInName = true;
    if (!several)
        mean.endName = QString();
    content.series.push_back(std::move(mean));
    if (settings.marks && current)
        addMarks(content, curve, smooth.smoothing.points, run, axis, content.series.size() - 1);
}

void addRecordingPoints(LineContent& content, const LossRun& run, LossAxis chosen)
{
    const StepAxis axis(run, chosen);
    if (!run.steps)
        return;
    for (std::size_t point = 0; point < run.recordingSteps.size(); ++point) {
        const auto step = static_cast<double>(run.recordingSteps[point]);
        if (axis.reaches(step))
            content.recordingPoints.push_back({ axis.of(step), point < run.pointsDone });
    }
}

QString captionOf(const std::vector<LossRun>& runs)
{
    qint64 steps = 0;
    std::size_t longest = 0;
    for (const LossRun& run : runs) {
        const std::size_t size = run.steps ? run.steps->size() : 0;
        steps += static_cast<qint64>(size);
        longest = std::max(longest, size);
    }
    QString caption = longest <= drawnWhole
        ? Words::tr("%1 steps behind this picture, nothing left out.").arg(countText(steps))
        : Words::tr("%1 steps behind this picture, drawn as lowest and highest of every pixel column.")
              .arg(countText(steps));
    if (!runs.empty() && !runs.front().recordingSteps.empty())
        caption += ' '
            + (runs.front().rows > 0 ? Words::tr("Circles: recording points, filled when all %1 examples are scored.")
                                           .arg(countText(runs.front().rows))
                                     : Words::tr("Circles: recording points, filled when all examples are scored."));
    return caption;
}

QString descriptionOf(const LineContent& content)
{
    QStringList sentences;
    for (const LineSeries& series : content.series)
        if (!series.raw && !series.y.empty())
            sentences << Words::tr("%1: from %2 to %3 over %4 steps.")
                             .arg(series.name, numberText(series.y.front(), 2), numberText(series.y.back(), 2),
                                 countText(static_cast<qint64>(series.y.size())));
    return sentences.join(' ');
}

/// Rate and time of day of the step under the cross-hair.
std::function<std::vector<ReadOutRow>(double)> readOutOf(const LossRun& run, LossAxis chosen)
{
    return [run, places = StepAxis(run, chosen).of(run.steps->step)](double x) {
        std::vector<ReadOutRow> rows;
        const auto found = std::lower_bound(places.begin(), places.end(), x);
        if (found == places.end())
            return rows;
        const auto index = static_cast<std::size_t>(found - places.begin());
        rows.push_back({ Words::tr("rate"), shortNumberText(run.steps->rate[index]), std::nullopt });
        const auto step = static_cast<std::size_t>(run.steps->step[index]);
        if (run.stepTimes && step >= 1 && step <= run.stepTimes->size())
            rows.push_back({ Words::tr("at"),
                QLocale().toString(QDateTime::fromMSecsSinceEpoch((*run.stepTimes)[step - 1]).time(), "HH:mm:ss"),
                std::nullopt });
        return rows;
    };
}

int decimalsOf(LossAxis axis)
{
    return axis == LossAxis::Epoch ? 3 : axis == LossAxis::Time ? 2 : 0;
}

} // namespace

LineContent lossContent(const std::vector<LossRun>& runs, const LossSettings& settings)
{
    LineContent content;
    content.xAxis.label = axisLabel(settings.axis);
    content.xAxis.logarithmic = settings.logarithmicAxis;
    content.yAxis.logarithmic = settings.logarithmicLoss;
    content.xName = axisName(settings.axis);
    content.xDecimals = decimalsOf(settings.axis);
    const bool several = runs.size() > 1;
    for (const LossRun& run : runs)
        addRun(content, run, settings, several, &run == &runs.front());
    if (!runs.empty() && runs.front().steps) {
        addRecordingPoints(content, runs.front(), settings.axis);
        if (!several && runs.front().steps->size() > 0)
            content.moreReadOut = readOutOf(runs.front(), settings.axis);
        std::optional<double> end;
        for (const LossRun& run : runs)
            if (const auto other = run.steps ? StepAxis(run, settings.axis).end() : std::nullopt)
                end = std::max(end.value_or(0), *other);
        content.xAxis.high = end;
        constexpr double fewSteps = 8; // round values would lie between steps
        if (settings.axis == LossAxis::Step && !settings.logarithmicAxis && end && *end > 0 && *end <= fewSteps)
            for (int step = 0; step <= static_cast<int>(*end); ++step)
                content.xAxis.ticks.push_back({ static_cast<double>(step), countText(step) });
    }
    if (settings.logarithmicAxis) // step 0 has no place there
        std::erase_if(content.recordingPoints, [](const RecordingMark& mark) { return mark.x <= 0; });
    else
        content.xAxis.low = 0;
    content.text = { Words::tr("Training loss"),
        settings.logarithmicLoss ? Words::tr("nats per response token, logarithmic") : Words::tr("nats per response token"),
        captionOf(runs), descriptionOf(content) };
    return content;
}

} // namespace ui
