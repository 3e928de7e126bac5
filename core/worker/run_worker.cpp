// SPDX-License-Identifier: Apache-2.0
#include "core/worker/run_worker.h"

#include "core/models/device.h"
#include "core/protocol/exit_status.h"
#include "core/protocol/session_message.h"
#include "core/training/checkpoint.h"
#include "core/worker/machine_facts.h"
#include "core/worker/machine_slot.h"
#include "core/worker/run_context.h"
#include "core/worker/translate_errors.h"

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <thread>

namespace core::worker {

namespace {

using Clock = std::chrono::steady_clock;

/// A probe by another process may hold the lock for a moment.
FileLock takeFolder(const protocol::RunFolder& folder)
{
    const auto deadline = Clock::now() + std::chrono::seconds(1);
    for (;;) {
        FileLock lock = FileLock::tryAcquire(folder.lock());
        if (lock.held())
            return lock;
        if (Clock::now() >= deadline)
            break;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    std::string holder = "another process";
    if (const auto identity = protocol::readWorkerIdentity(folder.worker()))
        holder = "process " + std::to_string(identity->processId) + " on " + identity->host;
    throw Error(ErrorKind::Busy, folder.path().string() + ": " + holder + " is already working on this run",
        "Wait for its end, or stop it.");
}

/// One worker process on one run folder, which it holds.
class Worker {
public:
    Worker(const protocol::RunFolder& folder, protocol::JobSpec spec, const WorkerOptions& options)
        : folder_(folder)
        , spec_(std::move(spec))
        , options_(options)
        , events_(folder)
        , generation_(events_.lastGeneration() + 1)
    {
    }

    /// Takes over from an earlier worker. Throws what makes the folder impossible to take.
    void begin()
    {
        auto identity = protocol::thisWorker();
        identity.generation = generation_;
        writeFileAtomically(folder_.worker(), protocol::toJson(identity).dump(2) + "\n");
        const auto before = resolvedBefore(folder_, spec_, options_.allowDifferentMachine);
        firstStart_ = !before.has_value();
        resolved_ = before ? *before : resolveHere(spec_);
        models::setUpTorch(resolved_.threads);
    }

    int work()
    {
        try {
            fromStep_ = newestCheckpoint(folder_, events_);
            events_.write(protocol::StartedEvent{ generation_, fromStep_, resolved_.bitIdentical });
            return end(run());
        } catch (...) {
            return fail(asError(std::current_exception()));
        }
    }

private:
    static void waitForTurn(MachineSlot& slot, RunControl& control)
    {
        if (slot.isOurs())
            return;
        control.enter(protocol::Phase::Queued);
        while (!slot.isOurs()) {
            control.poll();
            control.stopToken().check();
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
    }

    RunEnd runKind(RunContext& context)
    {
        switch (spec_.kind) {
        case protocol::JobKind::Proxy:
            return runProxyJob(context, lastStep_);
        case protocol::JobKind::Score:
            return runScoreJob(context);
        case protocol::JobKind::Tokenize:
            return runTokenizeJob(context);
        case protocol::JobKind::Evaluate:
            return runEvaluateJob(context);
        case protocol::JobKind::FineTune:
            return runFineTuneJob(context, lastStep_);
        case protocol::JobKind::Experiment:
            return runExperimentJob(context);
        }
        throw Error(ErrorKind::Internal, "a kind of job without work");
    }

    /// When this returns or throws, no other thread writes events any more.
    RunEnd run()
    {
        RunControl control(folder_, events_, generation_);
        try {
            std::optional<MachineSlot> slot;
            if (spec_.kind != protocol::JobKind::Tokenize) // short, and wanted while a training goes on
                waitForTurn(slot.emplace(machineSlotFolder()), control);
            control.enter(protocol::Phase::Loading);
            RunContext context{ folder_, spec_, resolved_, firstStart_, fromStep_, events_, control };
            lastStep_ = fromStep_;
            const RunEnd ended = runKind(context);
            tokens_ = context.tokens;
            return ended;
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::Cancelled || !control.stopRequested())
                throw;
            return RunEnd::Stopped;
        }
    }

    int end(RunEnd ended)
    {
        const double seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
        if (ended == RunEnd::Finished)
            events_.write(protocol::FinishedEvent{ lastStep_, seconds, tokens_, peakResidentBytes() });
        else
            events_.write(protocol::StoppedEvent{ lastStep_ });
        events_.sync();
        return ended == RunEnd::Finished ? protocol::exit_status::finished : protocol::exit_status::stopped;
    }

    int fail(const Error& error)
    {
        std::fprintf(stderr, "%s\n%s\n", error.message().c_str(), error.hint().c_str());
        try {
            events_.write(
                protocol::FailedEvent{ std::string(protocol::nameOf(error.kind())), error.message(), error.hint() });
            events_.sync();
        } catch (const Error&) {
            return protocol::exit_status::storage;
        }
        return protocol::exit_status::failed;
    }

    const protocol::RunFolder& folder_;
    protocol::JobSpec spec_;
    WorkerOptions options_;
    EventWriter events_;
    std::int64_t generation_;
    protocol::ResolvedSettings resolved_;
    bool firstStart_ = true;
    std::int64_t fromStep_ = 0;
    std::int64_t lastStep_ = 0;
    std::int64_t tokens_ = 0;
    Clock::time_point begin_ = Clock::now();
};

int refuse(const Error& error)
{
    std::fprintf(stderr, "%s\n%s\n", error.message().c_str(), error.hint().c_str());
    return error.kind() == ErrorKind::Storage ? protocol::exit_status::storage : protocol::exit_status::refused;
}

} // namespace

std::int64_t newestCheckpoint(const protocol::RunFolder& folder, EventWriter& events)
{
    std::error_code code;
    if (!std::filesystem::exists(folder.checkpoints(), code))
        return 0;
    std::vector<std::string> complaints;
    const auto checkpoint = training::CheckpointStore(folder.checkpoints()).readNewest(complaints);
    for (const std::string& complaint : complaints)
        events.write(protocol::WarningEvent{ complaint });
    return checkpoint ? checkpoint->step : 0;
}

training::PackPlan settledPackPlan(RunContext& context, const formats::ModelConfig& config, std::int64_t longestRow)
{
    if (!context.firstStart)
        return training::packPlan(JsonFields(context.resolved.packPlan, context.folder.resolved().string(), "pack_plan"));
    if (context.resolved.memoryBytes == 0)
        context.resolved.memoryBytes = static_cast<std::int64_t>(training::defaultMemoryBytes());
    const auto plan = training::planPacks(config, static_cast<std::uint64_t>(context.resolved.memoryBytes), longestRow);
    context.resolved.packPlan = training::toJson(plan);
    writeResolved(context.folder, context.resolved);
    context.firstStart = false;
    return plan;
}

int runWorker(const std::filesystem::path& path, const WorkerOptions& options)
{
    ::setpriority(PRIO_PROCESS, 0, 10);
    stopOnSignals();
    const protocol::RunFolder folder(std::filesystem::absolute(path));
    std::optional<FileLock> lock;
    std::unique_ptr<Worker> worker;
    try {
        auto spec = protocol::readJobSpec(folder.job());
        lock = takeFolder(folder);
        worker = std::make_unique<Worker>(folder, std::move(spec), options);
        worker->begin();
    } catch (...) {
        return refuse(asError(std::current_exception()));
    }
    return worker->work();
}

} // namespace core::worker
