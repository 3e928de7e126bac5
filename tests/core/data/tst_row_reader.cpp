// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"
#include "core/data/row_reader.h"
#include "tests/support/support.h"

#include <QtTest>

using namespace core::data;

namespace {

struct Got {
    std::vector<std::string> rows; ///< "line:offset:bytes"
    std::vector<std::string> faults; ///< "line:code"
    bool lastTerminated = true;
    std::string sha256;
};

std::string joined(const std::vector<std::string>& items)
{
    std::string text;
    for (const std::string& item : items)
        text += (text.empty() ? "" : " ") + item;
    return text;
}

} // namespace

class TestRowReader : public QObject {
    Q_OBJECT

private:
    support::TemporaryFolder folder_;

    Got read(const std::string& bytes, FileFormat format, char delimiter = ',')
    {
        const auto file = folder_.write("rows", bytes);
        const auto reader = openRows(file, { format, delimiter, {} });
        Got got;
        ReadRow row;
        while (reader->next(row)) {
            if (row.fault != nullptr) {
                got.faults.push_back(std::to_string(row.raw.line) + ":" + std::string(row.fault->code));
                continue;
            }
            got.rows.push_back(
                std::to_string(row.raw.line) + ":" + std::to_string(row.raw.offset) + ":" + std::string(row.raw.bytes));
            got.lastTerminated = row.raw.terminated;
        }
        got.sha256 = reader->sha256();
        return got;
    }

    void expect(const Got& got, const std::string& rows, const std::string& faults = {})
    {
        QCOMPARE(QString::fromStdString(joined(got.rows)), QString::fromStdString(rows));
        QCOMPARE(QString::fromStdString(joined(got.faults)), QString::fromStdString(faults));
    }

private Q_SLOTS:
    void linesKeepTheirPlaces()
    {
        const std::string bytes = "\xEF\xBB\xBF{\"a\":1}\r\n\n  \t\n{\"b\":2}\nrubbish\n{\"c\"";
        const Got got = read(bytes, FileFormat::Jsonl);
        expect(got, "1:3:{\"a\":1} 4:17:{\"b\":2} 5:25:rubbish 6:33:{\"c\"");
        QVERIFY(!got.lastTerminated);
        QCOMPARE(got.sha256, core::sha256(bytes));
    }

    void noRows()
    {
        expect(read("", FileFormat::Jsonl), "");
        expect(read("\n\n", FileFormat::Jsonl), "");
        expect(read("[]", FileFormat::JsonArray), "");
        expect(read("a,b\n", FileFormat::Csv), "");
    }

    void rowsLongerThanTheWindow()
    {
        const std::string longer = "{\"a\":\"" + std::string(3U << 20U, 'x') + "\"}";
        const Got lines = read("{}\n" + longer + "\n{}\n", FileFormat::Jsonl);
        QCOMPARE(lines.rows.size(), std::size_t{ 3 });
        QCOMPARE(lines.rows[1], "2:3:" + longer);
        const Got list = read("[{},\n" + longer + ",{}]", FileFormat::JsonArray);
        QCOMPARE(list.rows.size(), std::size_t{ 3 });
        QCOMPARE(list.rows[1], "2:5:" + longer);
        const std::string cell = '"' + std::string(3U << 20U, '\n') + '"';
        const Got table = read("a\n" + cell + "\nlast\n", FileFormat::Csv);
        QCOMPARE(table.rows.size(), std::size_t{ 2 });
        QCOMPARE(table.rows[1], std::to_string((3U << 20U) + 3) + ":" + std::to_string(cell.size() + 3) + ":last");
    }

    void tooLongRowsAreSkipped()
    {
        const std::string longest(longestRow + 1, 'x');
        expect(read("{}\n" + longest + "\n{}\n", FileFormat::Jsonl), "1:0:{} 3:67108869:{}", "2:json-rows/too-long");
        expect(read("[{},\"" + longest + "\",\n{}]", FileFormat::JsonArray), "1:1:{} 2:67108873:{}", "1:json-rows/too-long");
        expect(read("a\n" + longest + "\nb\n", FileFormat::Csv), "3:67108868:b", "2:csv-rows/too-long");
    }

    void lists()
    {
        expect(read("[{\"a\":\"],}\"} ,\n {\"b\":[1,{}]},3 ]\n", FileFormat::JsonArray),
            "1:1:{\"a\":\"],}\"} 2:16:{\"b\":[1,{}]} 2:29:3");
        expect(read("[{\"a\":\"\\\\\"},{\"a\":\"\\\"]\"}]", FileFormat::JsonArray),
            "1:1:{\"a\":\"\\\\\"} 1:12:{\"a\":\"\\\"]\"}");
    }

    void wrappedLists()
    {
        expect(read("{\"version\":\"[{\",\"n\":[1],\n\"data\":[{\"a\":1},{}],\"more\":{\"x\":[]}}", FileFormat::JsonArray),
            "2:33:{\"a\":1} 2:41:{}");
        QCOMPARE(support::errorOf([&] { read("{\"a\":{\"0\":1}}", FileFormat::JsonArray); }).code(), "json-rows/no-list");
        QCOMPARE(
            support::errorOf([&] { read("{\"a\":[1],\"b\":[2]}", FileFormat::JsonArray); }).code(), "json-rows/no-list");
        QCOMPARE(support::errorOf([&] { read("text", FileFormat::JsonArray); }).code(), "json-rows/no-list");
        QCOMPARE(support::errorOf([&] { read("{\"a\":[{}],\"b\":[{}]}", FileFormat::JsonArray); }).code(),
            "json-rows/several-lists");
    }

    void brokenLists_data()
    {
        QTest::addColumn<QString>("bytes");
        QTest::addColumn<QString>("rows");
        QTest::addColumn<QString>("faults");
        QTest::newRow("torn") << "[{},\n{\"a\":"
                              << "1:1:{}"
                              << "2:json-rows/torn";
        QTest::newRow("unclosed") << "[{}"
                                  << "1:1:{}"
                                  << "1:json-rows/unclosed-list";
        QTest::newRow("unclosed behind a comma") << "[{},"
                                                 << "1:1:{}"
                                                 << "1:json-rows/unclosed-list";
        QTest::newRow("no comma") << "[{} {}]"
                                  << "1:1:{} 1:4:{}"
                                  << "1:json-rows/list-syntax";
        QTest::newRow("two commas") << "[{},,{}]"
                                    << "1:1:{} 1:5:{}"
                                    << "1:json-rows/list-syntax";
        QTest::newRow("comma at the end") << "[{},]"
                                          << "1:1:{}"
                                          << "1:json-rows/list-syntax";
        QTest::newRow("wrong bracket") << "[{}},{}]"
                                       << "1:1:{} 1:5:{}"
                                       << "1:json-rows/list-syntax 1:json-rows/list-syntax";
        QTest::newRow("more behind") << "[{}]\n[{}]"
                                     << "1:1:{}"
                                     << "2:json-rows/after-list";
        QTest::newRow("unclosed wrapper") << "{\"d\":[{}]"
                                          << "1:6:{}"
                                          << "1:json-rows/unclosed-list";
        QTest::newRow("broken wrapper") << "{\"d\":[{}],x}"
                                        << "1:6:{}"
                                        << "1:json-rows/after-list";
    }

    void brokenLists()
    {
        QFETCH(QString, bytes);
        QFETCH(QString, rows);
        QFETCH(QString, faults);
        expect(read(bytes.toStdString(), FileFormat::JsonArray), rows.toStdString(), faults.toStdString());
    }

    void tables()
    {
        const Got got = read("\xEF\xBB\xBF"
                             "a,b\r\n1,\"x\r\ny \"\"z\"\"\"\r\n\r\n,\"\"\n\"3\",4",
            FileFormat::Csv);
        expect(got, "2:8:1,\"x\r\ny \"\"z\"\"\" 5:26:,\"\" 6:30:\"3\",4");
        QVERIFY(!got.lastTerminated);
        expect(read("a\tb\n\t\nx\t\"1\"", FileFormat::Csv, '\t'), "2:4:\t 3:6:x\t\"1\"");
        expect(read("a\r1\r2\r", FileFormat::Csv), "2:2:1 3:4:2");
    }

    void brokenQuotesCostOneLine()
    {
        expect(read("a,b\n1,\"say \"hi\" now\"\n2,3\n", FileFormat::Csv), "3:21:2,3", "2:csv-rows/text-after-quote");
        expect(read("a,b\n1,\"open\n2,3\n4,5\n", FileFormat::Csv), "3:12:2,3 4:16:4,5", "2:csv-rows/unclosed-quote");
        expect(read("a,b\n1,in\"side\n", FileFormat::Csv), "2:4:1,in\"side");
    }
};

QTEST_GUILESS_MAIN(TestRowReader)
#include "tst_row_reader.moc"
