// SPDX-License-Identifier: Apache-2.0
// Every dataset file of the reference data: all of its lines are kept, and their bytes are the file's.
#include "core/base/hash.h"
#include "core/data/import_file.h"
#include "tests/support/support.h"

#include <QtTest>

using namespace core::data;

class TestReferenceDatasets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { support::requireReferenceData(); }

    void everyLineIsKept_data()
    {
        QTest::addColumn<QString>("path");
        for (const char* folder : { ".", "eval", "dialogue" }) {
            const auto path = support::referenceData() / folder;
            if (!std::filesystem::is_directory(path))
                continue;
            for (const auto& entry : std::filesystem::directory_iterator(path)) {
                if (entry.path().extension() == ".jsonl")
                    QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().string());
            }
        }
    }

    void everyLineIsKept()
    {
        QFETCH(QString, path);
        const std::filesystem::path file = path.toStdString();
        std::string bytes;
        std::map<std::uint64_t, bool> sides;
        bool stable = true;
        const ImportReport report = importFile(file, {}, [&](const ImportPlan&, const std::vector<ImportedRow>& batch) {
            for (const ImportedRow& row : batch) {
                bytes += row.raw.bytes;
                bytes += '\n';
                stable = stable && sides.try_emplace(row.promptHash, row.heldOut).first->second == row.heldOut;
            }
        });
        QCOMPARE(report.refused, std::uint64_t{ 0 });
        QCOMPARE(report.kept, std::uint64_t{ support::linesOf(file).size() });
        QCOMPARE(core::sha256(bytes), report.sha256);
        QVERIFY(stable);
        if (report.kept >= 10000) {
            const double share = static_cast<double>(report.heldOut) / static_cast<double>(report.kept);
            QVERIFY2(share > 0.04 && share < 0.06, qPrintable(QString::number(share)));
        }
    }
};

QTEST_GUILESS_MAIN(TestReferenceDatasets)
#include "tst_reference_datasets.moc"
