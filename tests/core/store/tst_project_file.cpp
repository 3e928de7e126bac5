// SPDX-License-Identifier: Apache-2.0
// Opening, locking, closing, migrating; files that are not what they should be.
#include "core/base/random.h"
#include "core/store/open_database.h"
#include "core/store/project_faults.h"
#include "tests/core/store/project_fixture.h"

#include <sys/mount.h>

#include <fstream>
#include <map>
#include <set>

using namespace core::store;

class ProjectFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void closesToOneFile();
    void refusesToCreateOverAFile();
    void namesTheHolderOfTheLock();
    void readsBesideAWriter();
    void keepsWhatAKilledWriterCommitted();
    void worksInAReadOnlyFolder();
    void movesWithItsSideFolder();
    void migratesVersionOne();
    void migratesWithABackup();
    void undoesAFailedMigration();
    void refusesEveryFault();
    void findsWhatDoesNotFit();
    void survivesDamage();
    void knowsNetworkMounts();
};

namespace {

void change(const std::filesystem::path& file, const char* sql)
{
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
    database.exec(sql);
}

std::string journalMode(const std::filesystem::path& file)
{
    SQLite::Database database(file.string(), SQLite::OPEN_READONLY);
    return database.execAndGet("PRAGMA journal_mode").getString();
}

bool leftovers(const std::filesystem::path& file)
{
    return std::filesystem::exists(file.string() + "-wal") || std::filesystem::exists(file.string() + "-shm")
        || std::filesystem::exists(file.string() + "-journal");
}

} // namespace

void ProjectFileTest::closesToOneFile()
{
    const support::TemporaryFolder folder;
    const auto file = folder.path() / "test.datalever";
    auto session = ProjectSession::create(file);
    const auto dataset = fixture::importRows(session, folder, 10).dataset;
    const core::data::DatasetRow row{ .example = { 1 } };
    for (const char* name : { "a", "b", "c" }) {
        DatasetRecord record;
        record.name = name;
        record.kind = DatasetKind::Subset;
        record.parent = dataset.id;
        session.insertDataset(record, { &row, 1 });
    }
    QVERIFY(std::filesystem::exists(file.string() + "-wal")); // a session that writes again works in a WAL
    session.close();
    QVERIFY(!leftovers(file));
    QCOMPARE(journalMode(file), std::string("delete"));
    auto again = ProjectSession::open(file, OpenMode::ReadOnly);
    QCOMPARE(again.summary().datasets, 4);
    QCOMPARE(again.summary().examples, 10);
    QVERIFY(again.summary().createdAt > 0);
    QVERIFY(again.check().empty());
    const auto error = support::errorOf([&] { again.compact(); });
    QCOMPARE(error.kind(), core::ErrorKind::BadInput);
}

void ProjectFileTest::refusesToCreateOverAFile()
{
    const support::TemporaryFolder folder;
    const auto file = folder.write("test.datalever", "mine");
    QCOMPARE(support::errorOf([&] { ProjectSession::create(file); }).kind(), core::ErrorKind::BadInput);
    QCOMPARE(support::linesOf(file).front(), std::string("mine"));
    QCOMPARE(support::errorOf([&] { ProjectSession::create(folder.path() / "x.db"); }).kind(), core::ErrorKind::BadInput);
}

void ProjectFileTest::namesTheHolderOfTheLock()
{
    const support::TemporaryFolder folder;
    const auto file = fixture::makeProject(folder);
    fixture::OtherProcess other([&] { new ProjectSession(ProjectSession::open(file, OpenMode::ReadWrite)); });
    QVERIFY(other.ready());
    const auto error = support::errorOf([&] { ProjectSession::open(file, OpenMode::ReadWrite); });
    QCOMPARE(error.kind(), core::ErrorKind::Busy);
    QVERIFY(error.message().find("process " + std::to_string(other.process())) != std::string::npos);
    QVERIFY(error.message().find("tst_project_file") != std::string::npos);
    other.kill();
    ProjectSession::open(file, OpenMode::ReadWrite).close();
}

void ProjectFileTest::readsBesideAWriter()
{
    const support::TemporaryFolder folder;
    const auto file = fixture::makeProject(folder);
    fixture::OtherProcess other([&] {
        auto* session = new ProjectSession(ProjectSession::open(file, OpenMode::ReadWrite));
        const ExportRecord record{ .id = {}, .path = "out.jsonl", .what = "hard", .sha256 = "", .manifest = {} };
        session->insertExport(record);
        session->insertExport(record); // from here in a WAL
    });
    QVERIFY(other.ready());
    auto session = ProjectSession::open(file, OpenMode::ReadOnly);
    QCOMPARE(session.summary().exports, 2);
    QVERIFY(session.readOnly());
}

void ProjectFileTest::keepsWhatAKilledWriterCommitted()
{
    const support::TemporaryFolder folder;
    const auto file = fixture::makeProject(folder);
    {
        fixture::OtherProcess other([&] {
            auto* session = new ProjectSession(ProjectSession::open(file, OpenMode::ReadWrite));
            for (int i = 0; i < 5; ++i)
                session->insertExport({ .id = {}, .path = "out", .what = "hard", .sha256 = "", .manifest = {} });
        });
        QVERIFY(other.ready());
    }
    QVERIFY(std::filesystem::exists(file.string() + "-wal"));
    {
        auto session = ProjectSession::open(file, OpenMode::ReadOnly);
        QCOMPARE(session.summary().exports, 5);
        QVERIFY(session.check().empty());
    }
    QVERIFY(!leftovers(file)); // the first to come puts it in order
    QCOMPARE(journalMode(file), std::string("delete"));
}

void ProjectFileTest::worksInAReadOnlyFolder()
{
    const support::TemporaryFolder folder;
    const support::TemporaryFolder target;
    const auto file = fixture::makeProject(folder);
    const bool root = ::geteuid() == 0;
    if (root && ::mount("tmpfs", target.path().c_str(), "tmpfs", 0, "size=8m") != 0)
        QSKIP("root, but no file system can be mounted here");
    std::filesystem::copy(folder.path(), target.path(), std::filesystem::copy_options::recursive);
    const auto copy = target.path() / "test.datalever";
    if (root)
        ::mount("tmpfs", target.path().c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, "size=8m");
    else
        std::filesystem::permissions(target.path(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    std::int64_t examples = 0;
    std::vector<std::string> problems{ "not checked" };
    core::ErrorKind kind = core::ErrorKind::Internal;
    try {
        auto session = ProjectSession::open(copy, OpenMode::ReadOnly);
        examples = session.summary().examples;
        problems = session.check();
        session.close();
        kind = support::errorOf([&] { ProjectSession::open(copy, OpenMode::ReadWrite); }).kind();
    } catch (const core::Error& error) {
        qWarning("%s", error.what());
    }
    if (root)
        ::umount(target.path().c_str());
    else
        std::filesystem::permissions(target.path(), std::filesystem::perms::owner_all);
    QCOMPARE(examples, 20);
    QVERIFY(problems.empty());
    if (root)
        QCOMPARE(kind, core::ErrorKind::Storage);
}

void ProjectFileTest::movesWithItsSideFolder()
{
    const support::TemporaryFolder folder;
    const support::TemporaryFolder elsewhere;
    fixture::makeProject(folder);
    folder.write("test.datalever.d/snapshots/" + std::string(64, 'a') + ".jsonl", "not what the name says");
    std::filesystem::copy(folder.path(), elsewhere.path(), std::filesystem::copy_options::recursive);
    auto session = ProjectSession::open(elsewhere.path() / "test.datalever", OpenMode::ReadWrite);
    QCOMPARE(session.dataset("rows").rows, 20);
    QCOMPARE(session.check().size(), std::size_t{ 1 }); // the false snapshot
    std::filesystem::remove_all(session.sideFolder() / "runs/proxy-1");
    QCOMPARE(session.check().size(), std::size_t{ 2 });
}

namespace {

/// The same project as version 1 wrote it: rows with what followed from their mapping, no annotations.
void writeAsVersionOne(const std::filesystem::path& file, const std::filesystem::path& model)
{
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("PRAGMA page_size=16384; PRAGMA application_id=" + std::to_string(applicationId));
    database.exec(schemaMigrations()[0].sql);
    database.exec("DELETE FROM source_labels; PRAGMA user_version=1");
    database.exec("ATTACH '" + model.string() + "' AS model");
    for (const std::string table : { "meta", "sources", "source_labels", "datasets", "dataset_rows", "runs", "step_metrics",
             "recording_points", "loss_parts", "training_losses", "token_counts", "selections" })
        database.exec("INSERT INTO " + table + " SELECT * FROM model." + table);
    database.exec("UPDATE meta SET value='1' WHERE key='min_reader_version'");
    auto session = ProjectSession::open(model, OpenMode::ReadOnly);
    for (const auto& fact : session.exampleFacts(session.dataset("rows").id)) {
        const core::ExampleId id[] = { fact.id };
        const auto example = session.examples(id).front();
        SQLite::Statement insert(database, "INSERT INTO examples VALUES(?,?,?,?,?,?,?,?,?,NULL,?)");
        insert.bind(1, fact.id.value);
        insert.bind(2, fact.source.value);
        insert.bind(3, static_cast<std::int64_t>(fact.line));
        insert.bind(4, static_cast<std::int64_t>(example.offset));
        insert.bind(5, std::int64_t{ fact.label });
        insert.bind(6, static_cast<std::int64_t>(fact.promptHash));
        insert.bind(7, std::int64_t{ fact.heldOut });
        insert.bind(8, std::int64_t{ fact.promptCharacters });
        insert.bind(9, std::int64_t{ fact.responseCharacters });
        insert.bind(10, example.raw.data(), static_cast<int>(example.raw.size()));
        insert.exec();
    }
}

} // namespace

void ProjectFileTest::migratesVersionOne()
{
    const support::TemporaryFolder folder;
    const auto model = fixture::makeProject(folder, 5000 /* two parts */);
    const auto old = folder.path() / "old.datalever";
    writeAsVersionOne(old, model);
    std::filesystem::create_directories(old.string() + ".d/runs/proxy-1");
    QCOMPARE(support::errorOf([&] { ProjectSession::open(old, OpenMode::ReadOnly); }).code(),
        std::string(project_faults::needsMigration.code));
    auto session = ProjectSession::open(old, OpenMode::ReadWrite);
    QCOMPARE(session.summary().schemaVersion, 4);
    QVERIFY(session.check().empty());
    const auto expected = ProjectSession::open(model, OpenMode::ReadOnly);
    const auto facts = session.exampleFacts(session.dataset("rows").id);
    const auto wanted = expected.exampleFacts(expected.dataset("rows").id);
    QCOMPARE(facts.size(), std::size_t{ 5000 });
    for (std::size_t i = 0; i < facts.size(); ++i) {
        QVERIFY(facts[i].promptHash == wanted[i].promptHash && facts[i].responseHash == wanted[i].responseHash);
        QVERIFY(facts[i].label == wanted[i].label && facts[i].line == wanted[i].line);
        QVERIFY(facts[i].promptCharacters == wanted[i].promptCharacters && facts[i].heldOut == wanted[i].heldOut);
    }
    const core::ExampleId last[] = { { 5000 } };
    QCOMPARE(session.examples(last)[0].raw, expected.examples(last)[0].raw);
    QVERIFY(session.annotate({ AnnotationKind::Exclude, {} }, last));
    fixture::importRows(session, folder, 5000); // the same bytes are known
    QCOMPARE(session.summary().examples, 5000);
    session.close();
    QVERIFY(ProjectSession::open(old, OpenMode::ReadOnly).undoState().undo);

    SQLite::Database backup(old.string() + ".backup-1", SQLite::OPEN_READONLY); // as it was
    QCOMPARE(backup.execAndGet("PRAGMA user_version").getInt(), 1);
    QCOMPARE(backup.execAndGet("SELECT count(prompt_hash) FROM examples").getInt(), 5000);
}

void ProjectFileTest::migratesWithABackup()
{
    const support::TemporaryFolder folder;
    const auto file = fixture::makeProject(folder);
    const Migration later[] = { schemaMigrations()[0], schemaMigrations()[1], schemaMigrations()[2], schemaMigrations()[3],
        { 5, 4, "CREATE TABLE later(x INTEGER) STRICT;" } };
    QCOMPARE(support::errorOf([&] { openProject(file, OpenMode::ReadOnly, later); }).code(),
        std::string(project_faults::needsMigration.code));
    auto project = openProject(file, OpenMode::ReadWrite, later);
    QCOMPARE(project.database->integer("PRAGMA user_version"), 5);
    closeProject(project);

    auto reader = ProjectSession::open(file, OpenMode::ReadOnly); // this version may read it, not write it
    QCOMPARE(reader.summary().examples, 20);
    QCOMPARE(support::errorOf([&] { ProjectSession::open(file, OpenMode::ReadWrite); }).code(),
        std::string(project_faults::newerReadOnly.code));
    auto backup = ProjectSession::open(file.string() + ".backup-4", OpenMode::ReadWrite);
    QCOMPARE(backup.summary().schemaVersion, 4);
    QVERIFY(backup.datasetRows(backup.dataset("rows").id).size() == 20);
}

void ProjectFileTest::undoesAFailedMigration()
{
    const support::TemporaryFolder folder;
    const auto file = fixture::makeProject(folder);
    const Migration broken[] = { schemaMigrations()[0], schemaMigrations()[1], schemaMigrations()[2], schemaMigrations()[3],
        { 5, 5, "CREATE TABLE later(x); CREATE TABLE meta(x);" } };
    support::errorOf([&] { openProject(file, OpenMode::ReadWrite, broken); });
    auto session = ProjectSession::open(file, OpenMode::ReadWrite);
    QCOMPARE(session.summary().schemaVersion, 4);
    QVERIFY(session.check().empty());
}

void ProjectFileTest::refusesEveryFault()
{
    namespace faults = project_faults;
    const auto reading = [](const std::filesystem::path& file) {
        auto session = ProjectSession::open(file, OpenMode::ReadOnly);
        session.lossMatrix(session.run("proxy-1").id);
        session.datasetRows(session.dataset("rows").id);
    };
    const std::multimap<std::string_view, const char*> changes{
        { faults::notAProject.code, "PRAGMA application_id=1" },
        { faults::damaged.code, "DROP TABLE exports" },
        { faults::foreignSchema.code, "CREATE VIEW extra AS SELECT 1" },
        { faults::foreignSchema.code, "CREATE TRIGGER extra AFTER INSERT ON runs BEGIN DELETE FROM examples; END" },
        { faults::foreignSchema.code, "CREATE TABLE extra(x)" },
        { faults::foreignSchema.code, "CREATE TRIGGER t AFTER INSERT ON runs BEGIN SELECT 1; END; PRAGMA user_version=5" },
        { faults::tooNew.code, "PRAGMA user_version=5; UPDATE meta SET value='5' WHERE key='min_reader_version'" },
        { faults::needsMigration.code, "PRAGMA user_version=0" },
        { faults::wrongLength.code, "UPDATE loss_parts SET losses=zeroblob(3)" },
        { faults::wrongValue.code, "UPDATE runs SET state='asleep'" },
        { faults::wrongValue.code, "UPDATE meta SET value='x' WHERE key='min_reader_version'; PRAGMA user_version=5" },
        { faults::wrongValue.code, "PRAGMA user_version=-5" },
        { faults::missingRow.code, "DELETE FROM dataset_rows" },
    };
    std::set<std::string_view> seen{ faults::newerReadOnly.code, faults::notAFile.code };
    for (const auto& [code, sql] : changes) {
        const support::TemporaryFolder folder;
        const auto file = fixture::makeProject(folder);
        change(file, sql);
        const auto error = support::errorOf([&] { reading(file); });
        QVERIFY2(error.code() == code, (std::string(sql) + ": " + error.what()).c_str());
        QVERIFY(error.message().find("test.datalever") != std::string::npos);
        seen.insert(code);
    }
    const support::TemporaryFolder folder;
    const auto newer = fixture::makeProject(folder);
    change(newer, "PRAGMA user_version=5");
    QCOMPARE(support::errorOf([&] { ProjectSession::open(newer, OpenMode::ReadWrite); }).code(),
        std::string(faults::newerReadOnly.code));
    QCOMPARE(support::errorOf([&] { ProjectSession::open(folder.path(), OpenMode::ReadOnly); }).code(),
        std::string(faults::notAFile.code));
    for (const auto& fault : faults::all)
        QVERIFY2(seen.contains(fault.code), std::string(fault.code).c_str());

    // what is no project gets no side folder either
    for (const std::string bytes : { "", "just some text, longer than the header of a database would be ............" }) {
        const auto text = folder.write("other.datalever", bytes);
        for (const auto mode : { OpenMode::ReadOnly, OpenMode::ReadWrite })
            QCOMPARE(
                support::errorOf([&] { ProjectSession::open(text, mode); }).code(), std::string(faults::notAProject.code));
        QVERIFY(!std::filesystem::exists(text.string() + ".d"));
    }
}

void ProjectFileTest::findsWhatDoesNotFit()
{
    for (const char* sql : { "DELETE FROM examples WHERE id=5", "UPDATE examples SET source_id=9 WHERE id=5",
             "UPDATE example_facts SET facts=zeroblob(21 * 40)", "UPDATE example_facts SET facts=zeroblob(41)",
             "DELETE FROM source_labels WHERE code=2", "UPDATE examples SET parent_id=99 WHERE id=5",
             "UPDATE sources SET kept=19", "UPDATE sources SET imported_at=0", "UPDATE datasets SET rows=19",
             "UPDATE datasets SET held_out=20", "UPDATE runs SET dataset_id=9", "UPDATE runs SET spec='{'",
             "UPDATE loss_parts SET losses=zeroblob(76) WHERE point=1", "UPDATE token_counts SET counts=zeroblob(10)",
             "UPDATE training_losses SET losses=zeroblob(13)", "UPDATE selections SET examples=zeroblob(8)",
             "UPDATE source_labels SET code=7 WHERE code=1",
             "INSERT INTO annotation_marks(part, mark, members) VALUES(0, 1, x'ff00')", // no such example
             "INSERT INTO annotation_marks(part, mark, members) VALUES(0, 20, x'0100')", // no such label
             "INSERT INTO annotation_marks(part, mark, members) VALUES(0, 1, x'01')",
             "INSERT INTO recipes VALUES(1, 'r', '{}', 0, 0)",
             "INSERT INTO curations VALUES(1, 1, 9, '{\"steps\":[]}', '{}', 0)",
             "INSERT INTO curations VALUES(1, 1, NULL, '{\"steps\":[3]}', '{}', 0)" }) {
        const support::TemporaryFolder folder;
        const auto file = fixture::makeProject(folder);
        QVERIFY(ProjectSession::open(file, OpenMode::ReadOnly).check().empty());
        change(file, sql);
        QVERIFY2(!ProjectSession::open(file, OpenMode::ReadOnly).check().empty(), sql);
    }
}

void ProjectFileTest::survivesDamage()
{
    const support::TemporaryFolder folder;
    const auto original = core::readFile(fixture::makeProject(folder, 200), 1 << 24);
    core::RandomStream random(7, "damage");
    int refused = 0;
    int complained = 0;
    constexpr int copies = 300;
    for (int copy = 0; copy < copies; ++copy) {
        auto bytes = original;
        const auto pages = bytes.size() / 16384;
        const auto page = random.below(pages) * 16384;
        if (copy % 4 == 0)
            bytes.resize(random.below(bytes.size()));
        else if (copy % 4 == 1)
            for (std::size_t i = 0; i < 16384; ++i)
                bytes[page + i] = static_cast<char>(random.below(256));
        else if (copy % 4 == 2)
            bytes[random.below(100)] = static_cast<char>(random.below(256));
        else
            std::swap_ranges(bytes.begin() + static_cast<std::ptrdiff_t>(page),
                bytes.begin() + static_cast<std::ptrdiff_t>(page) + 16384,
                bytes.begin() + static_cast<std::ptrdiff_t>(random.below(pages) * 16384));
        const auto file = folder.write("damaged.datalever", bytes);
        try {
            auto session = ProjectSession::open(file, OpenMode::ReadOnly);
            complained += session.check().empty() ? 0 : 1;
            for (const auto& dataset : session.listDatasets()) {
                session.exampleFacts(dataset.id);
                session.search(dataset.id, "plus", 5);
            }
            for (const auto& run : session.listRuns())
                session.lossMatrix(run.id);
        } catch (const core::Error& error) {
            QVERIFY2(error.kind() != core::ErrorKind::Internal, error.what());
            QVERIFY(!error.message().empty());
            ++refused;
        }
    }
    QVERIFY(refused > copies / 4);
    QVERIFY(refused + complained > copies / 2);
}

void ProjectFileTest::knowsNetworkMounts()
{
    QVERIFY(isNetworkFileSystem(0x6969));
    QVERIFY(isNetworkFileSystem(0xFF534D42));
    QVERIFY(!isNetworkFileSystem(0xEF53)); // ext4
}

QTEST_GUILESS_MAIN(ProjectFileTest)
#include "tst_project_file.moc"
