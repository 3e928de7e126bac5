// SPDX-License-Identifier: Apache-2.0
// The written names of events and phases. Only for this folder's .cpp files.
#pragma once

#include "core/protocol/job_event.h"
#include "core/protocol/names.h"

namespace core::protocol {

/// By index of EventBody.
inline constexpr std::string_view eventTypes[]
    = { "started", "phase", "plan", "tokens", "step", "loss_part", "recording_point", "training_losses", "evaluation_part",
          "cell", "checkpoint", "heartbeat", "control", "warning", "finished", "stopped", "failed" };
static_assert(std::size(eventTypes) == std::variant_size_v<EventBody>);

inline constexpr Names<Phase, 6> phaseNames{ { { Phase::Queued, "queued" }, { Phase::Loading, "loading" },
    { Phase::Tokenizing, "tokenizing" }, { Phase::Scoring, "scoring" }, { Phase::Training, "training" },
    { Phase::Paused, "paused" } } };

inline constexpr Names<CellState, 4> cellStateNames{ { { CellState::Waiting, "waiting" }, { CellState::Running, "running" },
    { CellState::Finished, "finished" }, { CellState::Failed, "failed" } } };

} // namespace core::protocol
