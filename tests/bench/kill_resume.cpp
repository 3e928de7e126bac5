// SPDX-License-Identifier: Apache-2.0
// kill_resume [seconds [kills [checkpoint-seconds]]]: a run of about that length is made twice, once unbroken, once killed
// with -9 at random moments and resumed; losses, weights and optimizer state must be the same bits.
#include "core/base/random.h"
#include "tests/core/worker/worker_fixture.h"

#include <signal.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Seconds of one epoch's steps, by a run of a few epochs.
double secondsPerEpoch(const support::WorkerFixture& fixture, core::protocol::JobSpec spec)
{
    spec.name = "probe";
    spec.train.epochs = 5;
    const auto folder = fixture.createRun(spec);
    fixture.runToEnd(folder);
    double seconds = 0;
    for (const auto& step : support::eventsOfKind<core::protocol::StepEvent>(folder))
        seconds += step.seconds;
    return seconds / spec.train.epochs;
}

/// Runs with kills at random moments of `seconds`; how many were needed to reach the end.
int runKilled(const support::WorkerFixture& fixture, const core::protocol::RunFolder& folder, int kills, double seconds)
{
    core::RandomStream random(static_cast<std::uint64_t>(Clock::now().time_since_epoch().count()), "kills");
    int done = 0;
    for (; done < kills; ++done) {
        auto process = fixture.launch(folder);
        const double delay = 1 + random.uniform() * 2 * seconds / kills;
        const auto begin = Clock::now();
        support::waitFor([&] { return process.ended() || secondsSince(begin) >= delay; }, std::chrono::seconds(3600));
        if (process.ended())
            return done;
        ::kill(process.id(), SIGKILL);
        support::endOf(process);
        std::printf("killed after %.1f s\n", delay);
    }
    auto process = fixture.launch(folder);
    support::waitFor([&] { return process.ended().has_value(); }, std::chrono::seconds(3600));
    return done;
}

} // namespace

int main(int count, char** arguments)
{
    const double seconds = count > 1 ? std::atof(arguments[1]) : 180;
    const int kills = count > 2 ? std::atoi(arguments[2]) : 10;
    const support::WorkerFixture fixture(400, 2, 64);
    core::protocol::JobSpec spec = fixture.spec("unbroken");
    spec.train.batchSize = 16;
    spec.recordingPoints = 10;
    spec.resources.checkpointSeconds = count > 3 ? std::atof(arguments[3]) : 10;
    spec.train.epochs = std::max(1.0, seconds / secondsPerEpoch(fixture, spec));
    const auto unbroken = fixture.createRun(spec);
    const auto begin = Clock::now();
    auto process = fixture.launch(unbroken);
    support::waitFor([&] { return process.ended().has_value(); }, std::chrono::seconds(3600));
    std::printf("unbroken: %.0f s, %s\n", secondsSince(begin), process.ended().value_or("?").c_str());
    spec.name = "killed";
    const auto killed = fixture.createRun(spec);
    const int done = runKilled(fixture, killed, kills, secondsSince(begin));
    const auto expected = support::resultsOf(unbroken);
    const auto found = support::resultsOf(killed);
    int different = 0;
    for (const auto& [name, bytes] : expected) {
        if (found.count(name) == 1 && found.at(name) == bytes)
            continue;
        ++different;
        std::printf("differs: %s\n", name.c_str());
    }
    std::printf("%d kills; %zu results, %d differ\n", done, expected.size(), different);
    return different == 0 && found.size() == expected.size() && done == kills ? 0 : 1;
}
