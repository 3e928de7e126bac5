// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/experiment_watch.h"

#include "core/base/files.h"
#include "core/data/rows_snapshot.h"
#include "core/protocol/event_codec.h"
#include "core/protocol/run_folder.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace core::jobs {

namespace {

using protocol::CellState;

constexpr double trainingShare = 0.8;

/// The rows of one curve: [begin, end) of all measured rows.
struct CurveRows {
    std::string name;
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::vector<CurveRows> curveRows(const protocol::RunFolder& folder, const protocol::ExperimentSpec& spec)
{
    std::vector<CurveRows> curves;
    std::size_t begin = 0;
    for (const protocol::CurveReference& curve : spec.curves) {
        const std::size_t rows = data::readRowList(folder.findInput(curve.list)).size();
        curves.push_back({ curve.name, begin, begin + rows });
        begin += rows;
    }
    return curves;
}

/// The mean over the rows that have a loss; NaN when none has.
double meanLoss(const std::vector<float>& losses, const CurveRows& rows)
{
    double sum = 0;
    std::size_t scored = 0;
    for (std::size_t row = rows.begin; row < rows.end; ++row) {
        if (std::isnan(losses[row]))
            continue;
        sum += static_cast<double>(losses[row]);
        ++scored;
    }
    return scored == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(scored);
}

std::vector<float> lossesOf(const protocol::RunFolder& folder, std::int64_t point, std::size_t rows)
{
    std::vector<float> losses(rows);
    const auto partRows = static_cast<std::size_t>(protocol::lossPartRows);
    for (std::size_t begin = 0; begin < rows; begin += partRows) {
        const auto name = protocol::RunFolder::lossPartName(point, static_cast<std::int64_t>(begin / partRows));
        InputFile(folder.path() / name)
            .readAt(0, reinterpret_cast<char*>(losses.data() + begin), std::min(partRows, rows - begin) * sizeof(float));
    }
    return losses;
}

/// Follows the folder of one cell.
class CellFollower {
public:
    CellFollower(CellFigures& figures, protocol::RunFolder folder)
        : figures_(figures)
        , folder_(std::move(folder))
    {
    }

    void look(const std::vector<CurveRows>& curves)
    {
        try {
            bool news = false;
            for (auto events = protocol::readEvents(folder_.events(), position_); !events.empty();
                 events = protocol::readEvents(folder_.events(), position_)) {
                for (const auto& event : events)
                    std::visit([this](const auto& body) { take(body); }, event.body);
                news = true;
            }
            if (news)
                sum(curves);
        } catch (const Error& error) {
            figures_.state = CellState::Failed;
            figures_.message = error.message();
        }
    }

    bool begun() const { return position_.sequence > 0; }
    CellState ownState() const { return state_; }
    const std::string& ownMessage() const { return message_; }

private:
    template <typename Body> void take(const Body&) { }
    void take(const protocol::StartedEvent& started)
    {
        state_ = CellState::Running;
        message_.clear();
        parts_.clear();
        figures_.seconds = 0;
        figures_.step = started.fromStep;
        steps_.erase(steps_.upper_bound(started.fromStep), steps_.end());
        std::erase_if(points_, [&](const auto& point) { return point.second.step > started.fromStep; });
        done_ = total_ = 0;
    }
    void take(const protocol::PlanEvent& plan)
    {
        figures_.steps = plan.steps;
        recordingPoints_ = plan.recordingSteps.size();
    }
    void take(const protocol::StepEvent& step)
    {
        steps_[step.step] = { step.loss, step.tokens };
        figures_.step = step.step;
    }
    void take(const protocol::RecordingPointEvent& point) { points_[point.point] = { point.step, {} }; }
    void take(const protocol::EvaluationPartEvent& part) { parts_[part.benchmark][part.part] = part; }
    void take(const protocol::HeartbeatEvent& beat)
    {
        if (beat.phase != protocol::Phase::Scoring || points_.size() < recordingPoints_)
            return;
        done_ = beat.done;
        total_ = beat.total;
    }
    void take(const protocol::FinishedEvent& finished)
    {
        state_ = CellState::Finished;
        figures_.seconds = finished.seconds;
    }
    void take(const protocol::StoppedEvent&) { state_ = CellState::Waiting; }
    void take(const protocol::FailedEvent& failed)
    {
        state_ = CellState::Failed;
        message_ = failed.message;
    }

    void sum(const std::vector<CurveRows>& curves)
    {
        figures_.tokens = 0;
        figures_.training = {};
        for (const auto& [step, met] : steps_) {
            figures_.tokens += met.tokens;
            if (!std::isfinite(met.loss))
                continue;
            figures_.training.steps.push_back(static_cast<double>(step));
            figures_.training.losses.push_back(met.loss);
        }
        figures_.benchmarks.clear();
        for (const auto& [benchmark, parts] : parts_) {
            BenchmarkScore& score = figures_.benchmarks[benchmark];
            for (const auto& [number, part] : parts) {
                score.items = part.allItems;
                score.counted += part.counted;
                score.score += part.score;
            }
        }
        figures_.share = share();
        measure(curves);
    }

    double share() const
    {
        if (state_ == CellState::Finished)
            return 1;
        const double answered = total_ > 0 ? static_cast<double>(done_) / static_cast<double>(total_) : 0;
        if (figures_.steps <= 0)
            return recordingPoints_ > 0 ? answered : 0;
        const double trained = static_cast<double>(figures_.step) / static_cast<double>(figures_.steps);
        return trainingShare * std::min(trained, 1.0) + (1 - trainingShare) * answered;
    }

    /// The curves from the losses at the points that are complete; each point is read once.
    void measure(const std::vector<CurveRows>& curves)
    {
        if (curves.empty())
            return;
        std::vector<analysis::NamedCurve> all(curves.size());
        for (std::size_t i = 0; i < curves.size(); ++i)
            all[i].name = curves[i].name;
        for (auto& [number, point] : points_) {
            if (point.means.empty()) {
                const auto losses = lossesOf(folder_, number, curves.back().end);
                for (const CurveRows& curve : curves)
                    point.means.push_back(meanLoss(losses, curve));
            }
            for (std::size_t i = 0; i < curves.size(); ++i) {
                if (!std::isfinite(point.means[i]))
                    continue;
                all[i].curve.steps.push_back(static_cast<double>(point.step));
                all[i].curve.losses.push_back(point.means[i]);
            }
        }
        figures_.curves = std::move(all);
    }

    struct Step {
        double loss = 0;
        std::int64_t tokens = 0;
    };
    struct Point {
        std::int64_t step = 0;
        std::vector<double> means; ///< per curve; empty: not read yet
    };

    CellFigures& figures_;
    protocol::RunFolder folder_;
    protocol::EventPosition position_;
    CellState state_ = CellState::Waiting;
    std::string message_;
    std::map<std::int64_t, Step> steps_;
    std::map<std::int64_t, Point> points_;
    std::map<std::string, std::map<std::int64_t, protocol::EvaluationPartEvent>> parts_;
    std::size_t recordingPoints_ = 0;
    std::int64_t done_ = 0; ///< items answered
    std::int64_t total_ = 0;
};

} // namespace

class ExperimentWatch::Reader {
public:
    explicit Reader(std::filesystem::path folder)
        : folder_(std::move(folder))
    {
    }

    const ExperimentFigures& look()
    {
        readJob();
        readOwnEvents();
        for (std::size_t i = 0; i < figures_.cells.size(); ++i) {
            CellFigures& cell = figures_.cells[i];
            CellFollower& follower = *followers_.at(cell.name);
            const auto told = told_.find(cell.name);
            if (told != told_.end()) {
                cell.state = told->second.state;
                cell.message = told->second.message;
            } else if (follower.begun()) {
                cell.state = follower.ownState();
                cell.message = follower.ownMessage();
            }
            if (!follower.begun() || cell.state != CellState::Finished || cell.share < 1)
                follower.look(curves_);
        }
        return figures_;
    }

private:
    /// Seeds may have been added since the last look.
    void readJob()
    {
        std::error_code missing;
        const auto written = std::filesystem::last_write_time(folder_.job(), missing);
        if (!missing && written == jobWritten_)
            return;
        jobWritten_ = written;
        figures_.job = protocol::readJobSpec(folder_.job());
        if (figures_.job.kind != protocol::JobKind::Experiment)
            throw Error(ErrorKind::BadInput, folder_.path().string() + ": the run is no experiment");
        const protocol::ExperimentSpec& spec = figures_.job.experiment;
        curves_ = curveRows(folder_, spec);
        figures_.cells.clear();
        followers_.clear();
        const auto cells = protocol::cellsOf(spec);
        figures_.cells.reserve(cells.size()); // the followers point into it
        for (const protocol::ExperimentCell& place : cells) {
            CellFigures& cell = figures_.cells.emplace_back();
            cell.name = protocol::nameOf(spec, place);
            cell.arm = place.arm;
            cell.seed = place.seed;
            followers_[cell.name] = std::make_unique<CellFollower>(cell, protocol::RunFolder(folder_.cells() / cell.name));
        }
    }

    void readOwnEvents()
    {
        for (auto events = protocol::readEvents(folder_.events(), position_); !events.empty();
             events = protocol::readEvents(folder_.events(), position_)) {
            for (const auto& event : events)
                if (const auto* cell = std::get_if<protocol::CellEvent>(&event.body))
                    told_[cell->cell] = *cell;
        }
    }

    protocol::RunFolder folder_;
    std::filesystem::file_time_type jobWritten_;
    protocol::EventPosition position_;
    ExperimentFigures figures_;
    std::vector<CurveRows> curves_;
    std::map<std::string, std::unique_ptr<CellFollower>> followers_;
    std::map<std::string, protocol::CellEvent> told_;
};

ExperimentWatch::ExperimentWatch(std::filesystem::path folder)
    : reader_(std::make_unique<Reader>(std::move(folder)))
{
}

ExperimentWatch::~ExperimentWatch() = default;

const ExperimentFigures& ExperimentWatch::look()
{
    return reader_->look();
}

std::size_t ExperimentFigures::count(CellState state) const
{
    return static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [state](const CellFigures& cell) { return cell.state == state; }));
}

const CellFigures* ExperimentFigures::cell(std::size_t arm, std::uint64_t seed) const
{
    const auto found = std::find_if(
        cells.begin(), cells.end(), [&](const CellFigures& cell) { return cell.arm == arm && cell.seed == seed; });
    return found == cells.end() ? nullptr : &*found;
}

namespace {

bool trains(const ExperimentFigures& figures, const CellFigures& cell)
{
    return !figures.job.experiment.arms[cell.arm].list.sha256.empty();
}

} // namespace

std::optional<double> ExperimentFigures::secondsPerCell(bool training) const
{
    double sum = 0;
    std::size_t counted = 0;
    for (const CellFigures& cell : cells) {
        if (cell.state != CellState::Finished || trains(*this, cell) != training)
            continue;
        sum += cell.seconds;
        ++counted;
    }
    return counted == 0 ? std::nullopt : std::optional(sum / static_cast<double>(counted));
}

std::optional<double> ExperimentFigures::remainingSeconds() const
{
    const auto trained = secondsPerCell(true);
    const auto untrained = secondsPerCell(false);
    double left = 0;
    for (const CellFigures& cell : cells) {
        if (cell.state == CellState::Finished || cell.state == CellState::Failed)
            continue;
        const auto one = trains(*this, cell) ? trained : untrained ? untrained : trained; // at most as long
        if (!one)
            return std::nullopt;
        left += *one * (cell.state == CellState::Running ? 1 - cell.share : 1);
    }
    return left;
}

std::optional<double> cellScore(const CellFigures& cell, std::string_view benchmark)
{
    if (cell.state != CellState::Finished)
        return std::nullopt;
    double sum = 0;
    std::size_t counted = 0;
    for (const auto& [name, score] : cell.benchmarks) {
        const bool asked = benchmark == overBenchmarks ? name != protocol::heldOutBenchmark : name == benchmark;
        if (!asked || score.counted == 0)
            continue;
        sum += score.score / static_cast<double>(score.counted);
        ++counted;
    }
    return counted == 0 ? std::nullopt : std::optional(sum / static_cast<double>(counted));
}

ArmScore armScore(const ExperimentFigures& figures, std::size_t arm, std::string_view benchmark)
{
    ArmScore score;
    for (const CellFigures& cell : figures.cells) {
        const auto one = cell.arm == arm ? cellScore(cell, benchmark) : std::nullopt;
        if (!one)
            continue;
        ++score.seeds;
        score.mean += *one;
    }
    if (score.seeds > 0)
        score.mean /= static_cast<double>(score.seeds);
    return score;
}

std::optional<double> armTokens(const ExperimentFigures& figures, std::size_t arm)
{
    double sum = 0;
    std::size_t counted = 0;
    for (const CellFigures& cell : figures.cells) {
        if (cell.arm != arm || cell.state != CellState::Finished)
            continue;
        sum += static_cast<double>(cell.tokens);
        ++counted;
    }
    return counted == 0 ? std::nullopt : std::optional(sum / static_cast<double>(counted));
}

} // namespace core::jobs
