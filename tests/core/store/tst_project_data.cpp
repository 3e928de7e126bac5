// SPDX-License-Identifier: Apache-2.0
// Import and what is read back of it; imports that end early.
#ifndef Q_MOC_RUN // moc 6.4 stumbles over a standard header that it includes
#include "core/data/columns.h"
#endif
#include "tests/core/store/project_fixture.h"

#include <sys/mount.h>
#include <sys/resource.h>

#include <future>

using namespace core::store;

class ProjectDataTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void importsAFile();
    void recognisesTheSameFile();
    void mapsAndSearches();
    void keepsDatasets();
    void forgetsACancelledImport();
    void letsReadersThroughAndWritersWait();
    void forgetsAKilledImport();
    void saysThatTheDiskIsFull();
};

namespace {

std::vector<NewExample> bigBatch(int rows)
{
    std::vector<NewExample> batch(static_cast<std::size_t>(rows));
    for (auto& row : batch)
        row.raw = "{\"text\": \"" + std::string(1000, 'x') + "\"}";
    return batch;
}

} // namespace

void ProjectDataTest::importsAFile()
{
    const support::TemporaryFolder folder;
    auto session = ProjectSession::create(folder.path() / "test.datalever");
    const auto bytes = fixture::rowsFile(9000) + "{\"instruction\": 3\n";
    const auto file = folder.write("many.jsonl", bytes);
    const auto result = importFile(session, file, {});
    QCOMPARE(result.dataset.name, std::string("many"));
    QCOMPARE(result.dataset.rows, 9000);
    QCOMPARE(result.source.kept, 9000);
    QCOMPARE(result.source.refused, 1);
    QCOMPARE(result.source.report["refusals"][0]["line"].get<int>(), 9001);
    QCOMPARE(result.source.bytes, bytes.size());
    QVERIFY(result.dataset.heldOut > 300 && result.dataset.heldOut < 600);

    const auto rows = session.datasetRows(result.dataset.id);
    QCOMPARE(rows.size(), std::size_t{ 9000 });
    const core::ExampleId ids[] = { rows[8999].example, rows[0].example };
    const auto examples = session.examples(ids); // in the order asked for, byte for byte
    QCOMPARE(examples[0].line, std::uint64_t{ 9000 });
    QCOMPARE(bytes.substr(examples[0].offset, examples[0].raw.size()), examples[0].raw);
    QCOMPARE(examples[1].raw, fixture::rowsFile(1).substr(0, examples[1].raw.size()));
    QCOMPARE(session.sourceLabels(), (std::vector<std::string>{ "", "even", "odd" }));
    const auto columns = session.columns(result.dataset.id);
    columns->validate();
    QCOMPARE(columns->rows(), std::size_t{ 9000 });
    QCOMPARE(columns->source.names[columns->source.codes[4]], std::string("odd"));
    QVERIFY(session.check().empty());
}

void ProjectDataTest::recognisesTheSameFile()
{
    const support::TemporaryFolder folder;
    auto session = ProjectSession::create(folder.path() / "test.datalever");
    const auto first = fixture::importRows(session, folder, 10);
    const auto copy = folder.write("copy.jsonl", fixture::rowsFile(10));
    const auto second = importFile(session, copy, {});
    QVERIFY(!first.alreadyThere && second.alreadyThere);
    QVERIFY(second.dataset.id == first.dataset.id);
    const auto third = importFile(session, copy, { .name = {}, .reading = {}, .again = true });
    QVERIFY(!third.alreadyThere);
    QCOMPARE(session.summary().examples, 20);
    const auto taken
        = support::errorOf([&] { importFile(session, copy, { .name = "rows", .reading = {}, .again = true }); });
    QCOMPARE(taken.kind(), core::ErrorKind::BadInput);
    const auto empty = folder.write(
        "bad.jsonl", "{\"instruction\": \"a\", \"output\": \"\"}\n{\"instruction\": \"\", \"output\": \"b\"}\n");
    support::errorOf([&] { importFile(session, empty, {}); });
    QCOMPARE(session.listSources().size(), std::size_t{ 2 });
}

void ProjectDataTest::mapsAndSearches()
{
    const support::TemporaryFolder folder;
    auto session = ProjectSession::create(folder.path() / "test.datalever");
    const auto dataset = fixture::importRows(session, folder, 3000).dataset.id;
    const auto some = session.mappedExamples(dataset, 2998, 10);
    QCOMPARE(some.size(), std::size_t{ 2 });
    QCOMPARE(some[1].text.instruction, std::string("What is 2999 plus one?"));
    QCOMPARE(some[1].text.response, std::string("It is 3000."));
    const core::ExampleId id[] = { some[0].row.example };
    QVERIFY(session.exampleTexts(id)[0] == some[0].text);
    std::int64_t seen = 0;
    session.forEachExample(dataset, [&](auto batch) {
        seen += static_cast<std::int64_t>(batch.size());
        return true;
    });
    QCOMPARE(seen, 3000);
    const auto hits = session.search(dataset, "IS 2999", 10);
    QCOMPARE(hits.size(), std::size_t{ 2 });
    QCOMPARE(hits[0].row, 2998);
    QCOMPARE(hits[0].field, std::string("response"));
    QCOMPARE(hits[1].field, std::string("instruction"));
    QCOMPARE(session.search(dataset, "plus", 7).size(), std::size_t{ 7 });
    const core::CancelToken cancel;
    cancel.cancel();
    QCOMPARE(support::errorOf([&] { session.search(dataset, "plus", 7, cancel); }).kind(), core::ErrorKind::Cancelled);
}

void ProjectDataTest::keepsDatasets()
{
    const support::TemporaryFolder folder;
    auto session = ProjectSession::create(folder.path() / "test.datalever");
    const auto parent = fixture::importRows(session, folder, 5000).dataset;
    std::vector<core::data::DatasetRow> rows;
    for (std::int64_t i = 5000; i > 0; --i)
        rows.push_back({ .example = { i }, .copies = 2, .heldOut = i == 7 });
    DatasetRecord record;
    record.name = "reversed";
    record.kind = DatasetKind::Curated;
    record.parent = parent.id;
    record.rule = core::Json{ { "seed", 3 } };
    const auto id = session.insertDataset(record, rows);
    const auto stored = session.dataset("reversed");
    QVERIFY(stored.id == id && stored.parent == parent.id && stored.rule == record.rule && stored.heldOut == 1);
    QVERIFY(session.datasetRows(id) == rows);
    QCOMPARE(session.exampleFacts(id)[0].line, std::uint64_t{ 5000 });
    QVERIFY(session.findDataset(std::to_string(id.value))->name == "reversed");
    QVERIFY(!session.findDataset("nothing"));
    QVERIFY(support::errorOf([&] { session.dataset("nothing"); }).hint().find("reversed") != std::string::npos);
    QCOMPARE(support::errorOf([&] { session.insertDataset(record, rows); }).kind(), core::ErrorKind::BadInput);
    QCOMPARE(session.freeDatasetName("reversed"), std::string("reversed-2"));
    record.name = "ghosts";
    rows[0].example = { 9999 };
    QCOMPARE(support::errorOf([&] { session.insertDataset(record, rows); }).kind(), core::ErrorKind::BadInput);
    QVERIFY(!session.findDataset("ghosts"));
}

void ProjectDataTest::forgetsACancelledImport()
{
    const support::TemporaryFolder folder;
    const auto path = folder.path() / "test.datalever";
    auto session = ProjectSession::create(path);
    const auto file = folder.write("many.jsonl", fixture::rowsFile(20000));
    ProjectImportOptions options;
    int batches = 0;
    options.reading.progress = [&](const core::Progress&) {
        if (++batches == 2)
            options.reading.cancel.cancel();
    };
    QCOMPARE(support::errorOf([&] { importFile(session, file, options); }).kind(), core::ErrorKind::Cancelled);
    QCOMPARE(session.summary().examples, 0);
    QVERIFY(session.listSources().empty() && session.listDatasets().empty());
    QVERIFY(session.check().empty());
    QCOMPARE(importFile(session, file, {}).dataset.rows, 20000); // the session goes on
}

void ProjectDataTest::letsReadersThroughAndWritersWait()
{
    const support::TemporaryFolder folder;
    auto session = ProjectSession::create(folder.path() / "test.datalever");
    const auto before = fixture::importRows(session, folder, 10).dataset;
    std::promise<void> written;
    auto isWritten = written.get_future();
    {
        ImportTransaction import(session);
        import.append(bigBatch(100));
        session.post(
            Access::Write,
            [](ProjectSession& inside) {
                inside.insertExport({ .id = {}, .path = "p", .what = "w", .sha256 = {}, .manifest = {} });
            },
            [&](std::exception_ptr failure) {
                if (failure == nullptr)
                    written.set_value();
            });
        QCOMPARE(session.listSources().size(), std::size_t{ 1 }); // reads see what was there before
        QCOMPARE(session.datasetRows(before.id).size(), std::size_t{ 10 });
        QVERIFY(isWritten.wait_for(std::chrono::seconds(0)) == std::future_status::timeout);
    }
    isWritten.get();
    QCOMPARE(session.summary().exports, 1); // not undone with the import
    QCOMPARE(session.summary().examples, 10);
    QVERIFY(session.check().empty());
}

void ProjectDataTest::forgetsAKilledImport()
{
    const support::TemporaryFolder folder;
    const auto file = fixture::makeProject(folder);
    {
        fixture::OtherProcess other([&] {
            auto* session = new ProjectSession(ProjectSession::open(file, OpenMode::ReadWrite));
            auto* import = new ImportTransaction(*session);
            for (int i = 0; i < 12; ++i)
                import->append(bigBatch(4096)); // 50 MB: more than the page cache, so the file itself has changed
            session->listDatasets();
        });
        QVERIFY(other.ready());
    }
    QVERIFY(std::filesystem::file_size(file) > 10'000'000);
    auto session = ProjectSession::open(file, OpenMode::ReadOnly);
    QCOMPARE(session.summary().examples, 20);
    QVERIFY(session.check().empty());
    session.close();
    QVERIFY(std::filesystem::file_size(file) < 10'000'000);
}

void ProjectDataTest::saysThatTheDiskIsFull()
{
    const support::TemporaryFolder folder;
    const bool small = ::geteuid() == 0 && ::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=4m") == 0;
    rlimit usual{};
    ::getrlimit(RLIMIT_FSIZE, &usual);
    const auto file = fixture::makeProject(folder);
    if (!small) {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit tight{ .rlim_cur = 4 << 20, .rlim_max = usual.rlim_max };
        ::setrlimit(RLIMIT_FSIZE, &tight);
    }
    {
        auto session = ProjectSession::open(file, OpenMode::ReadWrite);
        const auto import = [&] {
            ImportTransaction transaction(session);
            for (int i = 0; i < 12; ++i)
                transaction.append(bigBatch(4096));
            transaction.finish({}, "big");
        };
        const auto error = support::errorOf(import);
        QCOMPARE(error.kind(), core::ErrorKind::Storage);
        if (small)
            QVERIFY2(error.message().find("the disk is full") != std::string::npos, error.what());
        QVERIFY(session.check().empty());
        QCOMPARE(session.summary().examples, 20);
        session.insertExport({ .id = {}, .path = "p", .what = "w", .sha256 = {}, .manifest = {} }); // small things still go
    }
    ::setrlimit(RLIMIT_FSIZE, &usual);
    QVERIFY(ProjectSession::open(file, OpenMode::ReadOnly).check().empty());
    if (small)
        ::umount(folder.path().c_str());
}

QTEST_GUILESS_MAIN(ProjectDataTest)
#include "tst_project_data.moc"
