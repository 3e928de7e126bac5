// SPDX-License-Identifier: Apache-2.0
// The snapshot of a dataset with the losses, tokens and clusters of a run; searching its rows.
#ifndef Q_MOC_RUN // moc 6.4 stumbles over a standard header that it includes
#include "core/analysis/curves.h"
#include "core/data/columns.h"
#include "core/store/text_scan.h"
#endif
#include "tests/core/store/project_fixture.h"

#include <cmath>

using namespace core::store;
using core::data::RowFlag;
using core::data::TextField;

class ColumnsSnapshotTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdsARun();
    void meetsByExample();
    void knowsDuplicates();
    void sieveMissesNothing_data();
    void sieveMissesNothing();
    void findsAllThatIsThere();
};

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

/// Three points of `rows` rows; row 3 is unscored at the last, row 4 was cut, row 5 never falls.
core::RunId insertRun(ProjectSession& session, core::DatasetId dataset, std::size_t rows, const std::string& name)
{
    RunRecord record;
    record.name = name;
    record.kind = "proxy";
    record.dataset = dataset;
    record.folder = "runs/" + name;
    const auto run = session.insertRun(record);
    RunBatch batch;
    batch.run = run;
    batch.eventOffset = 1;
    batch.points = { { 0, 0 }, { 1, 10 }, { 2, 40 } };
    for (std::int64_t point = 0; point < 3; ++point)
        batch.losses.push_back({ point, 0, std::vector<float>(rows, 3.0F - static_cast<float>(point)) });
    batch.losses[2].losses[3] = nan;
    for (auto& part : batch.losses)
        part.losses[5] = 2.0F;
    batch.tokenCounts = { { 0, std::vector<TokenCount>(rows, { 20, 8, 0 }) } };
    batch.tokenCounts[0].counts[4] = { 512, 9, 5 };
    session.applyRunBatch(batch);
    return run;
}

} // namespace

void ColumnsSnapshotTest::holdsARun()
{
    const support::TemporaryFolder folder;
    auto session = ProjectSession::create(folder.path() / "test.datalever");
    const auto dataset = fixture::importRows(session, folder, 30).dataset.id;
    const auto run = insertRun(session, dataset, 30, "one");
    ClusteringRecord clustering;
    clustering.name = "k2";
    clustering.run = run;
    clustering.clusters = 2;
    clustering.assignment.assign(30, 1);
    clustering.assignment[3] = unscoredCluster;
    clustering.hardClusters = { 1 };
    const auto id = session.insertClustering(clustering);
    const auto columns = session.columns({ .dataset = dataset, .clustering = id }); // implies the run and its tokens
    columns->validate();
    QVERIFY(columns->origin.run == run && columns->origin.tokens == run && columns->origin.clustering == id);
    QCOMPARE(columns->steps.copy(), (std::vector<std::uint64_t>{ 0, 10, 40 }));
    QCOMPARE(columns->lossesAt(1)[7], 2.0F);
    QVERIFY(columns->hasFlag(3, RowFlag::Unscored) && !columns->hasFlag(2, RowFlag::Unscored));
    QVERIFY(columns->hasFlag(4, RowFlag::Truncated) && columns->hasFlag(4, RowFlag::Seam));
    QVERIFY(columns->tokens[4] == 512 && columns->responseTokens[4] == 9);
    QVERIFY(columns->cluster[3] == core::data::noCluster && columns->cluster[2] == 1 && columns->isHardCluster(1));
    QCOMPARE(columns->meanLoss[0], 2.0F);
    QCOMPARE(columns->variability[5], 0.0F);
    QVERIFY(std::isnan(columns->meanLoss[3]));
    const auto curve = core::analysis::analyseCurve({ { 0, 10, 40 }, { 3, 2, 1 } });
    QCOMPARE(columns->learnedAt[0], static_cast<float>(*curve.learningTime));
    QVERIFY(std::isnan(columns->learnedAt[5]) && std::isnan(columns->learnedAt[3]));
    const auto window = session.columns({ .dataset = dataset, .run = run, .window = core::data::PointRange{ 0, 1 } });
    QCOMPARE(window->meanLoss[3], 2.5F); // it is scored there
    const auto other = insertRun(session, dataset, 30, "two");
    QCOMPARE(support::errorOf([&] { session.columns({ .dataset = dataset, .run = other, .clustering = id }); }).kind(),
        core::ErrorKind::BadInput);
}

void ColumnsSnapshotTest::meetsByExample()
{
    const support::TemporaryFolder folder;
    auto session = ProjectSession::create(folder.path() / "test.datalever");
    const auto dataset = fixture::importRows(session, folder, 30).dataset.id;
    std::vector<core::data::DatasetRow> rows;
    for (std::int64_t id = 20; id > 10; --id) // in another order
        rows.push_back({ .example = { id } });
    DatasetRecord record;
    record.name = "subset";
    record.kind = DatasetKind::Subset;
    const auto subset = session.insertDataset(record, rows);
    const auto run = insertRun(session, subset, 10, "one");
    const auto columns = session.columns({ .dataset = dataset, .run = run });
    columns->validate();
    QVERIFY(std::isnan(columns->lossesAt(0)[0]) && !columns->hasFlag(0, RowFlag::Unscored)); // not in the run
    QVERIFY(columns->hasFlag(16, RowFlag::Unscored)); // example 17 is the subset's row 3
    QVERIFY(columns->hasFlag(15, RowFlag::Truncated) && columns->tokens[15] == 512 && columns->tokens[0] == 0);
    QCOMPARE(columns->lossesAt(2)[19], 1.0F);
}

void ColumnsSnapshotTest::knowsDuplicates()
{
    const support::TemporaryFolder folder;
    auto session = ProjectSession::create(folder.path() / "test.datalever");
    const auto file = folder.write("rows.jsonl",
        "{\"instruction\": \"a\", \"output\": \"b\"}\n{\"instruction\": \"a\", \"output\": \"c\"}\n"
        "{\"output\": \"b\", \"instruction\": \"a\"}\n{\"instruction\": \"a\", \"output\": \"b\"}\n");
    const auto columns = session.columns(importFile(session, file, {}).dataset.id);
    QCOMPARE(columns->flags.copy(), (std::vector<std::uint8_t>{ 0, 0, 16, 16 })); // by text; the first one stays
}

void ColumnsSnapshotTest::sieveMissesNothing_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("needle");
    QTest::addColumn<bool>("passes");
    const auto add = [](const char* raw, const char* needle, bool passes) {
        QTest::addRow("%s in %s", needle, raw) << QByteArray(raw) << QByteArray(needle) << passes;
    };
    add(R"({"a": "One apple"})", "APPLE", true);
    add(R"({"a": "One pear"})", "apple", false);
    add(R"({"a": "One \u0061pple"})", "apple", true);
    add(R"({"a": "caf\u00e9"})", "apple", false);
    add(R"({"a": "caf\u00e9"})", "café", true);
    add(R"({"a": "say \"one\" of it"})", "say \"one\"", true);
    add(R"({"a": "1\/2"})", "1/2", true);
    add(R"({"a": "line\nbreak"})", "line\nbreak", true);
    add(R"({"a": "\\"})", "\"", true);
    add(R"({"messages": [{"content": [{"text": "ap"}, {"text": "ple"}]}]})", "apple", true);
}

void ColumnsSnapshotTest::sieveMissesNothing()
{
    QFETCH(QByteArray, raw);
    QFETCH(QByteArray, needle);
    QFETCH(bool, passes);
    QCOMPARE(RawSieve(needle.toStdString(), core::data::FileFormat::Jsonl).passes(raw.toStdString()), passes);
}

void ColumnsSnapshotTest::findsAllThatIsThere()
{
    const support::TemporaryFolder folder;
    auto session = ProjectSession::create(folder.path() / "test.datalever");
    const auto dataset = fixture::importRows(session, folder, 20000).dataset.id;
    const auto rowsWith = [&](TextField field, const std::string& needle) {
        std::vector<std::uint32_t> rows;
        std::int64_t last = 0;
        int batches = 0;
        session.searchRows(dataset, { field, needle }, [&](const SearchBatch& batch) {
            rows.insert(rows.end(), batch.hits.begin(), batch.hits.end());
            last = batch.searched;
            ++batches;
            return true;
        });
        if (last != 20000 || batches < 3)
            qWarning("%lld rows in %d batches", static_cast<long long>(last), batches);
        return rows;
    };
    QCOMPARE(rowsWith(TextField::Any, "19999").size(), std::size_t{ 2 }); // as a question and as an answer
    QCOMPARE(rowsWith(TextField::Response, "19999"), (std::vector<std::uint32_t>{ 19998 }));
    QCOMPARE(rowsWith(TextField::Prompt, "IS 19999"), (std::vector<std::uint32_t>{ 19999 }));
    QCOMPARE(rowsWith(TextField::Any, "even").size(), std::size_t{ 0 }); // the source is no text of the row
    QCOMPARE(rowsWith(TextField::Any, "plus one").size(), std::size_t{ 20000 });
    int batches = 0;
    session.searchRows(dataset, { TextField::Any, "plus" }, [&](const SearchBatch&) { return ++batches < 2; });
    QCOMPARE(batches, 2);
    session.post(
        Access::Read, // from the store's own thread too
        [&](ProjectSession& inside) { batches = static_cast<int>(inside.search(dataset, "19999", 10).size()); },
        [](std::exception_ptr) {});
    session.summary();
    QCOMPARE(batches, 2);
}

QTEST_GUILESS_MAIN(ColumnsSnapshotTest)
#include "tst_columns_snapshot.moc"
