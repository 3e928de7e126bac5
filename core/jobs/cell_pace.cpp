// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/cell_pace.h"

#include <algorithm>

namespace core::jobs {

namespace {

constexpr double leastShare = 0.05; ///< of a cell, before its own pace is believed

std::string armOf(const std::string& cell)
{
    return cell.substr(0, cell.rfind('-'));
}

} // namespace

void CellPace::apply(const protocol::JobEvent& event)
{
    now_ = event.milliseconds;
    if (std::holds_alternative<protocol::StartedEvent>(event.body)) {
        cell_.clear();
        pausedAt_ = 0;
    } else if (const auto* phase = std::get_if<protocol::PhaseEvent>(&event.body)) {
        if (phase->phase == protocol::Phase::Paused && pausedAt_ == 0) {
            pausedAt_ = now_;
        } else if (phase->phase != protocol::Phase::Paused && pausedAt_ != 0) {
            paused_ += now_ - pausedAt_;
            pausedAt_ = 0;
        }
    } else if (const auto* cell = std::get_if<protocol::CellEvent>(&event.body)) {
        if (cell->state == protocol::CellState::Running) {
            cell_ = cell->cell;
            begun_ = now_;
            paused_ = 0;
        } else if (cell->cell == cell_) {
            if (cell->state == protocol::CellState::Finished) {
                Took& took = arms_[armOf(cell_)];
                took.seconds += secondsAtWork();
                ++took.cells;
            }
            cell_.clear();
        }
    }
}

double CellPace::secondsAtWork() const
{
    const std::int64_t end = pausedAt_ != 0 ? pausedAt_ : now_;
    return static_cast<double>(std::max<std::int64_t>(end - begun_ - paused_, 0)) / 1000;
}

std::optional<double> CellPace::expected(const std::string& cell) const
{
    if (const auto known = arms_.find(armOf(cell)); known != arms_.end())
        return known->second.seconds / static_cast<double>(known->second.cells);
    if (arms_.empty())
        return std::nullopt;
    double longest = 0; // an untrained arm takes much less than the others
    for (const auto& [arm, took] : arms_)
        longest = std::max(longest, took.seconds / static_cast<double>(took.cells));
    return longest;
}

std::optional<double> CellPace::remainingSeconds(const std::vector<protocol::CellEvent>& cells, double running) const
{
    std::optional<double> atWork; // what the cell at work takes in all
    if (!cell_.empty() && running >= leastShare)
        atWork = secondsAtWork() / running;
    else if (!cell_.empty())
        atWork = expected(cell_);
    double seconds = 0;
    if (!cell_.empty()) {
        if (!atWork)
            return std::nullopt;
        seconds += std::max(*atWork - secondsAtWork(), 0.0);
    }
    for (const protocol::CellEvent& cell : cells) {
        if (cell.state != protocol::CellState::Waiting)
            continue;
        auto takes = expected(cell.cell);
        if (!arms_.contains(armOf(cell.cell)) && atWork)
            takes = std::max(takes.value_or(0), *atWork);
        if (!takes)
            return std::nullopt;
        seconds += *takes;
    }
    return seconds;
}

} // namespace core::jobs
