// SPDX-License-Identifier: Apache-2.0
// What of this machine and build a run's numbers depend on, and what the first start of a run decides from it.
#pragma once

#include "core/protocol/job_spec.h"
#include "core/protocol/run_folder.h"
#include "core/protocol/worker_record.h"

#include <optional>
#include <string>

namespace core::worker {

std::string cpuModel();

/// Decisions for a first start of `spec` here; memory and pack plan are added by the job, which knows its rows and waits
/// for its turn first. Error{Unsupported} for a precision or device that cannot be had.
protocol::ResolvedSettings resolveHere(const protocol::JobSpec& spec);

/// What the run's earlier worker decided, checked against the job and this machine; nothing on the first start. Throws
/// Error{BadFile} when job.json is no longer the one that was begun and Error{Unsupported} on a machine that differs,
/// unless that is allowed (then it is marked as no longer bit-identical, and what lies beyond a checkpoint must go).
std::optional<protocol::ResolvedSettings> resolvedBefore(
    const protocol::RunFolder& folder, const protocol::JobSpec& spec, bool allowDifferentMachine);

void writeResolved(const protocol::RunFolder& folder, const protocol::ResolvedSettings& settings);

} // namespace core::worker
