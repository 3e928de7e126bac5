// SPDX-License-Identifier: GPL-3.0-or-later
// Facts of runs arrive as signals in the GUI thread, and the door knows the runs as of now.
#include "tests/core/jobs/run_writer.h"
#include "tests/core/store/project_fixture.h"
#include "ui/session/jobs_door.h"

#include <QtCore/QThread>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace core::protocol;
using core::store::ProjectSession;
using core::store::RunState;
using ui::JobsDoor;

Q_DECLARE_METATYPE(core::RunId)

namespace {

constexpr int rows = 20;

struct Project {
    support::TemporaryFolder folder;
    std::shared_ptr<ProjectSession> session
        = std::make_shared<ProjectSession>(ProjectSession::create(folder.path() / "test.datalever"));
    core::DatasetId dataset = fixture::importRows(*session, folder, rows).dataset.id;
    core::RunId run = fixture::insertRun(*session, dataset);
    support::RunWriter worker{ session->sideFolder() / "runs/proxy-1" };
    core::FileLock lock = core::FileLock::tryAcquire(worker.folder().lock());
};

} // namespace

class TestJobsDoor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void factsArriveInTheGuiThread()
    {
        Project project;
        JobsDoor door(project.session);
        QVERIFY(door.runs().empty()); // nothing is waited for
        QSignalSpy list(&door, &JobsDoor::runListChanged);
        std::vector<std::int64_t> steps;
        QThread* thread = nullptr;
        connect(&door, &JobsDoor::stepsArrived, this, [&](const core::jobs::StepsArrived& fact) {
            thread = QThread::currentThread();
            for (const auto& step : fact.steps)
                steps.push_back(step.step);
        });
        QTRY_COMPARE(list.size(), 1);
        QCOMPARE(door.runs().size(), std::size_t{ 1 });
        project.worker.started(1, 0);
        project.worker.step(1, 2.5);
        project.worker.step(2, 2.0);
        QTRY_COMPARE(steps, (std::vector<std::int64_t>{ 1, 2 }));
        QCOMPARE(thread, QThread::currentThread());
        QTRY_VERIFY(door.run(project.run)->state == RunState::Running);
        QCOMPARE(door.progress(project.run)->progress.step, std::int64_t{ 2 });
        QSignalSpy points(&door, &JobsDoor::pointRecorded);
        project.worker.lossPart(0, 2, std::vector<float>(rows, 1));
        project.worker.event(RecordingPointEvent{ 0, 2, "" });
        QTRY_COMPARE(points.size(), 1);
        QCOMPARE(points[0][2].toLongLong(), qint64{ 2 });
        project.worker.event(FailedEvent{ "BadInput", "It broke.", "" });
        QTRY_VERIFY(door.run(project.run)->state == RunState::Failed);
        QCOMPARE(door.run(project.run)->note, std::string("It broke."));
        QVERIFY(door.run({ 77 }) == nullptr);
        QVERIFY(door.progress({ 77 }) == nullptr);
    }

    void requestsAreAnsweredWithTheirNumber()
    {
        Project project;
        JobsDoor door(project.session);
        std::map<quint64, core::jobs::RequestAnswered> answers;
        connect(&door, &JobsDoor::requestAnswered, this,
            [&](const core::jobs::RequestAnswered& answer) { answers.emplace(answer.request, answer); });
        project.lock.release();
        const quint64 pause = door.pauseRun(project.run);
        const quint64 unknown = door.stopRun({ 77 });
        core::jobs::RunRequest request;
        request.dataset = project.dataset;
        request.model = "/nowhere";
        const quint64 start = door.startRun(request);
        QVERIFY(pause != unknown && unknown != start);
        QTRY_COMPARE(answers.size(), std::size_t{ 3 });
        QVERIFY(answers.at(start).failure->message().find("/nowhere") != std::string::npos);
        QVERIFY(answers.at(unknown).failure.has_value());
        QVERIFY(answers.at(pause).failure.has_value()); // nobody works on it
    }

    void aClosedDoorSaysNothing()
    {
        Project project;
        int told = 0;
        {
            JobsDoor door(project.session);
            connect(&door, &JobsDoor::runListChanged, this, [&] { ++told; });
            QTRY_COMPARE(told, 1);
            project.worker.started(1, 0);
        }
        const int before = told;
        QCoreApplication::processEvents();
        QCOMPARE(told, before);
        QCOMPARE(project.session.use_count(), 1L); // nothing holds the project any more
    }
};

QTEST_GUILESS_MAIN(TestJobsDoor)
#include "tst_jobs_door.moc"
