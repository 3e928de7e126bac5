// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/watched_run.h"

#include "core/jobs/job_client.h"
#include "core/store/project_experiments.h"

#include <algorithm>

namespace core::jobs {

namespace {

constexpr std::chrono::seconds quiet{ 3 }; ///< a worker beats once a second; after this its lock is looked at
constexpr std::chrono::seconds betweenProbes{ 1 };
constexpr std::int64_t startGrace = 30'000; ///< milliseconds until a queued run that no worker took counts as given up

bool changesRecord(const protocol::JobEvent& event)
{
    return !std::holds_alternative<protocol::StepEvent>(event.body)
        && !std::holds_alternative<protocol::HeartbeatEvent>(event.body);
}

store::StepMetric metricOf(const protocol::StepEvent& step)
{
    return { step.step, step.loss, step.learningRate, step.gradientNorm, step.tokens, step.responseTokens, step.seconds };
}

} // namespace

WatchedRun::WatchedRun(store::ProjectSession& session, store::RunRecord record, const FactSink& tell)
    : session_(session)
    , record_(std::move(record))
    , tell_(tell)
    , folder_(session.sideFolder() / record_.folder)
    , size_(record_.eventOffset)
    , behind_(lacksCells())
{
    // of a project of an older version the cells were never taken in
    behind_ = record_.kind == protocol::nameOf(protocol::JobKind::Experiment) && !session_.readOnly()
        && store::experimentCells(session_, record_.id).empty();
}

bool WatchedRun::lacksCells() const
{
    std::error_code missing;
    return record_.kind == protocol::nameOf(protocol::JobKind::Experiment) && !session_.readOnly()
        && std::filesystem::exists(folder_.job(), missing) && store::experimentCells(session_, record_.id).empty();
}

bool WatchedRun::isActive() const
{
    return record_.state == store::RunState::Queued || record_.state == store::RunState::Running
        || record_.state == store::RunState::Paused;
}

void WatchedRun::own(WorkerProcess process)
{
    process_ = process;
    generationBefore_ = record_.generation;
    heard_ = Clock::now();
}

void WatchedRun::ask(std::uint64_t request, protocol::ControlAction action, Clock::time_point deadline)
{
    follower(); // reads what was told so far
    calls_.push_back({ request, ControlCall(action, deadline) });
}

bool WatchedRun::isAlive()
{
    return livenessOf(folder_) == Liveness::Running;
}

Follower& WatchedRun::follower()
{
    if (!follower_) {
        follower_.emplace(folder_.path());
        for (auto events = follower_->poll(); !events.empty(); events = follower_->poll())
            for (auto& event : events)
                if (event.sequence > record_.eventSequence)
                    unstored_.push_back(std::move(event));
        behind_ = true;
        tellProgress();
    }
    return *follower_;
}

bool WatchedRun::grew()
{
    std::error_code missing;
    const auto size = std::filesystem::file_size(folder_.events(), missing);
    if (missing || size == size_)
        return false;
    size_ = size;
    return true;
}

std::vector<protocol::JobEvent> WatchedRun::readNew()
{
    std::vector<protocol::JobEvent> all;
    for (auto events = follower().poll(); !events.empty(); events = follower().poll())
        std::move(events.begin(), events.end(), std::back_inserter(all));
    return all;
}

void WatchedRun::look(bool mayStore, Clock::time_point now)
{
    const auto end = process_ ? process_->ended() : std::nullopt; // before the events are read, as is `alive`
    const bool asked = !calls_.empty();
    const bool probe = asked || end || (isActive() && now - heard_ >= quiet && now - probed_ >= betweenProbes);
    const bool news = grew();
    if (!news && !probe && !behind_)
        return;
    try {
        bool alive = true;
        if (probe) {
            alive = follower().liveness() == Liveness::Running;
            probed_ = now;
        }
        const auto events = readNew();
        if (!events.empty()) {
            heard_ = now;
            tellProgress();
        }
        store(events, mayStore, now);
        answerCalls(events, alive, now);
        if (!alive && events.empty() && !behind_)
            noteDeath(end);
    } catch (const Error& error) {
        trouble(error, now);
    }
}

void WatchedRun::store(const std::vector<protocol::JobEvent>& read, bool mayStore, Clock::time_point now)
{
    behind_ = behind_ || !read.empty();
    if (session_.readOnly()) {
        unstored_.insert(unstored_.end(), read.begin(), read.end());
        behind_ = false;
        return;
    }
    unstored_.clear();
    if (!behind_ || !mayStore || now < storeAgain_)
        return;
    if (!ingester_)
        ingester_.emplace(session_, record_.id);
    const auto stored = ingester_->poll();
    behind_ = false;
    troubled_.clear();
    tellCells();
    tellStored(stored);
}

void WatchedRun::refresh(const store::RunRecord& record)
{
    const auto before = record_.state;
    if (record.kind == protocol::nameOf(protocol::JobKind::Experiment) && record.eventSequence != record_.eventSequence)
        tell_(CellsChanged{ record.id, {} });
    record_ = record;
    std::vector<protocol::JobEvent> stored;
    while (!unstored_.empty() && unstored_.front().sequence <= record.eventSequence) {
        stored.push_back(std::move(unstored_.front()));
        unstored_.pop_front();
    }
    if (before != record_.state)
        tell_(RunStateChanged{ record_, before });
    tellStored(stored);
}

void WatchedRun::tellCells()
{
    if (auto cells = ingester_->takeChangedCells(); !cells.empty())
        tell_(CellsChanged{ record_.id, std::move(cells) });
}

void WatchedRun::tellProgress()
{
    const RunProgress& progress = follower_->progress();
    tell_(RunProgressed{ record_.id, progress, overallProgress(progress), follower_->pace().tokensPerSecond(progress),
        follower_->pace().remainingSeconds(progress) });
}

void WatchedRun::tellStored(const std::vector<protocol::JobEvent>& events)
{
    StepsArrived steps{ record_.id, std::nullopt, {} };
    std::vector<ProjectFact> others;
    for (const auto& event : events) {
        if (const auto* started = std::get_if<protocol::StartedEvent>(&event.body)) {
            steps.dropAfterStep = std::min(steps.dropAfterStep.value_or(started->fromStep), started->fromStep);
            std::erase_if(steps.steps, [&](const auto& step) { return step.step > started->fromStep; });
        } else if (const auto* step = std::get_if<protocol::StepEvent>(&event.body)) {
            steps.steps.push_back(metricOf(*step));
        } else if (const auto* point = std::get_if<protocol::RecordingPointEvent>(&event.body)) {
            others.push_back(PointRecorded{ record_.id, point->point, point->step });
        } else if (std::holds_alternative<protocol::TokensEvent>(event.body)) {
            others.push_back(TokensCounted{ record_.id });
        } else if (const auto* warning = std::get_if<protocol::WarningEvent>(&event.body)) {
            others.push_back(RunWarned{ record_.id, warning->message });
        }
    }
    if (!steps.steps.empty() || steps.dropAfterStep)
        tell_(std::move(steps));
    for (const auto& fact : others)
        tell_(fact);
    if (!session_.readOnly() && std::ranges::any_of(events, changesRecord))
        tellState();
}

void WatchedRun::tellState()
{
    const auto before = record_.state;
    record_ = session_.run(record_.id);
    if (record_.state != before)
        tell_(RunStateChanged{ record_, before });
}

void WatchedRun::answerCalls(const std::vector<protocol::JobEvent>& events, bool alive, Clock::time_point now)
{
    for (auto call = calls_.begin(); call != calls_.end();) {
        RequestAnswered answer{ call->request, record_.id, std::nullopt, std::nullopt };
        try {
            answer.outcome = call->call.look(follower(), events, alive, now);
        } catch (const Error& error) {
            answer.failure = error;
        }
        if (!answer.outcome && !answer.failure) {
            ++call;
            continue;
        }
        call = calls_.erase(call);
        tell_(answer);
    }
}

void WatchedRun::noteDeath(const std::optional<std::string>& end)
{
    if (process_ && !end)
        return; // ours, and about to take the folder
    const bool neverTook = end ? record_.generation == generationBefore_ : follower().liveness() == Liveness::NotStarted;
    if (!end && neverTook && store::unixMilliseconds() - record_.createdAt < startGrace)
        return;
    process_.reset();
    const bool silent = end && neverTook; // whatever the run told before, this worker said nothing
    if (session_.readOnly() || (!silent && (!isActive() || follower().progress().ending)))
        return;
    const std::string sentence
        = !end && neverTook ? "No worker has taken the run " + record_.name + "." : deathSentence(folder_, end);
    interrupt(sentence);
    tell_(WorkerDied{ record_.id, sentence });
}

void WatchedRun::interrupt(const std::string& sentence)
{
    if (!ingester_)
        ingester_.emplace(session_, record_.id);
    ingester_->noteEnd(sentence);
    tellCells();
    tellState();
}

void WatchedRun::trouble(const Error& error, Clock::time_point now)
{
    storeAgain_ = now + betweenProbes;
    if (troubled_ == error.message())
        return;
    troubled_ = error.message();
    tell_(MonitorTroubled{ record_.id, error.hint().empty() ? error.message() : error.message() + " " + error.hint() });
}

} // namespace core::jobs
