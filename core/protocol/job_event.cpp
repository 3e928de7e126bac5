// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/job_event.h"

#include "core/protocol/event_types.h"

namespace core::protocol {

bool isFinal(const EventBody& body)
{
    return std::holds_alternative<FinishedEvent>(body) || std::holds_alternative<StoppedEvent>(body)
        || std::holds_alternative<FailedEvent>(body);
}

std::string_view nameOf(Phase phase)
{
    return phaseNames.of(phase);
}

std::string_view nameOf(CellState state)
{
    return cellStateNames.of(state);
}

std::string_view typeOf(const EventBody& body)
{
    return eventTypes[body.index()];
}

} // namespace core::protocol
