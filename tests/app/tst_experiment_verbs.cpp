// SPDX-License-Identifier: Apache-2.0
// experiment run and report as their user meets them: planned, run, looked at, given a further seed, refused.
#include "core/base/files.h"
#include "tests/app/command_line.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

using core::Json;

using command_line::call;
using command_line::Call;
using command_line::done;
using command_line::text;

class TestExperimentVerbs : public QObject {
    Q_OBJECT

    support::TemporaryFolder folder_;
    QString project_ = text(folder_.path() / "p.datalever");
    Json spec_;

    /// The written experiment after a change, as a file.
    QString written(const Json& spec) { return text(folder_.write("experiment.json", spec.dump())); }

    QString refusalOf(const char* field, const Json& value)
    {
        Json spec = spec_;
        spec["name"] = "another";
        spec[field] = value;
        const Call refused = call({ "experiment", "run", written(spec), "--project", project_ });
        return refused.status == 1 ? QString::fromStdString(refused.err) : QStringLiteral("not refused");
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("DATALEVER_HOME", text(folder_.path() / "home").toUtf8());
        const QString sample = text(folder_.path() / "sample");
        QCOMPARE(done({ "project", "new", project_ }).status, 0);
        QCOMPARE(done({ "sample", "generate", "--rows", "120", "--out", sample }).status, 0);
        QCOMPARE(done({ "data", "import", sample + "/train.jsonl", "--project", project_ }).status, 0);
        QCOMPARE(done({ "model", "new", "--layers", "1", "--width", "16", "--heads", "2", "--out",
                          text(folder_.path() / "model") })
                     .status,
            0);
        folder_.write("sums.jsonl",
            "{\"id\":\"a\",\"source\":\"sums\",\"instruction\":\"1 + 1?\",\"answer\":\"2\"}\n"
            "{\"id\":\"b\",\"source\":\"sums\",\"instruction\":\"1 + 2?\",\"answer\":\"3\"}\n");
        spec_ = Json::parse(R"({"name": "few-or-all", "dataset": "train", "seeds": ["1"],
            "arms": [{"name": "base"}, {"name": "all", "dataset": "train"}],
            "target": {"folder": "model"}, "recording_points": 3,
            "train": {"batch_size": 16}, "curves": [{"name": "everything", "dataset": "train"}],
            "benchmarks": [{"name": "sums", "file": "sums.jsonl"}],
            "generation": {"maximum_new_tokens": 5}, "resources": {"threads": 1, "memory_bytes": 500000000}})");
    }

    void isPlanned()
    {
        const Call planned = done({ "experiment", "run", written(spec_), "--project", project_, "--dry-run" });
        QCOMPARE(planned.status, 0);
        QCOMPARE(planned.json().at("cells").get<int>(), 2);
        const int rows = planned.json().at("arms").at(1).at("rows").get<int>();
        QVERIFY(rows > 90 && rows <= 120);
        QCOMPARE(planned.json().at("steps").get<int>(), (rows + 15) / 16);
        const Json estimate = planned.json().at("estimate");
        QVERIFY(estimate.at("seconds").get<double>() > 0 && estimate.at("answer_seconds").get<double>() > 0);
        QCOMPARE(estimate.at("answers").get<int>(), 4);
        QVERIFY(estimate.at("disk_bytes").get<std::int64_t>() > 0);
        QVERIFY(done({ "jobs", "list", "--project", project_ }).json().empty());
    }

    void isRunAndReported()
    {
        const Call run = done({ "experiment", "run", written(spec_), "--project", project_ });
        QCOMPARE(run.status, 0);
        QCOMPARE(run.json().at("state").get<std::string>(), std::string("finished"));
        const Call report = done({ "experiment", "report", "--project", project_, "--experiment", "few-or-all" });
        QCOMPARE(report.status, 0);
        const Json all = report.json().at("arms").at(1);
        QCOMPARE(all.at("arm").get<std::string>(), std::string("all"));
        QCOMPARE(report.json().at("columns").at(0).at("name").get<std::string>(), std::string("sums"));
        QCOMPARE(report.json().at("columns").at(0).at("items").get<int>(), 2);
        QCOMPARE(report.json().at("columns").at(0).at("contamination").at("equal_rows").get<int>(), 0);
        const Json sums = all.at("scores").at(0).at("cells").at(0);
        QVERIFY(sums.at("interval").at("low").get<double>() < sums.at("interval").at("high").get<double>());
        QVERIFY(all.at("scores").at(1).at("over_seeds").at("mean").get<double>() > 0); // loss of the held-out rows
        const Json compared = report.json().at("comparisons").at(0);
        QCOMPARE(compared.at("first").get<std::string>(), std::string("base"));
        QCOMPARE(compared.at("verdict").get<std::string>(), std::string("too-few-units"));
        for (const Json& cell : report.json().at("cells"))
            QCOMPARE(cell.at("state").get<std::string>(), std::string("finished"));
        const QString folder = QString::fromStdString(report.json().at("folder").get<std::string>());
        const Json alone = done({ "experiment", "report", "--folder", folder }).json().at("arms").at(1);
        QVERIFY(alone.at("benchmarks").at(0).at("share") == sums.at("value"));
        QVERIFY(alone.at("benchmarks").at(1).at("items").get<int>() > 0);
        const Call table = call({ "experiment", "report", "--folder", folder });
        QVERIFY2(table.out.find("sums") != std::string::npos && table.out.find("held-out loss") != std::string::npos,
            table.out.c_str());
        const Json job = done({ "jobs", "list", "--project", project_ }).json().at(0);
        QCOMPARE(job.at("kind").get<std::string>(), std::string("experiment"));
        QCOMPARE(job.at("state").get<std::string>(), std::string("finished"));
        QVERIFY(done({ "project", "check", project_ }).json().at("sound").get<bool>());
    }

    void takesAFurtherSeed()
    {
        Json more = spec_;
        more["seeds"] = Json::array({ "2" });
        QCOMPARE(done({ "experiment", "run", written(more), "--project", project_ }).status, 0);
        const Call report = done({ "experiment", "report", "--project", project_, "--experiment", "few-or-all" });
        QCOMPARE(report.json().at("cells").size(), std::size_t{ 4 });
        QCOMPARE(report.json().at("arms").at(0).at("scores").at(0).at("over_seeds").at("seeds").get<int>(), 2);
        const QString csv = text(folder_.path() / "scores.csv");
        const Call table = call({ "experiment", "report", "--project", project_, "--experiment", "few-or-all", "--against",
            "base", "--csv", csv, "--markdown", text(folder_.path() / "report.md") });
        QVERIFY2(table.out.find("all minus base is") != std::string::npos, table.out.c_str());
        QVERIFY(
            core::readFile(csv.toStdString(), 1 << 20).find("few-or-all,base,benchmark,sums,2,mean,") != std::string::npos);
        QVERIFY(core::readFile(folder_.path() / "report.md", 1 << 20).find("## These two models") != std::string::npos);
        const Call compared = done({ "compare", "few-or-all/all", "few-or-all/base", "--project", project_ });
        QCOMPARE(compared.json().at("comparisons").at(0).at("difference").at("seeds").get<int>(), 2);
        const Call cells = done({ "compare", "few-or-all/all-1", "few-or-all/all-2", "--project", project_ });
        QCOMPARE(cells.json().at("comparisons").at(0).at("two_models").at(0).at("items").get<int>(), 2);
        QCOMPARE(call({ "compare", "few-or-all/all", "few-or-all/never", "--project", project_ }).status, 1);
        more["train"]["batch_size"] = 8;
        const Call other = call({ "experiment", "run", written(more), "--project", project_ });
        QCOMPARE(other.status, 1);
        QVERIFY2(other.err.find("differs in more than its seeds") != std::string::npos, other.err.c_str());
    }

    void badOnesAreRefusedInWords()
    {
        QVERIFY(refusalOf("dataset", "nowhere").contains("nowhere"));
        QVERIFY(refusalOf("arms", Json::parse(R"([{"name": "few", "list": "absent.jsonl"}])")).contains("absent.jsonl"));
        QVERIFY(refusalOf("arms", Json::parse(R"([{"name": "a/b"}])")).contains("\"a/b\""));
        QVERIFY(refusalOf("target", Json::parse(R"({"folder": "model-that-is-not"})")).contains("model-that-is-not"));
        QVERIFY(refusalOf("target", Json::parse(R"({"preset": "enormous"})")).contains("enormous"));
        QVERIFY(refusalOf("seeds", Json::parse("[1]")).contains("seeds"));
        QVERIFY(refusalOf("colour", "red").contains("colour"));
        QVERIFY(refusalOf("method", "half").contains("half"));
        const Call nothing = call({ "experiment", "report" });
        QCOMPARE(nothing.status, 1);
        QCOMPARE(done({ "jobs", "list", "--project", project_ }).json().size(), std::size_t{ 1 });
    }
};

QTEST_GUILESS_MAIN(TestExperimentVerbs)
#include "tst_experiment_verbs.moc"
