// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/curate/export_rows.h"
#include "core/curate/row_layout.h"
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
        RowExporter exporter(target, format);
        const auto reader = data::openRows(file, format);
        for (data::ReadRow row; reader->next(row);)
            exporter.addRaw(row.raw.bytes);
        const std::string sha256 = exporter.finish();
        exporter.commit();
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

    void writesObjectsAndCells()
    {
        const support::TemporaryFolder folder;
        const core::OrderedJson row{ { "b", 1 }, { "a", "x\ny" } };
        RowExporter list(folder.path() / "a.json", { data::FileFormat::JsonArray, ',', {} });
        list.addObject(row);
        list.addObject(row);
        list.finish();
        list.commit();
        QCOMPARE(readFile(folder.path() / "a.json", 1000),
            std::string("[\n{\"b\":1,\"a\":\"x\\ny\"},\n{\"b\":1,\"a\":\"x\\ny\"}\n]\n"));
        RowExporter table(folder.path() / "a.tsv", { data::FileFormat::Csv, '\t', { "a", "b,c" } });
        table.addCells({ "x\ty", "1" });
        table.finish();
        table.commit();
        QCOMPARE(readFile(folder.path() / "a.tsv", 1000), std::string("a\tb,c\n\"x\ty\"\t1\n"));
        RowExporter wrong(folder.path() / "b.csv", { data::FileFormat::Csv, ',', { "a", "b" } });
        QCOMPARE(support::errorOf([&] { wrong.addCells({ "1" }); }).kind(), ErrorKind::Internal);
    }

    /// Whatever stands in strings and numbers stays, to the digit.
    void makesOneLineOfAnElement()
    {
        QCOMPARE(compactJson("{ \"a b\\\" \" :\t1.0e5 ,\r\n \"c\" : [ 1 , \"\\\\\" ] }"),
            std::string("{\"a b\\\" \":1.0e5,\"c\":[1,\"\\\\\"]}"));
        const support::TemporaryFolder folder;
        RowExporter exporter(folder.path() / "a.jsonl", {});
        exporter.addRaw("{\n  \"a\": 1\n}");
        exporter.addRaw("{ \"a\": 2 }"); // one line already: byte for byte
        exporter.finish();
        exporter.commit();
        QCOMPARE(support::linesOf(folder.path() / "a.jsonl"), (std::vector<std::string>{ "{\"a\":1}", "{ \"a\": 2 }" }));
    }

    void laysOutMappedRows()
    {
        const data::ExampleText pair{ data::ExampleShape::PromptResponse, "2+2?", "", "4", "", {} };
        const data::ExampleText withInput{ data::ExampleShape::PromptResponse, "Add.", "2 2", "4", "", {} };
        const data::ExampleText talk{ data::ExampleShape::Conversation, "", "", "", "",
            { { "user", "hi" }, { "assistant", "ho" } } };
        const data::ExampleText prose{ data::ExampleShape::Text, "", "", "", "Once.", {} };
        const auto dumped = [](ExportLayout layout, const data::ExampleText& text) {
            return rowObject(layout, { 7 }, "gsm8k", text).dump();
        };
        QCOMPARE(dumped(ExportLayout::Mapped, pair),
            std::string(R"({"id":7,"source":"gsm8k","instruction":"2+2?","output":"4"})"));
        QCOMPARE(dumped(ExportLayout::Mapped, talk),
            std::string(
                R"({"id":7,"source":"gsm8k","messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"ho"}]})"));
        QCOMPARE(dumped(ExportLayout::Mapped, prose), std::string(R"({"id":7,"source":"gsm8k","text":"Once."})"));
        QCOMPARE(dumped(ExportLayout::Messages, withInput),
            std::string(R"({"messages":[{"role":"user","content":"Add.\n2 2"},{"role":"assistant","content":"4"}]})"));
        QCOMPARE(support::errorOf([&] { dumped(ExportLayout::Messages, prose); }).kind(), ErrorKind::BadInput);
        QCOMPARE(mappedCells({ 7 }, "s", withInput), (std::vector<std::string>{ "7", "s", "Add.", "2 2", "4" }));
        QCOMPARE(mappedCells({ 7 }, "s", prose).size(), mappedColumns(data::ExampleShape::Text).size());
        QCOMPARE(support::errorOf([&] { mappedColumns(data::ExampleShape::Conversation); }).kind(), ErrorKind::BadInput);
    }

    void laysOutOwnFields()
    {
        const auto fields = tableFields({}, R"({"a": "x", "n": null, "s": "null", "v": 1.50, "l": [1, 2]})");
        QCOMPARE(cellsOf(fields, { "a", "n", "absent", "l", "v", "s" }),
            (std::vector<std::string>{ "x", "", "", "[1,2]", "1.5", "null" }));
        QCOMPARE(objectOf({ { "b", "1" }, { "a", "" } }).dump(), std::string(R"({"b":"1","a":""})"));
        for (const auto layout : allExportLayouts)
            QVERIFY(exportLayout(nameOf(layout)) == layout);
        QVERIFY(!exportLayout("sideways"));
    }

    void leavesNothingBehindWithoutCommit()
    {
        const support::TemporaryFolder folder;
        {
            RowExporter exporter(folder.path() / "rows.jsonl", {});
            exporter.addRaw("{}");
        }
        QVERIFY(std::filesystem::is_empty(folder.path()));
    }
};

QTEST_GUILESS_MAIN(TestExportRows)
#include "tst_export_rows.moc"
