// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/curate/export_rows.h"
#include "core/data/import_file.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

using namespace core;
using namespace core::curate;

class TestExportRows : public QObject {
    Q_OBJECT

    /// Imports `bytes`, exports every row as imported, and returns the exported file's bytes.
    static std::string roundTrip(const std::string& name, const std::string& bytes)
    {
        const support::TemporaryFolder folder;
        const auto file = folder.write(name, bytes);
        const auto format = data::detectFormat(file);
        const auto target = folder.path() / ("out-" + name);
        RowExporter exporter(target, ExportLayout::AsImported, format);
        const auto reader = data::openRows(file, format);
        for (data::ReadRow row; reader->next(row);)
            exporter.addRaw(row.raw.bytes);
        const std::string sha256 = exporter.commit();
        const std::string written = readFile(target, 1U << 20U);
        if (core::sha256(written) != sha256)
            QTest::qFail("the hash is not that of the file", __FILE__, __LINE__);
        return written;
    }

private Q_SLOTS:
    void keepsBytesOfLines()
    {
        const std::string lines = "{\"prompt\": \"a\",  \"response\":\"\\u00e9\"}\n{\"response\":\"x\",\"prompt\":\"b\"}\n";
        QCOMPARE(roundTrip("rows.jsonl", lines), lines);
    }

    void keepsElementsOfLists()
    {
        QCOMPARE(
            roundTrip("rows.json", "[ {\"prompt\":\"a\",\n \"response\":\"1\"} , {\"prompt\":\"b\",\"response\":\"2\"} ]"),
            std::string("[\n{\"prompt\":\"a\",\n \"response\":\"1\"},\n{\"prompt\":\"b\",\"response\":\"2\"}\n]\n"));
    }

    void keepsRowsAndHeaderOfTables()
    {
        const std::string table = "prompt,\"a \"\"b\"\", c\",response\n\"x\ny\",1,2\nz,,\"\"\n";
        QCOMPARE(roundTrip("rows.csv", table), table);
    }

    void writesMappedText()
    {
        const support::TemporaryFolder folder;
        RowExporter exporter(folder.path() / "mapped.jsonl", ExportLayout::MappedJsonl, {});
        exporter.addMapped({ 7 }, "gsm8k", { data::ExampleShape::PromptResponse, "2+2?", "", "4", "", {} });
        exporter.addMapped(
            { 8 }, "", { data::ExampleShape::Conversation, "", "", "", "", { { "user", "hi" }, { "assistant", "ho" } } });
        exporter.commit();
        const auto lines = support::linesOf(folder.path() / "mapped.jsonl");
        QCOMPARE(lines.size(), 2U);
        QCOMPARE(lines[0], std::string(R"({"id":7,"source":"gsm8k","instruction":"2+2?","output":"4"})"));
        QCOMPARE(lines[1],
            std::string(
                R"({"id":8,"source":"","messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"ho"}]})"));
    }

    void leavesNothingBehindWithoutCommit()
    {
        const support::TemporaryFolder folder;
        {
            RowExporter exporter(folder.path() / "rows.jsonl", ExportLayout::AsImported, {});
            exporter.addRaw("{}");
        }
        QVERIFY(std::filesystem::is_empty(folder.path()));
    }
};

QTEST_GUILESS_MAIN(TestExportRows)
#include "tst_export_rows.moc"
