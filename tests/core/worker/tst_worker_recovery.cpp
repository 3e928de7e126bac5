// SPDX-License-Identifier: Apache-2.0
// Real workers whose folder is damaged, taken, full, read-only or of another machine, and workers that are killed.
#include "core/base/files.h"
#include "core/base/random.h"
#include "core/protocol/event_codec.h"
#include "core/protocol/worker_record.h"
#include "tests/core/worker/worker_fixture.h"
#include "tests/support/small_disk.h"

#include <QtTest/QTest>

#include <signal.h>
#include <unistd.h>

#include <fstream>

using namespace core::protocol;
using namespace support;

namespace {

const std::string endedWell = "exit status 0";

} // namespace

class TestWorkerRecovery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { fixture_ = std::make_unique<WorkerFixture>(); }

    void killedAtRandomMomentsItEndsWithTheSameBits()
    {
        JobSpec spec = fixture_->spec("unbroken");
        spec.train.epochs = 20;
        spec.resources.checkpointSeconds = 0.2;
        const RunFolder unbroken = fixture_->createRun(spec);
        QCOMPARE(fixture_->runToEnd(unbroken), endedWell);
        spec.name = "killed";
        const RunFolder killed = fixture_->createRun(spec);
        core::RandomStream random(3, "kills");
        for (int kill = 0; kill < 5; ++kill) {
            auto process = fixture_->launch(killed);
            const auto from = eventsOf(killed).size();
            const auto after = from + 3 + random.below(80); // events of this worker before it dies
            waitFor([&] { return eventsOf(killed).size() >= after || process.ended(); });
            ::kill(process.id(), SIGKILL);
            endOf(process);
        }
        QCOMPARE(fixture_->runToEnd(killed), endedWell);
        QVERIFY(eventsOfKind<StartedEvent>(killed).back().fromStep > 0);
        const auto expected = resultsOf(unbroken);
        const auto found = resultsOf(killed);
        for (const auto& [name, bytes] : expected)
            QVERIFY2(found.count(name) == 1 && found.at(name) == bytes, name.c_str());
        QCOMPARE(found.size(), expected.size());
    }

    void aTornLastEventIsCut()
    {
        const RunFolder folder = fixture_->createRun(fixture_->spec("torn"));
        QCOMPARE(fixture_->runToEnd(folder), endedWell);
        const auto before = eventsOf(folder).size();
        std::ofstream(folder.events(), std::ios::app) << encodeEvent({ before + 1, 0, CheckpointEvent{ 1 } }).substr(0, 40);
        QCOMPARE(fixture_->runToEnd(folder), endedWell);
        const auto events = eventsOf(folder);
        QVERIFY(events.size() > before);
        QCOMPARE(eventsOfKind<StartedEvent>(folder).back().generation, std::int64_t{ 2 });
    }

    void eventsOfAnotherVersionAreNotContinued()
    {
        const RunFolder folder = fixture_->createRun(fixture_->spec("foreign"));
        std::ofstream(folder.events()) << "{\"protocol\": \"datalever-run\", \"version\": 2}"
                                       << "\n";
        const auto before = core::readFile(folder.events(), 1000);
        const auto end = fixture_->runToEnd(folder);
        QVERIFY2(end.rfind("exit status 4", 0) == 0, end.c_str());
        QVERIFY(core::jobs::logTail(folder).find("another version of the run protocol") != std::string::npos);
        QCOMPARE(core::readFile(folder.events(), 1000), before);
    }

    void aSecondWorkerOnAFolderIsRefused()
    {
        const RunFolder folder = fixture_->createRun(fixture_->spec("taken"));
        const auto lock = core::FileLock::tryAcquire(folder.lock());
        const auto end = fixture_->runToEnd(folder);
        QVERIFY2(end.rfind("exit status 4", 0) == 0, end.c_str());
        QVERIFY(core::jobs::logTail(folder).find("already working on this run") != std::string::npos);
        QVERIFY(!std::filesystem::exists(folder.events()));
    }

    void aMissingOrChangedInputFailsInWords()
    {
        const WorkerFixture own;
        const RunFolder folder = own.createRun(own.spec("changed"));
        std::filesystem::remove_all(folder.inputs());
        std::ofstream(own.path() / "list.jsonl", std::ios::app) << "\n";
        QCOMPARE(own.runToEnd(folder), "exit status 1");
        const auto failed = eventsOfKind<FailedEvent>(folder).at(0);
        QCOMPARE(failed.kind, "BadFile");
        QVERIFY2(failed.message.find("list.jsonl") != std::string::npos, failed.message.c_str());
    }

    void anotherMachineMustBeAllowed()
    {
        JobSpec spec = fixture_->spec("moved");
        const RunFolder folder = fixture_->createRun(spec);
        QCOMPARE(fixture_->runToEnd(folder), endedWell);
        ResolvedSettings resolved = readResolvedSettings(folder.resolved());
        QVERIFY(resolved.bitIdentical && resolved.threads == 1 && resolved.specHash == hashOf(spec));
        resolved.cpuModel = "another processor";
        core::writeFileAtomically(folder.resolved(), toJson(resolved).dump());
        const auto end = fixture_->runToEnd(folder);
        QVERIFY2(end.rfind("exit status 4", 0) == 0, end.c_str());
        QVERIFY(core::jobs::logTail(folder).find("another processor") != std::string::npos);
        QCOMPARE(fixture_->runToEnd(folder, true), endedWell);
        QVERIFY(!eventsOfKind<StartedEvent>(folder).back().bitIdentical);
        QVERIFY(!readResolvedSettings(folder.resolved()).bitIdentical);
    }

    void aChangedJobIsNotContinued()
    {
        JobSpec spec = fixture_->spec("edited");
        const RunFolder folder = fixture_->createRun(spec);
        QCOMPARE(fixture_->runToEnd(folder), endedWell);
        spec.train.seed = 12;
        writeJobSpec(folder.job(), spec);
        const auto end = fixture_->runToEnd(folder);
        QVERIFY2(end.rfind("exit status 4", 0) == 0, end.c_str());
    }

    void aFullDiskLosesNothing()
    {
        const SmallDisk disk(fixture_->path() / "runs", "size=400k");
        if (!disk.mounted())
            QSKIP("a small file system needs the right to mount one (root)");
        JobSpec spec = fixture_->spec("full");
        spec.train.epochs = 20;
        const RunFolder folder = fixture_->createRun(spec);
        const auto end = fixture_->runToEnd(folder);
        QVERIFY2(end == "exit status 1" || end.rfind("exit status 5", 0) == 0, end.c_str());
        const auto failures = eventsOfKind<FailedEvent>(folder);
        if (!failures.empty())
            QVERIFY2(failures[0].kind == "Storage" && failures[0].message.find("No space left") != std::string::npos,
                failures[0].message.c_str());
        else
            QVERIFY(end.find("full or cannot be written") != std::string::npos);
        QVERIFY(disk.grow("size=64m"));
        QCOMPARE(fixture_->runToEnd(folder), endedWell);
        const auto full = resultsOf(folder);
        spec.name = "roomy";
        const RunFolder roomy = fixture_->createRun(spec);
        QCOMPARE(fixture_->runToEnd(roomy), endedWell);
        QVERIFY(full == resultsOf(roomy));
    }

    void aReadOnlyFolderIsRefused()
    {
        const SmallDisk disk(fixture_->path() / "runs", "size=16m");
        if (!disk.mounted())
            QSKIP("a read-only file system needs the right to mount one (root)");
        const RunFolder folder = fixture_->createRun(fixture_->spec("read-only"));
        QVERIFY(disk.makeReadOnly());
        const auto error = errorOf([&] { fixture_->launch(folder); });
        QVERIFY2(error.message().find("Read-only file system") != std::string::npos, error.what());
        QVERIFY(!std::filesystem::exists(folder.events()));
    }

private:
    std::unique_ptr<WorkerFixture> fixture_;
};

QTEST_GUILESS_MAIN(TestWorkerRecovery)
#include "tst_worker_recovery.moc"
