// SPDX-License-Identifier: Apache-2.0
// Run folders and processes, with shell scripts in the place of the worker.
#include "core/base/hash.h"
#include "core/jobs/job_client.h"
#include "core/jobs/session_client.h"
#include "core/protocol/worker_record.h"
#include "tests/core/jobs/run_writer.h"
#include "tests/core/jobs/wait_for.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

using namespace core::protocol;
using namespace core::jobs;
using support::waitFor;

namespace {

JobSpec spec()
{
    JobSpec made;
    made.name = "proxy-1";
    made.model = { "/m", std::string(64, 'a') };
    made.rows = { std::string(64, 'b'), "/r" };
    made.list = { std::string(64, 'c'), "/l" };
    made.resources.threads = 3;
    return made;
}

std::filesystem::path script(const support::TemporaryFolder& folder, const std::string& text)
{
    const auto file = folder.write("worker.sh", "#!/bin/sh\n" + text);
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    return file;
}

std::string endOf(WorkerProcess& process)
{
    waitFor([&process] { return process.ended().has_value(); });
    return process.ended().value_or("still running");
}

} // namespace

class TestLauncher : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRunFolderHoldsJobAndInputs()
    {
        const support::TemporaryFolder folder;
        const auto input = folder.write("rows.jsonl", "rows");
        const RunFolder run = createRunFolder(folder.path() / "runs/a", spec(), { input });
        QVERIFY(readJobSpec(run.job()) == spec());
        QVERIFY(std::filesystem::exists(run.inputs() / (core::sha256("rows") + ".jsonl")));
        QCOMPARE(support::errorOf([&] { createRunFolder(run.path(), spec()); }).kind(), core::ErrorKind::BadInput);
    }

    void whatCannotBeStartedLeavesNothing()
    {
        const support::TemporaryFolder folder;
        JobSpec bad = spec();
        bad.train.batchSize = 0;
        QCOMPARE(
            support::errorOf([&] { createRunFolder(folder.path() / "runs/a", bad); }).kind(), core::ErrorKind::BadInput);
        support::errorOf([&] { createRunFolder(folder.path() / "runs/a", spec(), { "/absent" }); });
        std::filesystem::create_directories(folder.path() / "runs");
        QVERIFY(std::filesystem::is_empty(folder.path() / "runs"));
    }

    void theWorkerIsDetachedAndInheritsNothing()
    {
        const support::TemporaryFolder folder;
        const RunFolder run = createRunFolder(folder.path() / "run", spec());
        const int open = ::open("/dev/null", O_RDONLY); // on purpose not close-on-exec
        auto process = launchWorker(run,
            { script(folder,
                  "echo $1 $OMP_NUM_THREADS $MKL_NUM_THREADS $OMP_WAIT_POLICY; cut -d' ' -f6 /proc/$$/stat; echo $$; ls "
                  "/proc/$$/fd;"
                  " cat; exit 3\n"),
                false });
        QCOMPARE(endOf(process), "exit status 3");
        ::close(open);
        const auto lines = support::linesOf(run.log());
        QCOMPARE(lines.at(0), run.path().string() + " 3 3 PASSIVE");
        QCOMPARE(lines.at(1), lines.at(2)); // the leader of its own session
        for (std::size_t i = 3; i < lines.size(); ++i)
            QVERIFY2(lines[i].size() == 1 || lines[i] == "10", lines[i].c_str()); // 0, 1, 2 and the script itself
        QVERIFY(logTail(run).find(" 3 3") != std::string::npos);
    }

    void endsAreToldInWords()
    {
        const support::TemporaryFolder folder;
        const RunFolder run = createRunFolder(folder.path() / "run", spec());
        auto killed = launchWorker(run, { script(folder, "kill -9 $$\n"), false });
        QVERIFY(endOf(killed).rfind("signal 9", 0) == 0);
        auto full = launchWorker(run, { script(folder, "exit 5\n"), false });
        QVERIFY(endOf(full).find("full") != std::string::npos);
        const auto error = support::errorOf([&] { launchWorker(run, { "/absent/worker", false }); });
        QVERIFY(error.message().find("/absent/worker") != std::string::npos);
    }

    void aSilentDeathIsASentence()
    {
        const support::TemporaryFolder folder;
        const RunFolder run = createRunFolder(folder.path() / "run", spec());
        auto process = launchWorker(run, { script(folder, "echo it hurts; exit 4\n"), false });
        Follower follower(run.path());
        const auto sentence = followRun(follower, &process, [](const auto&) {}, {});
        QVERIFY2(sentence.find("exit status 4") != std::string::npos && sentence.find("it hurts") != std::string::npos,
            sentence.c_str());
    }

    void followingEndsWithTheLastEvent()
    {
        const support::TemporaryFolder folder;
        support::RunWriter worker(folder.path() / "run");
        worker.started(1, 0);
        worker.step(1, 2);
        worker.event(FinishedEvent{ 1, 1, 10, 1 });
        Follower follower(worker.folder().path());
        std::size_t count = 0;
        QCOMPARE(followRun(follower, nullptr, [&count](const auto& events) { count += events.size(); }, {}), "");
        QCOMPARE(count, std::size_t{ 3 });
        QCOMPARE(follower.progress().step, std::int64_t{ 1 });
        QVERIFY(follower.progress().ending.has_value());
    }

    void livenessIsToldByTheLock()
    {
        const support::TemporaryFolder folder;
        support::RunWriter worker(folder.path() / "run");
        const RunFolder& run = worker.folder();
        QVERIFY(livenessOf(run) == Liveness::NotStarted);
        {
            const auto lock = core::FileLock::tryAcquire(run.lock());
            QVERIFY(livenessOf(run) == Liveness::Running);
            QCOMPARE(support::errorOf([&] { JobClient().restart(run.path()); }).kind(), core::ErrorKind::Busy);
        }
        WorkerIdentity identity = thisWorker();
        core::writeFileAtomically(run.worker(), toJson(identity).dump());
        QVERIFY(livenessOf(run) == Liveness::Ended);
        identity.host = "elsewhere";
        core::writeFileAtomically(run.worker(), toJson(identity).dump());
        worker.started(1, 0);
        QVERIFY(livenessOf(run) == Liveness::Running); // just heard of
        std::filesystem::last_write_time(
            run.events(), std::filesystem::file_time_type::clock::now() - std::chrono::minutes(2));
        QVERIFY(livenessOf(run) == Liveness::Silent);
    }

    void aListNamesWhatCannotBeRead()
    {
        const support::TemporaryFolder folder;
        createRunFolder(folder.path() / "runs/b", spec());
        createRunFolder(folder.path() / "runs/a", spec());
        folder.write("runs/b/job.json", "{}");
        folder.write("runs/notes.txt", "");
        const auto states = JobClient().list(folder.path() / "runs");
        QCOMPARE(states.size(), std::size_t{ 2 });
        QCOMPARE(states[0].spec.name, "proxy-1");
        QVERIFY(states[0].problem.empty() && !states[1].problem.empty());
    }

    void aSessionThatDiesIsASentenceAndTheNextOneWorks()
    {
        const support::TemporaryFolder folder;
        const std::string answer = R"({"protocol":"datalever-session","version":1,"generation":2,"result":{"x":1}})";
        SessionClient session(script(folder,
            "test -e " + (folder.path() / "second").string() + " || { touch " + (folder.path() / "second").string()
                + "; read line; exit 1; }\nread line; echo '" + answer + "'\nread line\n"));
        const auto died = support::errorOf([&] { session.ask("anything", core::Json::object()); });
        QCOMPARE(died.kind(), core::ErrorKind::Internal);
        QCOMPARE(session.ask("anything", core::Json::object()).at("x").get<int>(), 1);
    }

    void aSessionThatSaysNothingIsGivenUp()
    {
        const support::TemporaryFolder folder;
        SessionClient session(script(folder, "exec sleep 600\n"));
        const auto late
            = support::errorOf([&] { session.ask("anything", core::Json::object(), {}, std::chrono::milliseconds(100)); });
        QVERIFY(late.message().find("in time") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestLauncher)
#include "tst_launcher.moc"
