// SPDX-License-Identifier: Apache-2.0
// finetune, evaluate in a project, compare and report as their user meets them.
#include "core/base/files.h"
#include "tests/app/command_line.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

using core::Json;

using command_line::call;
using command_line::Call;
using command_line::done;
using command_line::text;

class TestEvaluationVerbs : public QObject {
    Q_OBJECT

    support::TemporaryFolder folder_;
    QString project_ = text(folder_.path() / "p.datalever");
    QString model_ = text(folder_.path() / "model");
    QString sums_;

    QStringList in(QStringList arguments) { return arguments << "--project" << project_; }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("DATALEVER_HOME", text(folder_.path() / "home").toUtf8());
        const QString sample = text(folder_.path() / "sample");
        QCOMPARE(done({ "project", "new", project_ }).status, 0);
        QCOMPARE(done({ "sample", "generate", "--rows", "120", "--out", sample }).status, 0);
        QCOMPARE(done(in({ "data", "import", sample + "/train.jsonl" })).status, 0);
        QCOMPARE(done({ "model", "new", "--layers", "1", "--width", "16", "--heads", "2", "--out", model_ }).status, 0);
        sums_ = text(folder_.write("sums.jsonl",
            "{\"id\":\"a\",\"source\":\"sums\",\"instruction\":\"1 + 1?\",\"answer\":\"2\"}\n"
            "{\"id\":\"b\",\"source\":\"sums\",\"instruction\":\"1 + 2?\",\"answer\":\"3\"}\n"));
    }

    void fineTunesOneModel()
    {
        const Call tuned = done(in({ "finetune", "--dataset", "train", "--model", model_, "--name", "tuned", "--batch-size",
            "16", "--checkpoints", "3", "--benchmark", sums_, "--max-new-tokens", "5", "--curve", "everything=train",
            "--threads", "1", "--memory", "500MB" }));
        QCOMPARE(tuned.status, 0);
        QCOMPARE(tuned.json().at("state").get<std::string>(), std::string("finished"));
        const Json scores = tuned.json().at("scores");
        QCOMPARE(scores.size(), std::size_t{ 2 });
        QCOMPARE(scores.at(0).at("benchmark").get<std::string>(), std::string("sums"));
        QCOMPARE(scores.at(0).at("counted").get<int>(), 2);
        QCOMPARE(scores.at(0).at("contamination").at("equal_rows").get<int>(), 0);
        QVERIFY(scores.at(1).at("loss").get<double>() > 0);
        QVERIFY(done({ "project", "check", project_ }).json().at("sound").get<bool>());
    }

    void evaluatesIntoTheProject()
    {
        const Call answered = done(in({ "evaluate", "--model", model_, "--benchmark", sums_, "--max-new-tokens", "5",
            "--dataset", "train", "--name", "before", "--threads", "1" }));
        QCOMPARE(answered.status, 0);
        QCOMPARE(answered.json().at("scores").size(), std::size_t{ 2 });
        const Call compared = done(in({ "compare", "tuned", "before" }));
        QCOMPARE(compared.status, 0);
        const Json sums = compared.json().at("comparisons").at(0);
        QCOMPARE(sums.at("verdict").get<std::string>(), std::string("too-few-units"));
        QCOMPARE(sums.at("two_models").at(0).at("items").get<int>(), 2);
        const Json loss = compared.json().at("comparisons").at(1); // training lowered it
        QCOMPARE(loss.at("column").get<std::string>(), std::string("held-out loss"));
        QVERIFY(loss.at("difference").at("mean").get<double>() < 0);
    }

    void judgesStoredAnswersAnew()
    {
        const Call judged = done(in({ "evaluate", "--rescore", "tuned" }));
        QCOMPARE(judged.status, 0);
        const Json one = judged.json().at("rescored").at(0);
        QCOMPARE(one.at("answers").get<int>(), 2);
        QCOMPARE(one.at("changed").get<int>(), 0);
        QVERIFY(one.at("right") == one.at("right_before"));
    }

    void reportsTheProject()
    {
        const auto out = folder_.path() / "report";
        const Call made = done(in({ "report", "--no-pictures", "--out", text(out) }));
        QCOMPARE(made.status, 0);
        const std::string page = core::readFile(out / "index.html", 1 << 22);
        for (const char* part : { "<h2>Data</h2>", "train", "Evaluations of single models", "tuned", "held-out loss",
                 "Machine and versions", "</html>" })
            QVERIFY2(page.find(part) != std::string::npos, part);
        QVERIFY(page.find("http://") == std::string::npos && page.find("https://") == std::string::npos);
    }

    void refusesInWords()
    {
        const Call both = call(in({ "finetune", "--dataset", "train", "--curation", "x", "--model", model_ }));
        QCOMPARE(both.status, 1);
        QVERIFY(both.err.find("trains on one dataset") != std::string::npos);
        QCOMPARE(call(in({ "finetune", "--curation", "train", "--model", model_ })).status, 1);
        QCOMPARE(call({ "evaluate", "--model", model_, "--benchmark", sums_ }).status, 1);
        QCOMPARE(call(in({ "evaluate", "--rescore", "never" })).status, 1);
        const Call nothing = call(in({ "compare", "tuned", "never" }));
        QCOMPARE(nothing.status, 1);
        QVERIFY(nothing.err.find("never") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestEvaluationVerbs)
#include "tst_evaluation_verbs.moc"
