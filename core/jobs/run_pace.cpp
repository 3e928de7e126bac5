// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/run_pace.h"

#include "core/jobs/follower.h"

#include <algorithm>

namespace core::jobs {

namespace {

using protocol::Phase;

constexpr std::size_t stepsKept = 32;
constexpr double trainingWeight = 3; ///< of a row trained on, in rows scored

double rowsTrainedOn(const protocol::PlanEvent& plan, double epochs)
{
    return epochs * static_cast<double>(plan.rows - plan.heldOut);
}

std::int64_t rowsToScore(const RunProgress& progress)
{
    const auto& plan = *progress.plan;
    const auto points = static_cast<std::int64_t>(plan.recordingSteps.size());
    return std::max<std::int64_t>((points - progress.pointsDone) * plan.rows - progress.pointRows, 0);
}

/// Of a cell: four fifths are its steps, the rest what is answered afterwards.
double shareOf(const protocol::CellEvent& cell, const RunProgress& progress)
{
    if (cell.state != protocol::CellState::Running)
        return cell.state == protocol::CellState::Waiting ? 0 : 1;
    const std::int64_t steps = progress.plan ? progress.plan->steps : 0;
    double share = steps > 0 ? 0.8 * static_cast<double>(progress.step) / static_cast<double>(steps) : 0;
    if (progress.step >= steps && progress.total > 0)
        share += 0.2 * static_cast<double>(progress.done) / static_cast<double>(progress.total);
    return std::clamp(share, 0.0, 1.0);
}

/// In thousandths of a cell.
Progress cellsProgress(const RunProgress& progress)
{
    constexpr double whole = 1000;
    double done = 0;
    for (const auto& cell : progress.cells)
        done += shareOf(cell, progress) * whole;
    return { static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(whole) * progress.cells.size() };
}

} // namespace

Progress overallProgress(const RunProgress& progress)
{
    if (!progress.cells.empty())
        return cellsProgress(progress);
    if (!progress.plan) {
        if (progress.phase != Phase::Tokenizing)
            return {};
        return { static_cast<std::uint64_t>(std::max<std::int64_t>(progress.done, 0)),
            static_cast<std::uint64_t>(std::max<std::int64_t>(progress.total, 0)) };
    }
    const auto& plan = *progress.plan;
    const auto points = static_cast<std::int64_t>(plan.recordingSteps.size());
    const auto training
        = static_cast<std::int64_t>(plan.steps > 0 ? trainingWeight * rowsTrainedOn(plan, progress.epochs) : 0);
    const std::int64_t total = points * plan.rows + training;
    if (total == 0) // counting tokens: once they are planned they are counted
        return { static_cast<std::uint64_t>(plan.rows), static_cast<std::uint64_t>(plan.rows) };
    std::int64_t done = points * plan.rows - rowsToScore(progress);
    if (plan.steps > 0)
        done += static_cast<std::int64_t>(
            static_cast<double>(training) * static_cast<double>(progress.step) / static_cast<double>(plan.steps));
    return { static_cast<std::uint64_t>(std::clamp<std::int64_t>(done, 0, total)), static_cast<std::uint64_t>(total) };
}

void RunPace::apply(const protocol::JobEvent& event)
{
    cells_.apply(event);
    if (std::holds_alternative<protocol::StartedEvent>(event.body)) {
        scoringFrom_.reset();
        wholePoint_ = false;
        phase_ = Phase::Loading;
    } else if (const auto* entered = std::get_if<protocol::PhaseEvent>(&event.body)) {
        wholePoint_ = entered->phase == Phase::Scoring && phase_ != Phase::Paused;
        scoringFrom_.reset();
        if (wholePoint_)
            scoringFrom_ = Mark{ event.milliseconds, 0 };
        if (entered->phase == Phase::Tokenizing)
            tokenizingFrom_ = Mark{ event.milliseconds, 0 };
        phase_ = entered->phase;
    } else if (const auto* plan = std::get_if<protocol::PlanEvent>(&event.body)) {
        rows_ = plan->rows;
    } else if (const auto* step = std::get_if<protocol::StepEvent>(&event.body)) {
        steps_.push_back({ step->seconds, step->tokens });
        if (steps_.size() > stepsKept)
            steps_.pop_front();
    } else if (const auto* beat = std::get_if<protocol::HeartbeatEvent>(&event.body)) {
        if (beat->phase == Phase::Scoring)
            measureScoring({ event.milliseconds, beat->done });
        else if (beat->phase == Phase::Tokenizing && tokenizingFrom_ && beat->done > 0)
            secondsPerTokenizedRow_ = static_cast<double>(event.milliseconds - tokenizingFrom_->milliseconds) / 1000
                / static_cast<double>(beat->done);
    } else if (std::holds_alternative<protocol::RecordingPointEvent>(event.body)) {
        if (wholePoint_)
            measureScoring({ event.milliseconds, rows_ });
        scoringFrom_.reset();
    }
}

void RunPace::measureScoring(Mark now)
{
    if (!scoringFrom_)
        scoringFrom_ = now;
    const std::int64_t rows = now.rows - scoringFrom_->rows;
    const std::int64_t milliseconds = now.milliseconds - scoringFrom_->milliseconds;
    if (rows > 0 && milliseconds > 0)
        secondsPerRow_ = static_cast<double>(milliseconds) / 1000 / static_cast<double>(rows);
}

std::optional<double> RunPace::secondsPerStep() const
{
    double seconds = 0;
    for (const Step& step : steps_)
        seconds += step.seconds;
    return seconds > 0 ? std::optional(seconds / static_cast<double>(steps_.size())) : std::nullopt;
}

std::optional<double> RunPace::tokensPerSecond(const RunProgress& progress) const
{
    if (progress.phase == Phase::Scoring && secondsPerRow_ && progress.plan && progress.plan->rows > 0)
        return static_cast<double>(progress.plan->tokens) / static_cast<double>(progress.plan->rows) / *secondsPerRow_;
    const auto pace = secondsPerStep();
    if (progress.phase != Phase::Training || !pace)
        return std::nullopt;
    double tokens = 0;
    for (const Step& step : steps_)
        tokens += static_cast<double>(step.tokens);
    return tokens / static_cast<double>(steps_.size()) / *pace;
}

std::optional<double> RunPace::remainingSeconds(const RunProgress& progress) const
{
    if (progress.onlyTokens && !progress.plan && !progress.ending && progress.phase == Phase::Tokenizing
        && secondsPerTokenizedRow_)
        return *secondsPerTokenizedRow_ * static_cast<double>(std::max<std::int64_t>(progress.total - progress.done, 0));
    if (!progress.plan || progress.ending)
        return std::nullopt;
    if (!progress.cells.empty()) {
        double running = 0;
        for (const auto& cell : progress.cells)
            running = cell.state == protocol::CellState::Running ? shareOf(cell, progress) : running;
        return cells_.remainingSeconds(progress.cells, running);
    }
    const auto& plan = *progress.plan;
    auto step = secondsPerStep();
    auto row = secondsPerRow_;
    if (plan.steps > 0) {
        const double weight
            = trainingWeight * rowsTrainedOn(plan, progress.epochs) / static_cast<double>(plan.steps); // of a step, in rows
        if (!step && row)
            step = *row * weight;
        if (step && !row && weight > 0)
            row = *step / weight;
    }
    const std::int64_t stepsLeft = std::max<std::int64_t>(plan.steps - progress.step, 0);
    const std::int64_t rowsLeft = rowsToScore(progress);
    if ((stepsLeft > 0 && !step) || (rowsLeft > 0 && !row))
        return std::nullopt;
    return static_cast<double>(stepsLeft) * step.value_or(0) + static_cast<double>(rowsLeft) * row.value_or(0);
}

} // namespace core::jobs
