// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/protocol/job_spec.h"
#include "core/protocol/run_folder.h"
#include "core/protocol/worker_record.h"
#include "core/training/pack_plan.h"
#include "core/worker/event_writer.h"
#include "core/worker/run_control.h"

namespace core::worker {

/// What a job of any kind is given by the worker that runs it.
struct RunContext {
    const protocol::RunFolder& folder;
    const protocol::JobSpec& spec;
    protocol::ResolvedSettings& resolved; ///< complete once the job has added its pack plan
    bool firstStart; ///< resolved.json is not written yet
    std::int64_t fromStep; ///< of the newest checkpoint
    EventWriter& events;
    RunControl& control;
    std::int64_t tokens = 0; ///< set by the job: trained on, or scored, by this worker
};

enum class RunEnd { Finished, Stopped };

/// Each does its whole job and throws what ends it early. `lastStep`: the last optimizer step that was done.
RunEnd runProxyJob(RunContext& context, std::int64_t& lastStep);
RunEnd runScoreJob(RunContext& context);
RunEnd runTokenizeJob(RunContext& context);
RunEnd runEvaluateJob(RunContext& context);
RunEnd runFineTuneJob(RunContext& context, std::int64_t& lastStep);
RunEnd runExperimentJob(RunContext& context);

/// The step of the newest whole checkpoint of a folder, 0 when there is none; damaged ones are warned of.
std::int64_t newestCheckpoint(const protocol::RunFolder& folder, EventWriter& events);

/// Another machine's results are not mixed with this one's: recording points beyond the checkpoint are made
/// again, and with them the answers of the trained model.
void forgetBeyond(const RunContext& context, const protocol::PlanEvent& plan);

/// The pack plan of resolved.json; on the first start it is made for these rows and resolved.json is written.
training::PackPlan settledPackPlan(RunContext& context, const formats::ModelConfig& config, std::int64_t longestRow);

} // namespace core::worker
