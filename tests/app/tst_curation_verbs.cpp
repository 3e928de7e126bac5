// SPDX-License-Identifier: Apache-2.0
// curate, export --curation, data contamination and experiment calibrate: what they answer, and that the commands of a
// manifest write the same bytes again.
#include "core/base/files.h"
#include "tests/app/command_line.h"
#include "tests/core/store/project_fixture.h"

using command_line::call;
using command_line::Call;
using command_line::done;
using command_line::text;
using core::Json;
using core::store::OpenMode;
using core::store::ProjectSession;

namespace {

/// A command as the manifest has it, through the shell.
int shell(const std::string& command)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("PATH", QStringLiteral(DATALEVER_PROGRAM_FOLDER ":") + environment.value("PATH"));
    process.setProcessEnvironment(environment);
    process.start("sh", { "-c", QString::fromStdString(command) });
    process.waitForFinished(240000);
    if (process.exitCode() != 0)
        qWarning("%s", process.readAllStandardError().constData());
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

/// A third of the rows of the fixture's run are hard.
void addClustering(const std::filesystem::path& file)
{
    auto session = ProjectSession::open(file, OpenMode::ReadWrite);
    core::store::ClusteringRecord record;
    record.name = "proxy-1-raw";
    record.run = session.run("proxy-1").id;
    record.clusters = 2;
    record.hardClusters = { 1 };
    for (const auto& row : session.datasetRows(session.dataset("rows").id))
        record.assignment.push_back(
            row.heldOut ? core::store::unscoredCluster : static_cast<std::uint16_t>(row.example.value % 3 == 0));
    session.insertClustering(record);
    session.close();
}

} // namespace

class TestCurationVerbs : public QObject {
    Q_OBJECT

    support::TemporaryFolder folder_;
    std::filesystem::path file_ = fixture::makeProject(folder_, 120);
    QString project_ = text(file_);

    QStringList curate(const QString& recipe, const QString& name) const
    {
        return { "curate", "--project", project_, "--clustering", "proxy-1-raw", "--recipe", recipe, "--name", name };
    }

private Q_SLOTS:
    void initTestCase() { addClustering(file_); }

    void curates()
    {
        const auto copy = folder_.path() / "copy.datalever";
        std::filesystem::copy_file(file_, copy); // as it is before
        const QStringList call_ = curate("drop=duplicates,hard=2,random-control=2,seed=11", "it's curated");
        const Call planned = done(call_ + QStringList{ "--dry-run" });
        QCOMPARE(planned.status, 0);
        const Call curated = done(call_);
        QCOMPARE(curated.status, 0);
        const Json report = curated.json();
        QVERIFY(report.at("rows_sha256") == planned.json().at("rows_sha256"));
        const auto added = report.at("steps").at(1).at("copies_added").get<std::int64_t>();
        // the control matches what hard=2 would add to the rows as they then are: twice as much
        QVERIFY(added > 0 && report.at("steps").at(2).at("copies_added").get<std::int64_t>() == 2 * added);
        QVERIFY(!report.at("already_there").get<bool>());
        QVERIFY(done(call_).json().at("already_there").get<bool>());
        QCOMPARE(call(curate("hard=3", "it's curated")).status, 1); // the name is taken by other rows
    }

    void manifestCommandsWriteTheSameBytes()
    {
        const auto target = folder_.path() / "curated set.csv";
        QCOMPARE(
            done({ "export", "--project", project_, "--curation", "it's curated", "--format", "csv", "--to", text(target) })
                .status,
            0);
        const std::string bytes = core::readFile(target, 1 << 24);
        const Json manifest = core::parseJson(core::readFile(target.string() + ".manifest.json", 1 << 20), "manifest");
        QVERIFY(std::filesystem::exists(target.string() + ".md"));
        const auto again = [&](const char* from, const std::filesystem::path& project) {
            std::filesystem::remove(target);
            for (std::string command : manifest.at("again").at(from)) {
                command.replace(command.find(file_.string()), file_.string().size(), project.string());
                if (shell(command) != 0)
                    return std::string();
            }
            return core::readFile(target, 1 << 24);
        };
        QVERIFY(again("from_the_stored_list", file_) == bytes);
        QVERIFY(again("from_the_clustering", file_) == bytes);
        QVERIFY(again("from_the_clustering", folder_.path() / "copy.datalever") == bytes);
    }

    void answersBadCallsWithSentences_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no recipe") << curate("medium=2", "x") << 1 << "no such step";
        QTest::newRow("no clustering") << QStringList{ "curate", "--project", project_, "--clustering", "absent", "--recipe",
            "all", "--name", "x" } << 1 << "proxy-1-raw";
        QTest::newRow("no name") << QStringList{ "curate", "--project", project_, "--clustering", "proxy-1-raw", "--recipe",
            "hard=2" } << 1 << "needs a name";
        QTest::newRow("nothing to curate") << QStringList{ "curate", "--project", project_, "--recipe", "all", "--name",
            "x" } << 2 << "--clustering or --dataset";
        QTest::newRow("no curation") << QStringList{ "export", "--project", project_, "--curation", "absent", "--to",
            text(folder_.path() / "x.jsonl") }
                                     << 1 << "absent";
        QTest::newRow("no table") << QStringList{ "export", "--project", project_, "--curation", "it's curated", "--layout",
            "messages", "--format", "csv", "--to", text(folder_.path() / "x.csv") }
                                  << 1 << "do not fit a table";
        QTest::newRow("no benchmark") << QStringList{ "data", "contamination", "--project", project_, "--dataset", "rows",
            "--benchmark", "/nowhere.jsonl" }
                                      << 1 << "/nowhere.jsonl";
        QTest::newRow("one base") << QStringList{ "experiment", "calibrate", "--bases", "1" } << 1 << "bases";
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

    void comparesRowsWithBenchmarks()
    {
        const auto benchmark
            = folder_.write("bench.jsonl", "{\"id\": \"b\", \"instruction\": \"WHAT IS 7 plus one\", \"output\": \"8\"}\n");
        const Call compared
            = done({ "data", "contamination", "--project", project_, "--dataset", "rows", "--benchmark", text(benchmark) });
        QCOMPARE(compared.status, 0);
        QCOMPARE(compared.json().at("equal").get<int>(), 1);
        QCOMPARE(compared.json().at("found").at(0).at("id").get<int>(), 8);
    }

    void calibratesItsTests()
    {
        const Call calibrated = done({ "experiment", "calibrate", "--seeds", "5", "8", "--simulations", "4000" });
        QCOMPARE(calibrated.status, 0);
        const Json document = calibrated.json();
        for (const Json& rate : document.at("items").at("null"))
            if (rate.at("used").get<bool>())
                QVERIFY(rate.at("rate").get<double>() <= 0.05);
        QCOMPARE(document.at("seeds").size(), std::size_t{ 2 });
        for (const Json& seeds : document.at("seeds")) {
            const double rate = seeds.at("null").at(0).at("rate");
            QVERIFY(rate > 0.03 && rate < 0.07);
            QVERIFY(seeds.at("power").at(0).at("rate").get<double>() > 0.3);
        }
    }
};

QTEST_GUILESS_MAIN(TestCurationVerbs)
#include "tst_curation_verbs.moc"
