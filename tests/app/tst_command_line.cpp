// SPDX-License-Identifier: Apache-2.0
// The command line as its user meets it: the whole first loop on a small sample, and what goes wrong on the way.
#include "core/base/files.h"
#include "core/jobs/project_monitor.h"
#include "tests/app/command_line.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <csignal>
#include <mutex>
#include <set>

using core::Json;

using command_line::call;
using command_line::Call;
using command_line::done;
using command_line::program;
using command_line::text;

class TestCommandLine : public QObject {
    Q_OBJECT

    support::TemporaryFolder folder_;
    QString project_ = text(folder_.path() / "p.datalever");
    QString sample_ = text(folder_.path() / "sample");
    QString model_ = text(folder_.path() / "model");

    QStringList proxy(const QString& name) const
    {
        return { "proxy", "run", "--project", project_, "--dataset", "train", "--model", model_, "--name", name,
            "--checkpoints", "4", "--batch-size", "8", "--threads", "1", "--memory", "500MB" };
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QFileInfo::exists(program()));
        qputenv("DATALEVER_HOME", text(folder_.path() / "home").toUtf8());
        QCOMPARE(done({ "project", "new", project_ }).status, 0);
        QCOMPARE(done({ "sample", "generate", "--rows", "240", "--out", sample_ }).status, 0);
        const Call imported = done({ "data", "import", sample_ + "/train.jsonl", "--project", project_ });
        QCOMPARE(imported.status, 0);
        QCOMPARE(imported.json().at(0).at("kept").get<int>(), 240);
        QCOMPARE(done({ "model", "new", "--layers", "1", "--width", "16", "--heads", "2", "--out", model_ }).status, 0);
    }

    void runsTheLoop()
    {
        const Call run = done(proxy("proxy"));
        QCOMPARE(run.status, 0);
        QCOMPARE(run.json().at("state").get<std::string>(), std::string("finished"));
        QCOMPARE(run.json().at("recording_points").get<int>(), 4);

        const Call clustered = done({ "cluster", "--project", project_, "--run", "proxy" });
        QCOMPARE(clustered.status, 0);
        const Json quality = clustered.json().at("quality");
        const std::int64_t hard = quality.at("hard_share").at("hard");
        const std::int64_t scored = quality.at("hard_share").at("scored");
        QCOMPARE(scored + quality.at("held_out").get<std::int64_t>(), 240);
        QVERIFY(hard > 0 && hard < scored);

        const auto file = folder_.path() / "hard.jsonl";
        const Call exported = done({ "export", "--project", project_, "--cluster", "hard", "--to", text(file) });
        QCOMPARE(exported.status, 0);
        const auto lines = support::linesOf(file);
        QCOMPARE(static_cast<std::int64_t>(lines.size()), hard);
        const auto original = support::linesOf((folder_.path() / "sample" / "train.jsonl"));
        for (const auto& line : lines)
            QVERIFY(std::find(original.begin(), original.end(), line) != original.end());
        QVERIFY(std::filesystem::exists(file.string() + ".manifest.json"));
        QCOMPARE(done({ "sample", "judge", "--project", project_ }).status, 0);
        QVERIFY(done({ "project", "check", project_ }).json().at("sound").get<bool>());
    }

    /// The same loop's steps with a Llama: made, looked at, trained, scored, asked for text.
    void llamasToo()
    {
        const QString llama = text(folder_.path() / "llama");
        QCOMPARE(done({ "model", "new", "--family", "llama", "--layers", "1", "--width", "16", "--heads", "4",
                          "--key-value-heads", "2", "--tied-head", "--out", llama })
                     .status,
            0);
        const Json config = done({ "model", "info", llama }).json().at("config");
        QCOMPARE(config.at("model_type").get<std::string>(), std::string("llama"));
        QCOMPARE(config.at("num_key_value_heads").get<int>(), 2);
        QCOMPARE(config.at("intermediate_size").get<int>(), 48); // 8/3 of the width, in eights
        const QString preset = text(folder_.path() / "preset");
        QCOMPARE(done({ "model", "new", "--preset", "tiny", "--family", "llama", "--out", preset }).status, 0);
        QCOMPARE(done({ "model", "info", preset }).json().at("config").at("hidden_size").get<int>(), 96);

        QStringList run = proxy("llama");
        run[run.indexOf(model_)] = llama;
        QCOMPARE(done(run).json().at("state").get<std::string>(), std::string("finished"));
        QCOMPARE(
            done({ "score", "--project", project_, "--dataset", "train", "--model", llama, "--threads", "1" }).status, 0);

        const Call both = done({ "generate", "--model", llama, "--prompt", "1 + 1 =", "--prompt",
            "2 + 2 =", "--max-new-tokens", "6", "--stop", "Question" });
        QCOMPARE(both.status, 0);
        QCOMPARE(both.json().at("texts").size(), std::size_t{ 2 });
        QCOMPARE(both.json().at("texts").at(1).at("prompt").get<std::string>(), std::string("2 + 2 ="));
        const auto file = folder_.write("prompts.txt", "2 + 2 =\n\n");
        const Call one = done({ "generate", "--model", llama, "--prompt-file", text(file), "--max-new-tokens", "6" });
        QVERIFY(one.json().at("texts").at(0) == both.json().at("texts").at(1));
        QCOMPARE(call({ "generate", "--model", llama }).status, 1);
        QCOMPARE(call({ "generate", "--model", llama, "--prompt", "a", "--max-new-tokens", "0" }).status, 1);
    }

    void evaluatesABenchmark()
    {
        const auto file = folder_.write("sums.jsonl",
            "{\"id\":\"a\",\"source\":\"sums\",\"instruction\":\"1 + 1?\",\"answer\":\"2\"}\n"
            "{\"id\":\"b\",\"source\":\"sums\",\"instruction\":\"1 + 2?\",\"answer\":\"3\"}\n");
        const QString out = text(folder_.path() / "answers");
        const QStringList arguments{ "evaluate", "--model", model_, "--benchmark", text(file), "--out", out,
            "--max-new-tokens", "5", "--threads", "1" };
        const Call first = done(arguments);
        QCOMPARE(first.status, 0);
        const Json found = first.json().at("benchmarks").at(0);
        QCOMPARE(found.at("benchmark").get<std::string>(), std::string("sums"));
        QCOMPARE(found.at("items").get<int>(), 2);
        const auto part = folder_.path() / "answers" / "evaluation" / "benchmark-000-part-0000.jsonl";
        QCOMPARE(support::linesOf(part).size(), std::size_t{ 2 });
        QVERIFY(done(arguments).json().at("benchmarks") == first.json().at("benchmarks")); // nothing is answered twice
        QStringList other = arguments;
        other[other.indexOf("5")] = "6";
        QCOMPARE(call(other).status, 1); // the folder holds other work
    }

    void recognisesTheSameFile()
    {
        const Call again = done({ "data", "import", sample_ + "/train.jsonl", "--project", project_ });
        QCOMPARE(again.status, 0);
        QVERIFY(again.json().at(0).at("already_there").get<bool>());
        QCOMPARE(done({ "project", "info", project_ }).json().at("examples").get<int>(), 240);
    }

    void interruptedRunGoesOnToTheSameLosses()
    {
        const QString whole = text(folder_.path() / "whole.jsonl");
        const QString resumed = text(folder_.path() / "resumed.jsonl");
        auto detached = proxy("cut");
        detached << "--checkpoint-seconds"
                 << "0"
                 << "--epochs"
                 << "3";
        QProcess process;
        process.start(program(), detached << "--events");
        QVERIFY(process.waitForReadyRead(60000)); // the first progress line: the run is under way
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60000));
        QVERIFY(process.exitCode() == 130 || process.exitCode() == 0); // 0: it was faster than the signal
        const auto state = [this] {
            for (const auto& job : done({ "jobs", "list", "--project", project_ }).json())
                if (job.at("run") == "cut")
                    return job.at("state").get<std::string>();
            return std::string();
        };
        if (process.exitCode() == 130) {
            QCOMPARE(state(), std::string("interrupted"));
            QCOMPARE(done({ "jobs", "resume", "cut", "--project", project_ }).status, 0);
        }
        QCOMPARE(state(), std::string("finished"));
        auto unbroken = proxy("unbroken");
        QCOMPARE(done(unbroken << "--epochs"
                               << "3")
                     .status,
            0);
        const auto quality = [this](const QString& run) {
            return done({ "cluster", "--project", project_, "--run", run, "--agreement-seeds", "0" })
                .json()
                .at("quality")
                .dump();
        };
        QCOMPARE(quality("cut"), quality("unbroken"));
    }

    void countsTokens()
    {
        const Call counted = done({ "data", "tokens", "--project", project_, "--dataset", "train", "--tokenizer", model_,
            "--max-tokens", "60", "--name", "tokens" });
        QCOMPARE(counted.status, 0);
        const Json plan = counted.json().at("plan");
        QCOMPARE(plan.at("rows").get<int>(), 240);
        QVERIFY(plan.at("truncated").get<int>() > 0);
        QVERIFY(plan.at("mean_tokens").get<double>() > plan.at("mean_response_tokens").get<double>());
        QCOMPARE(call({ "data", "tokens", "--project", project_, "--dataset", "train" }).status, 2);
    }

    void saysWhatARunTakes()
    {
        const Call planned = done(proxy("planned") << "--dry-run");
        QCOMPARE(planned.status, 0);
        const Json plan = planned.json();
        QCOMPARE(plan.at("recording_steps").size(), std::size_t{ 4 });
        QVERIFY(plan.at("seconds").get<double>() > 0);
        QVERIFY(plan.at("disk").at("total").get<double>() > 0);
        for (const auto& job : done({ "jobs", "list", "--project", project_ }).json())
            QVERIFY(job.at("run") != "planned");
        const QString preset = text(folder_.path() / "planned-preset");
        QCOMPARE(done({ "model", "new", "--preset", "tiny", "--out", preset }).status, 0);
        QCOMPARE(call({ "model", "new", "--preset", "small", "--out", preset + "2" }).status, 1);
    }

    void aRunBesideAWindowIsTakenInByIt()
    {
        auto window = core::store::ProjectSession::open(project_.toStdString(), core::store::OpenMode::ReadWrite);
        std::mutex mutex;
        std::set<std::int64_t> points;
        {
            const core::jobs::ProjectMonitor monitor(window, [&](const core::jobs::ProjectFact& fact) {
                const std::lock_guard lock(mutex);
                if (const auto* point = std::get_if<core::jobs::PointRecorded>(&fact))
                    points.insert(point->point);
            });
            const Call subset
                = call({ "data", "subset", "--project", project_, "--dataset", "train", "--count", "9", "--name", "nine" });
            QCOMPARE(subset.status, 1);
            QVERIFY2(subset.err.find("tst_command_line") != std::string::npos, subset.err.c_str()); // names the holder
            const Call run = done(proxy("beside"));
            QCOMPARE(run.json().at("state").get<std::string>(), std::string("finished"));
            const QString losses = text(folder_.path() / "beside.jsonl");
            QCOMPARE(done({ "score", "--project", project_, "--dataset", "train", "--model", model_, "--threads", "1",
                              "--out", losses })
                         .status,
                0); // it waits until the window has the losses
            QCOMPARE(support::linesOf(losses.toStdString()).size(), std::size_t{ 240 });
            QTRY_VERIFY_WITH_TIMEOUT(window.run("beside").state == core::store::RunState::Finished, 20000);
        }
        QCOMPARE(window.lossMatrix(window.run("beside").id).steps.size(), std::size_t{ 4 });
        const std::lock_guard lock(mutex);
        QCOMPARE(points, (std::set<std::int64_t>{ 0, 1, 2, 3 }));
    }

    void detachedRunIsFollowedLater()
    {
        auto detached = proxy("detached");
        QCOMPARE(done(detached << "--detach").json().at("state").get<std::string>(), std::string("started"));
        QCOMPARE(done({ "jobs", "attach", "detached", "--project", project_ }).json().at("state").get<std::string>(),
            std::string("finished"));
    }

    void searchesShowsAndSubsets()
    {
        const Call hits = done({ "data", "search", "last digit", "--project", project_, "--save", "digits" });
        QCOMPARE(hits.status, 0);
        const auto id = QString::number(hits.json().at("hits").at(0).at("id").get<int>());
        QVERIFY(done({ "data", "show", id, "--project", project_ })
                    .json()
                    .at("instruction")
                    .get<std::string>()
                    .find("last digit")
            != std::string::npos);
        QCOMPARE(done({ "export", "--project", project_, "--selection", "digits", "--layout", "mapped", "--to",
                          text(folder_.path() / "digits.jsonl") })
                     .json()
                     .at("rows")
                     .get<int>(),
            hits.json().at("found").get<int>());
        const Call subset
            = done({ "data", "subset", "--project", project_, "--dataset", "train", "--count", "100", "--name", "hundred" });
        QCOMPARE(subset.json().at("rows").get<int>(), 100);
    }

    void answersBadCallsWithSentences_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no verb") << QStringList{} << 2 << "subcommand";
        QTest::newRow("unknown option") << QStringList{ "project", "info", project_, "--frobnicate" } << 2 << "frobnicate";
        QTest::newRow("no project") << QStringList{ "project", "info", "/nowhere/x.datalever" } << 1
                                    << "/nowhere/x.datalever";
        QTest::newRow("not a project") << QStringList{ "project", "info", sample_ + "/train.jsonl" } << 1 << "train.jsonl";
        QTest::newRow("no dataset") << QStringList{ "data", "list", "--project", project_, "--dataset", "absent" } << 1
                                    << "absent";
        QTest::newRow("no run") << QStringList{ "cluster", "--project", project_, "--run", "absent" } << 1 << "absent";
        QTest::newRow("no file") << QStringList{ "data", "import", "/nowhere/a.jsonl", "--project", project_ } << 1
                                 << "/nowhere/a.jsonl";
        QTest::newRow("not a model") << QStringList{ "model", "info", sample_ } << 1 << "config.json";
        QTest::newRow("setting out of range") << proxy("bad") + QStringList{ "--lr=-1" } << 1 << "learningRate";
    }
    void answersBadCallsWithSentences()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, sentence);
        const Call result = call(arguments);
        QCOMPARE(result.status, status);
        QVERIFY2(QString::fromStdString(result.err + result.out).contains(sentence), result.err.c_str());
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
