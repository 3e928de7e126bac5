// SPDX-License-Identifier: Apache-2.0
// Every dataset file of the reference data goes into a project, and every row comes back byte for byte.
#include "tests/core/store/project_fixture.h"

using namespace core::store;

class ImportReferenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { data_ = support::requireReferenceData(); }
    void importsEveryFile();

private:
    std::filesystem::path data_;
};

void ImportReferenceTest::importsEveryFile()
{
    const support::TemporaryFolder folder;
    auto session = ProjectSession::create(folder.path() / "test.datalever");
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(data_)) {
        if (entry.path().extension() != ".jsonl")
            continue;
        const auto lines = support::linesOf(entry.path());
        const auto result = importFile(session, entry.path(), {});
        QCOMPARE(static_cast<std::size_t>(result.source.kept + result.source.refused), lines.size());
        std::vector<core::ExampleId> ids;
        for (const auto& row : session.datasetRows(result.dataset.id))
            ids.push_back(row.example);
        for (const auto& example : session.examples(ids))
            QVERIFY(example.raw == lines[example.line - 1]);
        qInfo("%s: %lld rows in %.3f s", entry.path().filename().c_str(), static_cast<long long>(result.source.kept),
            result.report->seconds);
        ++files;
    }
    QVERIFY(files > 0);
    QVERIFY(session.check().empty());
}

QTEST_GUILESS_MAIN(ImportReferenceTest)
#include "tst_import_reference.moc"
