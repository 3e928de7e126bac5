// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "tests/bench/ui/live_run.h"

#include "tests/ui/session/open_workspace.h"

#include <cmath>

namespace bench {

using namespace core::protocol;

namespace {

core::FileLock prepare(const std::filesystem::path& project, std::int64_t& rows, std::filesystem::path& folder)
{
    auto session = core::store::ProjectSession::open(project, core::store::OpenMode::ReadWrite);
    const auto dataset = session.listDatasets().front();
    core::store::RunRecord run;
    run.name = "live";
    run.kind = "proxy";
    run.dataset = dataset.id;
    run.folder = "runs/live";
    run.spec = fixture::jobOf("/nowhere/gpt-neox");
    run.createdAt = core::store::unixMilliseconds();
    session.insertRun(run);
    rows = dataset.rows;
    folder = session.sideFolder() / run.folder;
    std::filesystem::create_directories(folder);
    session.close();
    return core::FileLock::tryAcquire(RunFolder(folder).lock());
}

} // namespace

LiveRun::LiveRun(const std::filesystem::path& project)
    : lock_(prepare(project, rows_, folder_))
{
    writer_ = std::make_unique<support::RunWriter>(folder_);
    writer_->started(1, 0);
    PlanEvent plan;
    plan.steps = stepsBefore + 60 * stepsPerSecond;
    plan.rows = rows_;
    for (std::int64_t i = 0; i < 12; ++i)
        plan.recordingSteps.push_back(i * plan.steps / 11);
    plan.parts = (rows_ + lossPartRows - 1) / lossPartRows;
    writer_->event(plan);
    writer_->event(PhaseEvent{ Phase::Training });
    while (step_ < stepsBefore)
        step();
}

LiveRun::~LiveRun()
{
    finish();
}

void LiveRun::start()
{
    thread_ = std::thread([this] { write(); });
}

void LiveRun::finish()
{
    ending_ = true;
    if (thread_.joinable())
        thread_.join();
}

void LiveRun::step()
{
    ++step_;
    writer_->step(step_, 3 + 5 * std::exp(-static_cast<double>(step_) / 9000) + 0.3 * std::sin(12.9898 * double(step_)));
}

/// All rows fall towards floors of their own.
void LiveRun::point()
{
    for (std::int64_t part = 0; part * lossPartRows < rows_; ++part) {
        std::vector<float> losses(static_cast<std::size_t>(std::min(lossPartRows, rows_ - part * lossPartRows)));
        for (std::size_t i = 0; i < losses.size(); ++i)
            losses[i] = static_cast<float>(
                0.5 + 0.001 * double(i % 1000) + 3 * std::exp(-0.3 * double(point_) * (1 + 0.01 * double(i % 77))));
        writer_->event(LossPartEvent{ point_, step_, part, part * lossPartRows, static_cast<std::int64_t>(losses.size()),
            writer_->file(RunFolder::lossPartName(point_, part), losses) });
    }
    writer_->event(RecordingPointEvent{ point_, step_, "" });
    ++point_;
}

void LiveRun::write()
{
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    std::int64_t written = 0;
    for (std::int64_t beat = 0; !ending_; ++beat) {
        const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
        for (; written < static_cast<std::int64_t>(seconds * stepsPerSecond); ++written)
            step();
        if (seconds >= static_cast<double>(point_ * secondsBetweenPoints))
            point();
        if (beat % 50 == 0)
            writer_->event(HeartbeatEvent{ step_, Phase::Training, step_, stepsBefore * 2, std::int64_t{ 1 } << 30 });
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    writer_->event(FinishedEvent{ step_, 10, 1000000, std::int64_t{ 1 } << 30 });
}

} // namespace bench
