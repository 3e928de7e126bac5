// SPDX-License-Identifier: Apache-2.0
// sample run, report and record as their user meets them: a small run, further seeds, what it found, and its record.
#include "core/base/files.h"
#include "core/store/project_curations.h"
#include "core/store/project_experiments.h"
#include "tests/app/command_line.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <set>

using core::Json;
using core::store::OpenMode;
using core::store::ProjectSession;

using command_line::call;
using command_line::Call;
using command_line::done;
using command_line::text;

class TestSampleVerbs : public QObject {
    Q_OBJECT

    support::TemporaryFolder folder_;
    QString out_ = text(folder_.path() / "sample");

    Call run(const QString& seeds, const QString& rows = "300") const
    {
        return call({ "sample", "run", "--out", out_, "--arms", "all,hard,source-matched", "--seeds", seeds, "--rows", rows,
            "--base-steps", "3", "--proxy-steps", "4", "--steps", "3", "--json" });
    }

private Q_SLOTS:
    void initTestCase() { qputenv("DATALEVER_HOME", text(folder_.path() / "home").toUtf8()); }

    void isRunToItsFindings()
    {
        const Call first = run("1");
        QVERIFY2(first.status == 0, first.err.c_str());
        const Json found = first.json();
        QCOMPARE(found.at("seeds").size(), std::size_t{ 1 });
        QCOMPARE(found.at("arms").size(), std::size_t{ 3 });
        for (const Json& arm : found.at("arms")) {
            const auto& accuracy = arm.at("accuracy");
            double sum = 0;
            for (const char* skill : { "last", "add1", "cmp", "two2", "mul", "copy3", "par", "subn", "dbl" })
                sum += accuracy.at(skill).at(0).get<double>();
            QVERIFY(std::abs(accuracy.at("macro").at(0).get<double>() - sum / 9) < 1e-9);
        }
        std::size_t rows = 0;
        for (const Json& part : found.at("clusters").at(0).at("parts"))
            rows += part.at("rows").get<std::size_t>();
        QVERIFY(rows > 250 && rows < 300); // without those held out
        for (const Json& comparison : found.at("comparisons"))
            QVERIFY(comparison.at("sentence").get<std::string>().find("too few") != std::string::npos);
    }

    void furtherSeedsAreAdded()
    {
        const auto project = folder_.path() / "sample" / "sample.datalever";
        const auto cell = folder_.path() / "sample" / "sample.datalever.d" / "runs" / "sample-arms" / "cells" / "hard-1";
        const auto before = std::filesystem::last_write_time(cell / "events.jsonl");
        const Call more = run("2");
        QVERIFY2(more.status == 0, more.err.c_str());
        QCOMPARE(more.json().at("seeds").size(), std::size_t{ 2 });
        QVERIFY(std::filesystem::last_write_time(cell / "events.jsonl") == before);
        const auto session = ProjectSession::open(project, OpenMode::ReadOnly);
        // The lists of a seed come from its own proxy.
        const auto first = core::store::curation(session, "hard-1");
        const auto second = core::store::curation(session, "hard-2");
        QVERIFY(first.clustering != second.clustering);
        QCOMPARE(session.clustering("proxy-2-raw").run, session.run("proxy-2").id);
        // Models differ by seed, and every cell begins with its seed's.
        std::set<std::string> models;
        for (const auto& one : core::store::experimentCells(session, session.run("sample-arms").id))
            models.insert(one.model);
        QCOMPARE(models.size(), std::size_t{ 2 });
    }

    void whatIsFinishedIsSkipped()
    {
        const auto cells = folder_.path() / "sample" / "sample.datalever.d" / "runs" / "sample-arms" / "events.jsonl";
        const auto before = std::filesystem::file_size(cells);
        QCOMPARE(run("2").json().at("seeds").size(), std::size_t{ 2 });
        QCOMPARE(std::filesystem::file_size(cells), before);
    }

    void otherRowsAreRefused()
    {
        const Call other = run("2", "301");
        QCOMPARE(other.status, 1);
        QVERIFY(other.err.find("sample of other rows") != std::string::npos);
    }

    void isRecordedAndReportedAlike()
    {
        const QString record = text(folder_.path() / "record");
        const Call made = done({ "sample", "record", "--from", out_, "--to", record, "--answered-seeds", "1" });
        QCOMPARE(made.status, 0);
        QCOMPARE(made.json().at("cells").get<int>(), 6);
        QCOMPARE(made.json().at("answered").get<int>(), 3);
        const Json whole = done({ "sample", "report", out_ }).json();
        const Json small = done({ "sample", "report", record }).json();
        QVERIFY(whole.at("arms") == small.at("arms"));
        QVERIFY(whole.at("comparisons") == small.at("comparisons"));
        QVERIFY(whole.at("clusters").at(0).at("hard_share").at(0) == small.at("clusters").at(0).at("hard_share").at(0));
        const auto file = folder_.path() / "record" / "sample.datalever";
        QVERIFY(!std::filesystem::exists(file.string() + ".d"));
        QCOMPARE(done({ "project", "check", text(file) }).status, 0);
        QCOMPARE(done({ "cluster", "--project", text(file), "--run", "proxy-1", "--name", "again" }).status, 0);
        const std::string bytes = core::readFile(file, 1U << 26U);
        QVERIFY(bytes.find(folder_.path().string()) == std::string::npos); // no place of this machine
        const auto session = ProjectSession::open(file, OpenMode::ReadOnly);
        QVERIFY(session.findRun("proxy-1") && !session.findRun("proxy-2"));
        const auto curation = core::store::curation(session, "hard-1");
        const auto original = ProjectSession::open(folder_.path() / "sample" / "sample.datalever", OpenMode::ReadOnly);
        QVERIFY(session.datasetRows(curation.dataset)
            == original.datasetRows(core::store::curation(original, "hard-1").dataset));
        // Made again over itself; something else is not overwritten.
        QCOMPARE(done({ "sample", "record", "--from", out_, "--to", record }).status, 0);
        const Call refused = call({ "sample", "record", "--from", out_, "--to", text(folder_.path()) });
        QCOMPARE(refused.status, 1);
        QVERIFY(refused.err.find("something else") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestSampleVerbs)
#include "tst_sample_verbs.moc"
