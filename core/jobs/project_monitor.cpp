// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/project_monitor.h"

#include "core/jobs/experiment_request.h"
#include "core/jobs/job_client.h"
#include "core/jobs/polling.h"
#include "core/jobs/run_adoption.h"
#include "core/jobs/watched_run.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <thread>

namespace core::jobs {

namespace {

constexpr std::chrono::seconds betweenScans{ 1 }; ///< of the list of runs, and of runs that have ended

} // namespace

class ProjectMonitor::Loop {
public:
    using Clock = std::chrono::steady_clock;

    Loop(store::ProjectSession& session, Sink sink, LaunchSettings settings)
        : session_(session)
        , sink_(std::move(sink))
        , settings_(std::move(settings))
        , thread_([this] { work(); })
    {
    }
    ~Loop()
    {
        {
            const std::lock_guard lock(mutex_);
            ending_ = true;
        }
        wake_.notify_all();
        thread_.join();
    }

    store::ProjectSession& session() { return session_; }
    /// `task` gets its own number.
    std::uint64_t post(std::function<void(std::uint64_t)> task)
    {
        const std::lock_guard lock(mutex_);
        const std::uint64_t number = ++requests_;
        queue_.push_back([number, task = std::move(task)] { task(number); });
        wake_.notify_all();
        return number;
    }

    /// `prepare` sets the run up and records it.
    void start(std::uint64_t request, const std::function<PreparedRun()>& prepare);
    void addSeeds(std::uint64_t request, RunId run, const protocol::JobSpec& spec);
    void resume(std::uint64_t request, RunId run, bool allowDifferentMachine);
    void steer(std::uint64_t request, RunId run, protocol::ControlAction action, std::chrono::milliseconds deadline);

private:
    void work();
    bool takeTasks(std::deque<std::function<void()>>& tasks);
    /// Runs `action`, whose failure becomes the answer to the request.
    void attempt(std::uint64_t request, RunId run, const std::function<void()>& action);
    void guarded(const std::function<void()>& action);
    void lookAtAll();
    void scan();
    void readList();
    void launch(WatchedRun& run, bool allowDifferentMachine);
    WatchedRun& watched(RunId run);
    void trouble(const std::string& sentence);

    store::ProjectSession& session_;
    Sink sink_;
    LaunchSettings settings_;
    std::map<RunId, WatchedRun> runs_;
    std::set<std::string> folders_; ///< below the side folder, that need no adoption any more
    std::set<std::string> told_; ///< sentences of trouble
    Clock::time_point scanned_;
    std::mutex mutex_; ///< what follows
    std::condition_variable wake_;
    std::deque<std::function<void()>> queue_;
    std::uint64_t requests_ = 0;
    bool ending_ = false;
    std::thread thread_; // last
};

void ProjectMonitor::Loop::work()
{
    guarded([this] {
        readList();
        if (runs_.empty())
            sink_(RunListChanged{});
    });
    std::deque<std::function<void()>> tasks;
    while (takeTasks(tasks)) {
        for (auto& task : tasks)
            task();
        tasks.clear();
        guarded([this] { lookAtAll(); });
    }
}

bool ProjectMonitor::Loop::takeTasks(std::deque<std::function<void()>>& tasks)
{
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, pollInterval, [this] { return ending_ || !queue_.empty(); });
    tasks.swap(queue_);
    return !ending_;
}

void ProjectMonitor::Loop::guarded(const std::function<void()>& action)
{
    try {
        action();
    } catch (const std::exception& error) {
        trouble(error.what());
    }
}

void ProjectMonitor::Loop::trouble(const std::string& sentence)
{
    if (told_.insert(sentence).second)
        sink_(MonitorTroubled{ {}, sentence });
}

void ProjectMonitor::Loop::lookAtAll()
{
    const auto now = Clock::now();
    const bool all = now - scanned_ >= betweenScans;
    if (all) {
        scanned_ = now;
        scan();
    }
    const bool mayStore = !session_.importing();
    for (auto& [id, run] : runs_) {
        if (all || run.isActive() || run.isOurs())
            run.look(mayStore, now);
    }
}

void ProjectMonitor::Loop::scan()
{
    if (session_.readOnly()) {
        readList();
        return;
    }
    if (session_.importing())
        return;
    bool unknown = false;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(session_.sideFolder() / "runs", code)) {
        const std::string name = entry.path().filename().string();
        unknown = (name.front() != '.' && folders_.insert("runs/" + name).second) || unknown;
    }
    if (!unknown)
        return;
    const Adoption adoption = adoptRuns(session_);
    for (const auto& problem : adoption.problems)
        trouble(problem);
    if (!adoption.adopted.empty())
        readList();
}

void ProjectMonitor::Loop::readList()
{
    auto records = session_.listRuns();
    bool changed = false;
    for (const auto& record : records) {
        const auto [place, added] = runs_.try_emplace(record.id, session_, record, sink_);
        changed = changed || added;
        folders_.insert(record.folder);
        if (!added && session_.readOnly())
            place->second.refresh(record);
    }
    if (changed)
        sink_(RunListChanged{ std::move(records) });
}

WatchedRun& ProjectMonitor::Loop::watched(RunId run)
{
    if (!runs_.contains(run))
        readList();
    const auto found = runs_.find(run);
    if (found == runs_.end())
        throw Error(ErrorKind::BadInput, "there is no run " + std::to_string(run.value) + " in the project");
    return found->second;
}

void ProjectMonitor::Loop::attempt(std::uint64_t request, RunId run, const std::function<void()>& action)
{
    RequestAnswered answer{ request, run, std::nullopt, std::nullopt };
    try {
        action();
        return;
    } catch (const Error& error) {
        answer.failure = error;
    } catch (const std::exception& error) {
        answer.failure = Error(ErrorKind::Internal, error.what());
    }
    sink_(answer);
}

void ProjectMonitor::Loop::launch(WatchedRun& run, bool allowDifferentMachine)
{
    LaunchSettings settings = settings_;
    settings.allowDifferentMachine = allowDifferentMachine;
    run.own(launchWorker(protocol::RunFolder(session_.sideFolder() / run.record().folder), settings));
}

void ProjectMonitor::Loop::start(std::uint64_t request, const std::function<PreparedRun()>& prepare)
{
    RunId id;
    attempt(request, {}, [&] {
        if (session_.readOnly())
            throw Error(ErrorKind::BadInput, session_.path().string() + ": the project is open read-only here",
                "Start the run where the project is open for writing, or close it there.");
        id = prepare().id;
        readList();
    });
    if (id == RunId{})
        return;
    attempt(request, id, [&] {
        try {
            launch(watched(id), false);
        } catch (const Error& error) {
            watched(id).interrupt(error.message());
            throw;
        }
        sink_(RequestAnswered{ request, id, ControlOutcome::Acknowledged, std::nullopt });
    });
}

void ProjectMonitor::Loop::addSeeds(std::uint64_t request, RunId run, const protocol::JobSpec& spec)
{
    attempt(request, run, [&] {
        WatchedRun& found = watched(run);
        jobs::addSeeds(session_.sideFolder() / found.record().folder, spec);
        auto record = session_.run(run);
        record.spec = Json(toJson(protocol::readJobSpec(protocol::RunFolder(session_.sideFolder() / record.folder).job())));
        session_.updateRun(record);
        launch(found, false);
        sink_(RequestAnswered{ request, run, ControlOutcome::Acknowledged, std::nullopt });
    });
}

void ProjectMonitor::Loop::resume(std::uint64_t request, RunId run, bool allowDifferentMachine)
{
    attempt(request, run, [&] {
        WatchedRun& found = watched(run);
        if (found.isAlive()) {
            found.ask(request, protocol::ControlAction::Resume, Clock::now() + std::chrono::seconds(60));
            return;
        }
        launch(found, allowDifferentMachine);
        sink_(RequestAnswered{ request, run, ControlOutcome::Acknowledged, std::nullopt });
    });
}

void ProjectMonitor::Loop::steer(
    std::uint64_t request, RunId run, protocol::ControlAction action, std::chrono::milliseconds deadline)
{
    attempt(request, run, [&] { watched(run).ask(request, action, Clock::now() + deadline); });
}

ProjectMonitor::ProjectMonitor(store::ProjectSession& session, Sink sink, LaunchSettings settings)
    : loop_(std::make_unique<Loop>(session, std::move(sink), std::move(settings)))
{
}

ProjectMonitor::~ProjectMonitor() = default;

std::uint64_t ProjectMonitor::start(RunRequest request)
{
    return loop_->post([loop = loop_.get(), request = std::move(request)](
                           auto number) { loop->start(number, [&] { return prepareRun(loop->session(), request); }); });
}

std::uint64_t ProjectMonitor::start(protocol::JobSpec spec, DatasetId dataset)
{
    return loop_->post([loop = loop_.get(), spec = std::move(spec), dataset](auto number) {
        loop->start(number, [&] { return prepareRun(loop->session(), spec, dataset); });
    });
}

std::uint64_t ProjectMonitor::addSeeds(RunId run, protocol::JobSpec spec)
{
    return loop_->post(
        [loop = loop_.get(), run, spec = std::move(spec)](auto number) { loop->addSeeds(number, run, spec); });
}

std::uint64_t ProjectMonitor::resume(RunId run, bool allowDifferentMachine)
{
    return loop_->post(
        [loop = loop_.get(), run, allowDifferentMachine](auto number) { loop->resume(number, run, allowDifferentMachine); });
}

std::uint64_t ProjectMonitor::steer(RunId run, protocol::ControlAction action, std::chrono::milliseconds deadline)
{
    return loop_->post([=, loop = loop_.get()](auto number) { loop->steer(number, run, action, deadline); });
}

} // namespace core::jobs
