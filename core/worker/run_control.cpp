// SPDX-License-Identifier: Apache-2.0
#include "core/worker/run_control.h"

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <fstream>

namespace core::worker {

namespace {

constexpr std::chrono::milliseconds lookInterval{ 100 };
constexpr std::chrono::seconds beatInterval{ 1 };

volatile std::sig_atomic_t stopSignal = 0;

void onStopSignal(int)
{
    stopSignal = 1;
}

} // namespace

void stopOnSignals()
{
    struct sigaction action { };
    action.sa_handler = onStopSignal;
    ::sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
    std::signal(SIGHUP, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
}

RunControl::RunControl(const protocol::RunFolder& folder, EventWriter& events, std::int64_t generation)
    : events_(events)
    , generation_(generation)
    , reader_(folder.control())
    , thread_([this] { run(); })
{
}

RunControl::~RunControl()
{
    ending_ = true;
    thread_.join();
}

void RunControl::enter(protocol::Phase phase)
{
    if (phase_.exchange(phase) == phase && phase != protocol::Phase::Loading)
        return;
    done_ = 0;
    total_ = 0;
    events_.write(protocol::PhaseEvent{ phase });
}

void RunControl::at(std::int64_t step, std::int64_t done, std::int64_t total)
{
    step_ = step;
    done_ = done;
    total_ = total;
}

void RunControl::poll()
{
    readRequests();
    if (paused_ && !stopRequested()) {
        const protocol::Phase before = phase_;
        const std::int64_t done = done_;
        const std::int64_t total = total_;
        enter(protocol::Phase::Paused);
        at(step_, done, total);
        while (paused_ && !stopRequested()) {
            std::this_thread::sleep_for(lookInterval);
            readRequests();
        }
        enter(before);
        at(step_, done, total);
    }
    const std::lock_guard lock(mutex_);
    if (failure_)
        std::rethrow_exception(failure_);
}

void RunControl::readRequests()
{
    if (stopSignal != 0)
        stop_.cancel();
    const std::lock_guard lock(mutex_);
    std::vector<std::string> refused;
    for (const auto& request : reader_.poll(refused)) {
        if (request.generation != generation_)
            continue; // meant for another worker of this run
        events_.write(
            protocol::ControlEvent{ request.id, std::string(protocol::nameOf(request.action)), accept(request.action) });
    }
    for (const std::string& sentence : refused)
        events_.write(protocol::WarningEvent{ sentence });
}

std::string RunControl::accept(protocol::ControlAction action)
{
    switch (action) {
    case protocol::ControlAction::Pause:
        paused_ = true;
        return {};
    case protocol::ControlAction::Resume:
        return paused_.exchange(false) ? std::string() : "The run is not paused.";
    case protocol::ControlAction::Checkpoint:
        checkpoint_ = checkpointsAllowed_.load();
        return checkpointsAllowed_ ? std::string() : "There is nothing to write a checkpoint of now.";
    case protocol::ControlAction::Stop:
        stop_.cancel();
        return {};
    }
    return "This action is not known.";
}

void RunControl::beat()
{
    events_.write(protocol::HeartbeatEvent{ step_, phase_, done_, total_, residentBytes() });
}

void RunControl::run()
{
    auto lastBeat = std::chrono::steady_clock::now();
    while (!ending_) {
        try {
            readRequests();
            if (std::chrono::steady_clock::now() - lastBeat >= beatInterval) {
                beat();
                lastBeat = std::chrono::steady_clock::now();
            }
        } catch (...) {
            const std::lock_guard lock(mutex_);
            failure_ = std::current_exception(); // the working thread meets it at its next poll
            return;
        }
        std::this_thread::sleep_for(lookInterval);
    }
}

std::int64_t residentBytes()
{
    std::int64_t pages = 0;
    std::int64_t resident = 0;
    std::ifstream("/proc/self/statm") >> pages >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

std::int64_t peakResidentBytes()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return std::int64_t{ usage.ru_maxrss } * 1024;
}

} // namespace core::worker
