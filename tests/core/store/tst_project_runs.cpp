// SPDX-License-Identifier: Apache-2.0
// What workers report, and what is made of it.
#include "tests/core/store/project_fixture.h"

#include <cmath>
#include <limits>

using namespace core::store;

class ProjectRunsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsARun();
    void appliesABatchOnce();
    void forgetsWhatComesAfterAResume();
    void readsLossesAsAMatrix();
    void refusesLossesOfOtherRows();
    void keepsClusterings();
    void namesAndRemovesClusterings();
    void keepsSelectionsAndExports();
    void noticesWrongLists();
    void answersPostedTasks();
};

namespace {

struct Project {
    support::TemporaryFolder folder;
    ProjectSession session = ProjectSession::create(folder.path() / "test.datalever");
    core::DatasetId dataset;
    core::RunId run;

    explicit Project(int rows = 20)
    {
        dataset = fixture::importRows(session, folder, rows).dataset.id;
        run = fixture::insertRun(session, dataset);
    }

    RunBatch batch(std::uint64_t offset, std::int64_t generation = 1) const
    {
        RunBatch made;
        made.run = run;
        made.generation = generation;
        made.eventOffset = offset;
        made.eventSequence = offset / 10;
        return made;
    }
};

} // namespace

void ProjectRunsTest::keepsARun()
{
    Project project;
    auto run = project.session.run("proxy-1");
    QVERIFY(run.spec["seed"] == "18446744073709551615");
    QVERIFY(run.state == RunState::Queued && run.summary.is_null() && run.dataset == project.dataset);
    run.state = RunState::Failed;
    run.generation = 3;
    run.finishedAt = 17;
    run.summary = core::Json{ { "loss", 1.5 } };
    run.note = "the worker ended by signal 9";
    project.session.updateRun(run);
    const auto stored = project.session.findRun(std::to_string(run.id.value));
    QVERIFY(stored && stored->state == RunState::Failed && stored->summary == run.summary && stored->note == run.note);
    QCOMPARE(stored->finishedAt, 17);
    QCOMPARE(project.session.listRuns().size(), std::size_t{ 1 });
    QCOMPARE(
        support::errorOf([&] { fixture::insertRun(project.session, project.dataset); }).kind(), core::ErrorKind::BadInput);
    QVERIFY(!runState("asleep"));
    QCOMPARE(runState(name(RunState::Interrupted)).value(), RunState::Interrupted);
}

void ProjectRunsTest::appliesABatchOnce()
{
    Project project;
    auto batch = project.batch(100);
    batch.metrics = { { .step = 1, .loss = std::nan(""), .learningRate = 0.1, .gradientNorm = 1e300, .tokens = 9 } };
    batch.state = RunState::Running;
    batch.startedAt = 5;
    QVERIFY(project.session.applyRunBatch(batch));
    batch.metrics[0].tokens = 1000;
    batch.state = RunState::Failed;
    QVERIFY(!project.session.applyRunBatch(batch));
    batch.eventOffset = 50;
    QVERIFY(!project.session.applyRunBatch(batch));
    const auto metrics = project.session.stepMetrics(project.run);
    QCOMPARE(metrics.size(), std::size_t{ 1 });
    QCOMPARE(metrics[0].tokens, 9);
    QVERIFY(std::isnan(metrics[0].loss));
    QCOMPARE(metrics[0].gradientNorm, 1e300);
    const auto run = project.session.run(project.run);
    QVERIFY(run.state == RunState::Running && run.eventOffset == 100 && run.eventSequence == 10 && run.startedAt == 5);
}

void ProjectRunsTest::forgetsWhatComesAfterAResume()
{
    Project project;
    auto first = project.batch(100);
    for (std::int64_t step = 1; step <= 10; ++step)
        first.metrics.push_back({ .step = step, .loss = 10.0 - static_cast<double>(step) });
    first.points = { { 0, 0 }, { 1, 4 }, { 2, 8 } };
    for (std::int64_t point = 0; point < 3; ++point)
        first.losses.push_back({ point, 0, std::vector<float>(20, 1.0F) });
    first.trainingLosses = { { 1, 5, { { 1, 0, 1.0F }, { 5, 1, 1.0F } } }, { 6, 10, { { 6, 2, 1.0F }, { 10, 3, 1.0F } } } };
    QVERIFY(project.session.applyRunBatch(first));
    auto second = project.batch(200, 2);
    second.dropAfterStep = 4;
    second.metrics = { { .step = 5, .loss = 77 } };
    QVERIFY(project.session.applyRunBatch(second));
    const auto metrics = project.session.stepMetrics(project.run);
    QCOMPARE(metrics.size(), std::size_t{ 5 });
    QCOMPARE(metrics[4].loss, 77.0);
    QCOMPARE(project.session.recordingPoints(project.run), (std::vector<RecordingPoint>{ { 0, 0 }, { 1, 4 } }));
    QCOMPARE(project.session.trainingLosses(project.run), (std::vector<TrainingLoss>{ { 1, 0, 1.0F } }));
    auto late = project.batch(300, 1); // of the worker that was replaced
    late.metrics = { { .step = 9 } };
    QVERIFY(!project.session.applyRunBatch(late));
    QVERIFY(project.session.check().size() == 1); // only that the run's folder is missing
}

void ProjectRunsTest::readsLossesAsAMatrix()
{
    Project project(5000);
    auto batch = project.batch(100);
    std::vector<float> start(4096);
    std::vector<float> rest(5000 - 4096);
    for (std::size_t row = 0; row < 5000; ++row)
        (row < 4096 ? start[row] : rest[row - 4096]) = static_cast<float>(row) / 7;
    rest[3] = std::numeric_limits<float>::quiet_NaN();
    batch.points = { { 0, 0 }, { 1, 9 } };
    batch.losses = { { 0, 0, start }, { 0, 1, rest }, { 1, 1, rest }, { 2, 0, start } };
    batch.tokenCounts = { { 0, std::vector<TokenCount>(4096, { 500, 300, 1 }) } };
    project.session.applyRunBatch(batch);
    const auto matrix = project.session.lossMatrix(project.run);
    QCOMPARE(matrix.steps, (std::vector<std::int64_t>{ 0, 9 })); // point 2 is not announced yet
    QCOMPARE(matrix.rows, 5000);
    QCOMPARE(matrix.values.size(), std::size_t{ 10000 });
    QCOMPARE(matrix.values[4095], static_cast<float>(4095) / 7);
    QCOMPARE(matrix.values[4998], static_cast<float>(4998) / 7);
    QVERIFY(std::isnan(matrix.values[4099]));
    QVERIFY(std::isnan(matrix.values[5000])); // not there yet
    QCOMPARE(matrix.values[9998], static_cast<float>(4998) / 7);
    QVERIFY(project.session.tokenCounts(project.run).empty()); // half of them
    auto more = project.batch(200);
    more.tokenCounts = { { 1, std::vector<TokenCount>(904, { 7, 0, 2 }) } };
    project.session.applyRunBatch(more);
    QCOMPARE(project.session.tokenCounts(project.run).size(), std::size_t{ 5000 });
    QCOMPARE(project.session.tokenCounts(project.run)[4999], (TokenCount{ 7, 0, 2 }));
}

void ProjectRunsTest::refusesLossesOfOtherRows()
{
    Project project;
    auto batch = project.batch(100);
    batch.metrics = { { .step = 1 } };
    batch.losses = { { 0, 0, std::vector<float>(19, 1.0F) } };
    QCOMPARE(support::errorOf([&] { project.session.applyRunBatch(batch); }).kind(), core::ErrorKind::BadInput);
    batch.losses = { { 0, 1, std::vector<float>(20, 1.0F) } };
    QCOMPARE(support::errorOf([&] { project.session.applyRunBatch(batch); }).kind(), core::ErrorKind::BadInput);
    QVERIFY(project.session.stepMetrics(project.run).empty()); // all or nothing
}

void ProjectRunsTest::keepsClusterings()
{
    Project project;
    ClusteringRecord record;
    record.name = "raw";
    record.run = project.run;
    record.settings = core::Json{ { "k", 2 } };
    record.clusters = 2;
    record.assignment.assign(20, 1);
    record.assignment[3] = 0;
    record.assignment[4] = unscoredCluster;
    record.hardClusters = { 1 };
    project.session.insertClustering(record);
    const auto stored = project.session.clustering("raw");
    QVERIFY(stored.assignment == record.assignment && stored.hardClusters == record.hardClusters);
    QVERIFY(stored.settings == record.settings && stored.run == project.run);
    QCOMPARE(support::errorOf([&] { project.session.insertClustering(record); }).kind(), core::ErrorKind::BadInput);
    record.name = "many";
    record.clusters = 700;
    record.assignment[0] = 699;
    project.session.insertClustering(record);
    QVERIFY(project.session.clustering("many").assignment == record.assignment);
    QCOMPARE(project.session.listClusterings().size(), std::size_t{ 2 });
    QVERIFY(support::errorOf([&] { project.session.clustering("none"); }).hint().find("many") != std::string::npos);
    record.name = "wrong";
    record.assignment[0] = 700;
    QCOMPARE(support::errorOf([&] { project.session.insertClustering(record); }).kind(), core::ErrorKind::BadInput);
    record.assignment.resize(19, 0);
    QCOMPARE(support::errorOf([&] { project.session.insertClustering(record); }).kind(), core::ErrorKind::BadInput);
}

void ProjectRunsTest::namesAndRemovesClusterings()
{
    Project project;
    ClusteringRecord record;
    record.name = "try 1";
    record.run = project.run;
    record.clusters = 2;
    record.assignment.assign(20, 1);
    record.id = project.session.insertClustering(record);
    ClusteringRecord other = record;
    other.name = "try 2";
    other.id = project.session.insertClustering(other);

    const core::Json quality{ { "silhouette", 0.5 } };
    project.session.changeClustering(record.id, [](ClusteringRecord& stored) { stored.name = "late rows"; });
    project.session.changeClustering(record.id, [&](ClusteringRecord& stored) { stored.quality = quality; });
    QVERIFY(project.session.clustering("late rows").quality == quality); // the second change kept the first
    QVERIFY(project.session.clustering("late rows").assignment == record.assignment);
    const auto taken
        = [&] { project.session.changeClustering(record.id, [](ClusteringRecord& stored) { stored.name = "try 2"; }); };
    QCOMPARE(support::errorOf(taken).kind(), core::ErrorKind::BadInput);

    project.session.removeClustering(other.id);
    QCOMPARE(project.session.listClusterings().size(), std::size_t{ 1 });
    QVERIFY(!project.session.findClustering("try 2"));
    QVERIFY(project.session.findClustering("late rows"));
}

void ProjectRunsTest::keepsSelectionsAndExports()
{
    Project project;
    const std::vector<core::ExampleId> some{ { 3 }, { 1 } };
    project.session.insertSelection({ .id = {}, .name = "odd ones", .rule = {}, .examples = some, .createdAt = 4 });
    QVERIFY(project.session.findSelection("odd ones")->examples == some);
    QCOMPARE(project.session.listSelections().size(), std::size_t{ 1 });
    QCOMPARE(support::errorOf([&] {
        project.session.insertSelection({ .id = {}, .name = "b", .rule = {}, .examples = { { 21 } } });
    }).kind(),
        core::ErrorKind::BadInput);
    project.session.insertExport({ .id = {},
        .path = "caf\xe9.jsonl",
        .what = "hard",
        .sha256 = "ab",
        .manifest = { { "path", "caf\xe9" } },
        .createdAt = 5 }); // a path need not be UTF-8
    const auto exports = project.session.listExports();
    QCOMPARE(exports.size(), std::size_t{ 1 });
    QCOMPARE(exports[0].path, std::string("caf\xe9.jsonl"));
    project.session.compact();
    QCOMPARE(project.session.listExports().size(), std::size_t{ 1 });
}

void ProjectRunsTest::noticesWrongLists()
{
    const support::TemporaryFolder folder;
    const auto file = fixture::makeProject(folder);
    auto session = ProjectSession::open(file, OpenMode::ReadOnly);
    QVERIFY(session.check().empty());
    const core::CancelToken cancel;
    cancel.cancel();
    QCOMPARE(support::errorOf([&] { session.check(cancel); }).kind(), core::ErrorKind::Cancelled);
}

void ProjectRunsTest::answersPostedTasks()
{
    Project project;
    std::vector<std::string> said;
    project.session.post(
        Access::Read, [&](ProjectSession& session) { said.push_back(session.dataset("rows").name); },
        [&](std::exception_ptr failure) { said.push_back(failure == nullptr ? "good" : "bad"); });
    project.session.post(
        Access::Read, [&](ProjectSession& session) { session.dataset("nothing"); },
        [&](std::exception_ptr failure) { said.push_back(failure == nullptr ? "good" : "bad"); });
    project.session.summary(); // behind both
    QCOMPARE(said, (std::vector<std::string>{ "rows", "good", "bad" }));
}

QTEST_GUILESS_MAIN(ProjectRunsTest)
#include "tst_project_runs.moc"
