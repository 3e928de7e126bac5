// SPDX-License-Identifier: Apache-2.0
// Progress, rates and the time that is left, by hand.
#include "core/jobs/follower.h"
#include "tests/core/jobs/run_writer.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>

using namespace core::protocol;
using core::jobs::RunPace;
using core::jobs::RunProgress;

namespace {

/// Plays events to both, as a Follower does.
struct Played {
    RunProgress progress;
    RunPace pace;
    std::uint64_t sequence = 0;

    void at(std::int64_t milliseconds, EventBody body)
    {
        const JobEvent event{ ++sequence, milliseconds, std::move(body) };
        progress.apply(event);
        pace.apply(event);
    }
    std::optional<double> left() const { return pace.remainingSeconds(progress); }
    core::Progress whole() const { return core::jobs::overallProgress(progress); }
};

/// 1,000 rows of 50 tokens, 100 of them held out; 90 steps of 10 rows; points at 0, 9 and 90.
PlanEvent plan()
{
    PlanEvent planned;
    planned.rows = 1000;
    planned.heldOut = 100;
    planned.tokens = 50000;
    planned.steps = 90;
    planned.recordingSteps = { 0, 9, 90 };
    return planned;
}

} // namespace

class TestRunPace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsKnownAtFirst()
    {
        Played run;
        run.at(0, StartedEvent{ 1, 0, true });
        QVERIFY(!run.left());
        QCOMPARE(run.whole().total, std::uint64_t{ 0 });
        run.at(0, plan());
        QVERIFY(!run.left());
        QCOMPARE(run.whole().total, std::uint64_t{ 3 * 1000 + 3 * 900 });
    }

    void stepsAndScoringEachAtTheirPace()
    {
        Played run;
        run.at(0, StartedEvent{ 1, 0, true });
        run.at(0, plan());
        run.at(1000, PhaseEvent{ Phase::Scoring });
        run.at(2000, HeartbeatEvent{ 0, Phase::Scoring, 500, 1000, 7 });
        // 2 ms a row scored, so 6 ms a row trained on: 2,500 rows and 90 steps of 10 rows are left
        QCOMPARE(*run.left(), 2500 * 0.002 + 90 * 10 * 0.006);
        QCOMPARE(run.whole().done, std::uint64_t{ 500 });
        QCOMPARE(*run.pace.tokensPerSecond(run.progress), 50 / 0.002);
        run.at(3000, RecordingPointEvent{ 0, 0, "" });
        run.at(3000, PhaseEvent{ Phase::Training });
        run.at(3500, StepEvent{ 1, 1, 1, 1, 480, 200, 0.5 });
        QCOMPARE(*run.left(), 2000 * 0.002 + 89 * 0.5);
        QCOMPARE(*run.pace.tokensPerSecond(run.progress), 960.0);
        QCOMPARE(run.whole().done, std::uint64_t{ 1000 + 30 });
        run.at(3600, PhaseEvent{ Phase::Paused });
        QVERIFY(!run.pace.tokensPerSecond(run.progress));
        QCOMPARE(*run.left(), 2000 * 0.002 + 89 * 0.5); // from when it goes on
        run.at(9000, FinishedEvent{ 90, 1, 1, 1 });
        QVERIFY(!run.left());
    }

    void aPauseWithinAPointIsNotScoringTime()
    {
        Played run;
        run.at(0, StartedEvent{ 1, 0, true });
        run.at(0, plan());
        run.at(0, PhaseEvent{ Phase::Scoring });
        run.at(1000, HeartbeatEvent{ 0, Phase::Scoring, 500, 1000, 7 });
        run.at(1000, PhaseEvent{ Phase::Paused });
        run.at(61000, PhaseEvent{ Phase::Scoring });
        run.at(61100, HeartbeatEvent{ 0, Phase::Scoring, 500, 1000, 7 });
        run.at(62100, RecordingPointEvent{ 0, 0, "" });
        QCOMPARE(*run.left(), 2000 * 0.002 + 90 * 10 * 0.006);
    }

    void progressNeverGoesBack()
    {
        Played run;
        std::uint64_t before = 0;
        const auto tell = [&](std::int64_t milliseconds, const EventBody& body) {
            run.at(milliseconds, body);
            const auto now = run.whole().done;
            const bool forward = now >= before;
            before = now;
            return forward;
        };
        run.at(0, StartedEvent{ 1, 0, true });
        run.at(0, plan());
        QVERIFY(tell(0, PhaseEvent{ Phase::Scoring }));
        QVERIFY(tell(1000, HeartbeatEvent{ 0, Phase::Scoring, 700, 1000, 7 }));
        QVERIFY(tell(1100, PhaseEvent{ Phase::Paused }));
        QVERIFY(tell(2000, HeartbeatEvent{ 0, Phase::Paused, 700, 1000, 7 }));
        QVERIFY(tell(3000, PhaseEvent{ Phase::Scoring }));
        QCOMPARE(run.progress.pointRows, 700);
        QVERIFY(tell(4000, RecordingPointEvent{ 0, 0, "" }));
        QVERIFY(tell(4100, HeartbeatEvent{ 0, Phase::Scoring, 1000, 1000, 7 })); // of the point that is over
        QCOMPARE(before, std::uint64_t{ 1000 });
        QVERIFY(tell(4200, PhaseEvent{ Phase::Training }));
    }

    void whoComesLaterSaysTheSame()
    {
        const support::TemporaryFolder folder;
        support::RunWriter worker(folder.path() / "run"); // an event a second
        core::jobs::Follower early(folder.path() / "run");
        worker.started(1, 0);
        worker.event(plan());
        worker.event(PhaseEvent{ Phase::Scoring });
        early.poll();
        worker.event(RecordingPointEvent{ 0, 0, "" });
        worker.event(PhaseEvent{ Phase::Training });
        worker.step(1, 2);
        early.poll();
        core::jobs::Follower late(folder.path() / "run");
        late.poll();
        QCOMPARE(*late.pace().remainingSeconds(late.progress()), *early.pace().remainingSeconds(early.progress()));
        QCOMPARE(*late.pace().remainingSeconds(late.progress()), 2000 * 0.001 + 89 * 0.5);
    }

    void countingTokensIsRows()
    {
        Played run;
        run.at(0, StartedEvent{ 1, 0, true });
        run.at(0, PhaseEvent{ Phase::Tokenizing });
        run.at(0, HeartbeatEvent{ 0, Phase::Tokenizing, 30, 1000, 7 });
        QCOMPARE(run.whole().done, std::uint64_t{ 30 });
        QCOMPARE(run.whole().total, std::uint64_t{ 1000 });
        QVERIFY(!run.left()); // of a run that goes on with other work
        run.progress.onlyTokens = true;
        run.at(3000, HeartbeatEvent{ 0, Phase::Tokenizing, 600, 1000, 7 });
        QCOMPARE(*run.left(), 400 * 3.0 / 600);
        PlanEvent counted;
        counted.rows = 1000;
        run.at(0, counted);
        QCOMPARE(run.whole().done, std::uint64_t{ 1000 });
    }

    void anExperimentIsJudgedByItsCells()
    {
        Played run;
        const auto tell = [&](std::int64_t at, const char* cell, CellState state, std::int64_t number) {
            run.at(at, CellEvent{ cell, state, number, 4, {} });
        };
        run.at(0, StartedEvent{ 1, 0, true });
        PlanEvent planned;
        planned.steps = 100;
        run.at(0, planned);
        const char* names[] = { "base-1", "hard-1", "base-2", "hard-2" };
        for (int i = 0; i < 4; ++i)
            tell(0, names[i], CellState::Waiting, i);
        QVERIFY(!run.left());
        tell(0, "base-1", CellState::Running, 0);
        QVERIFY(!run.left()); // nothing was measured
        tell(2000, "base-1", CellState::Finished, 0);
        QCOMPARE(*run.left(), 6.0); // all like the only one that is known
        tell(2000, "hard-1", CellState::Running, 1);
        run.at(12000, HeartbeatEvent{ 50, Phase::Training, 50, 100, 0 }); // 0.8 of the half
        QCOMPARE(std::round(*run.left()), 15.0 + 2.0 + 25.0); // it takes 25 s in all, and so does hard-2
        run.at(12000, PhaseEvent{ Phase::Paused });
        run.at(112000, PhaseEvent{ Phase::Training });
        tell(122000, "hard-1", CellState::Finished, 1);
        QCOMPARE(*run.left(), 2.0 + 20.0); // the pause is not counted
        tell(122000, "base-2", CellState::Finished, 2);
        tell(122000, "hard-2", CellState::Running, 3);
        QCOMPARE(*run.left(), 20.0);
        QCOMPARE(run.whole().total, std::uint64_t{ 4000 });
        run.at(123000, FinishedEvent{ 100, 1, 1, 1 });
        QVERIFY(!run.left());
    }
};

QTEST_GUILESS_MAIN(TestRunPace)
#include "tst_run_pace.moc"
