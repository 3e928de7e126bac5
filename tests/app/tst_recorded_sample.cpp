// SPDX-License-Identifier: Apache-2.0
// The recorded sample made again and compared: its rows, clusters and curated datasets to the bit from what it says of
// itself; its proxy and one arm of one seed by training them again, within what other machines may differ by.
#include "core/base/files.h"
#include "core/data/graded_sample.h"
#include "core/jobs/sample_project.h"
#include "core/jobs/sample_record.h"
#include "core/store/project_curations.h"
#include "core/store/project_experiments.h"
#include "tests/app/command_line.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>

using command_line::done;
using command_line::text;
using namespace core::jobs;
using core::store::OpenMode;
using core::store::ProjectSession;

namespace {

constexpr std::uint64_t mostBytes = 3'000'000;
constexpr double lossTolerance = 0.02; ///< of a row's loss, in the mean
constexpr double leastAgreement = 0.98; ///< share of rows in the same cluster, of items with the same verdict

double equalShare(const std::vector<float>& left, const std::vector<float>& right)
{
    std::size_t equal = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
        equal += left[i] == right.at(i) ? 1 : 0;
    return static_cast<double>(equal) / static_cast<double>(left.size());
}

/// The item scores of a cell, benchmark by benchmark.
std::vector<float> scoresOf(const ProjectSession& session, const std::string& cell)
{
    std::vector<float> scores;
    for (const auto& one : core::store::experimentCells(session, session.run(sampleExperiment).id)) {
        if (one.name != cell)
            continue;
        for (const auto& evaluation : core::store::evaluationsOf(session, one.run)) {
            const auto items = core::store::itemScores(session, evaluation.id);
            if (evaluation.benchmark.measure == core::store::Measure::Right)
                scores.insert(scores.end(), items.begin(), items.end());
        }
    }
    return scores;
}

} // namespace

class TestRecordedSample : public QObject {
    Q_OBJECT

    support::TemporaryFolder folder_;
    std::filesystem::path record_;
    std::string proxy_; ///< the recorded one
    QString seed_;

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("DATALEVER_HOME", text(folder_.path() / "home").toUtf8());
        record_ = folder_.path() / "record"; // a copy: opening it may write beside it
        std::filesystem::copy(recordedSample(), record_, std::filesystem::copy_options::recursive);
        const auto session = ProjectSession::open(sampleProjectFile(record_), OpenMode::ReadOnly);
        for (const auto& run : session.listRuns())
            proxy_ = run.kind == "proxy" ? run.name : proxy_;
        QVERIFY(!proxy_.empty());
        seed_ = QString::fromStdString(proxy_.substr(proxy_.find('-') + 1));
    }

    void isSmallAndSound()
    {
        std::uint64_t bytes = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(recordedSample()))
            bytes += entry.is_regular_file() ? entry.file_size() : 0;
        QVERIFY2(bytes <= mostBytes, std::to_string(bytes).c_str());
        QCOMPARE(done({ "project", "check", text(sampleProjectFile(record_)) }).status, 0);
    }

    void rowsAreThoseOfItsSeed()
    {
        const core::Json summary = core::parseJson(core::readFile(record_ / "summary.json", 1 << 20), "summary.json");
        const auto sample = core::data::generateGradedSample(
            std::stoull(summary.at("seed").get<std::string>()), summary.at("rows").get<std::size_t>());
        const auto session = ProjectSession::open(sampleProjectFile(record_), OpenMode::ReadOnly);
        std::vector<core::ExampleId> ids;
        for (const auto& row : session.datasetRows(session.dataset(sampleDataset).id))
            ids.push_back(row.example);
        const auto examples = session.examples(ids);
        QCOMPARE(examples.size(), sample.training.size());
        for (std::size_t row = 0; row < examples.size(); ++row)
            QCOMPARE(examples[row].raw, core::data::trainingLine(sample.training[row]));
        core::data::writeGradedSample(sample, folder_.path() / "rows");
        for (const auto& skill : core::data::gradedSkills()) {
            const std::string name = std::string(skill.name) + ".jsonl";
            QCOMPARE(core::readFile(record_ / "benchmarks" / name, 1 << 24),
                core::readFile(folder_.path() / "rows" / "benchmarks" / name, 1 << 24));
        }
    }

    void clustersFollowFromItsLosses()
    {
        const QString project = text(sampleProjectFile(record_));
        for (const char* features : { "raw", "last" }) {
            QCOMPARE(done({ "cluster", "--project", project, "--run", QString::fromStdString(proxy_), "--features", features,
                              "--name", QString("again-") + features })
                         .status,
                0);
            const auto session = ProjectSession::open(sampleProjectFile(record_), OpenMode::ReadOnly);
            const auto recorded = session.clustering(proxy_ + "-" + features);
            const auto again = session.clustering(std::string("again-") + features);
            QVERIFY(recorded.assignment == again.assignment && recorded.hardClusters == again.hardClusters);
        }
    }

    void curatedDatasetsFollowFromItsClusters()
    {
        std::size_t compared = 0;
        const auto curations
            = core::store::listCurations(ProjectSession::open(sampleProjectFile(record_), OpenMode::ReadOnly));
        for (const auto& curation : curations) {
            const QString again = QString::fromStdString(curation.name + "-again");
            const bool last = curation.name.rfind("hard-last", 0) == 0;
            QCOMPARE(done({ "curate", "--project", text(sampleProjectFile(record_)), "--clustering",
                              QString::fromStdString(proxy_ + (last ? "-last" : "-raw")), "--recipe",
                              QString::fromStdString(core::curate::recipeText(curation.recipe)), "--name", again })
                         .status,
                0);
            const auto session = ProjectSession::open(sampleProjectFile(record_), OpenMode::ReadOnly);
            QVERIFY(session.datasetRows(session.dataset(again.toStdString()).id) == session.datasetRows(curation.dataset));
            ++compared;
        }
        QVERIFY(compared >= 2);
    }

    void aProxyAndAnArmComeOutAgain()
    {
        const auto recorded = ProjectSession::open(sampleProjectFile(record_), OpenMode::ReadOnly);
        const core::Json summary = core::parseJson(core::readFile(record_ / "summary.json", 1 << 20), "summary.json");
        const QString out = text(folder_.path() / "again");
        QCOMPARE(done({ "sample", "run", "--out", out, "--arms", "all", "--seeds", "1", "--first-seed", seed_, "--data-seed",
                          QString::fromStdString(summary.at("seed").get<std::string>()) })
                     .status,
            0);
        const auto again = ProjectSession::open(sampleProjectFile(folder_.path() / "again"), OpenMode::ReadOnly);
        const auto before = recorded.lossMatrix(recorded.run(proxy_).id);
        const auto after = again.lossMatrix(again.run(proxy_).id);
        QVERIFY(before.steps == after.steps && before.values.size() == after.values.size());
        double difference = 0;
        for (std::size_t i = 0; i < before.values.size(); ++i)
            difference += std::abs(static_cast<double>(before.values[i]) - static_cast<double>(after.values[i]));
        QVERIFY2(difference / static_cast<double>(before.values.size()) < lossTolerance, std::to_string(difference).c_str());
        const auto left = recorded.clustering(proxy_ + "-raw").assignment;
        const auto right = again.clustering(proxy_ + "-raw").assignment;
        QVERIFY(equalShare({ left.begin(), left.end() }, { right.begin(), right.end() }) >= leastAgreement);
        const std::string cell = "all-" + seed_.toStdString();
        const auto recordedScores = scoresOf(recorded, cell);
        QVERIFY(recordedScores.size() == 9 * core::data::gradedBenchmarkRows);
        QVERIFY(equalShare(recordedScores, scoresOf(again, cell)) >= leastAgreement);
    }
};

QTEST_GUILESS_MAIN(TestRecordedSample)
#include "tst_recorded_sample.moc"
