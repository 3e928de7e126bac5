// SPDX-License-Identifier: Apache-2.0
#include "core/data/row_format.h"
#include "tests/support/support.h"

#include <QtTest>

using namespace core::data;
using namespace std::string_literals;

class TestRowFormat : public QObject {
    Q_OBJECT

private:
    support::TemporaryFolder folder_;

    RowFormat detect(const std::string& name, const std::string& bytes, const FormatChoice& choice = {})
    {
        return detectFormat(folder_.write(name, bytes), choice);
    }

private Q_SLOTS:
    void recognised_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("bytes");
        QTest::addColumn<QString>("format");
        QTest::newRow("lines") << "a.jsonl"
                               << "{\"a\":1}\n{\"a\":2}\n"
                               << "jsonl";
        QTest::newRow("lines called json") << "a.json"
                                           << "{\"a\":1}\n{\"a\":2}\n"
                                           << "jsonl";
        QTest::newRow("lines without a name") << "a"
                                              << "\xEF\xBB\xBF{\"a\":1}\n{}\n"
                                              << "jsonl";
        QTest::newRow("list called jsonl") << "a.jsonl"
                                           << "[{\"a\":1}]"
                                           << "json";
        QTest::newRow("pretty list") << "a.json"
                                     << "[\n  {\n"
                                     << "json";
        QTest::newRow("one line around a list") << "a.json"
                                                << "{\"data\":[{\"a\":1}]}\n"
                                                << "json";
        QTest::newRow("one conversation") << "a.json"
                                          << "{\"messages\":[{\"role\":\"user\"}]}"
                                          << "jsonl";
        QTest::newRow("pretty wrapper") << "a.json"
                                        << "{\n \"data\": [\n"
                                        << "json";
        QTest::newRow("first row broken") << "a.jsonl"
                                          << "{\"a\":tru}\n{}\n"
                                          << "jsonl";
        QTest::newRow("first row torn off") << "a.jsonl"
                                            << "rubbish\n{}\n"
                                            << "jsonl";
        QTest::newRow("long line") << "a.json"
                                   << "{\"data\":[{\"a\":\"" + QString(300000, 'x') + "\"}]}"
                                   << "json";
        QTest::newRow("long conversation") << "a.json"
                                           << "{\"messages\":[{\"a\":\"" + QString(300000, 'x') + "\"}]}"
                                           << "jsonl";
        QTest::newRow("table") << "a.csv"
                               << "a,b\n1,2\n"
                               << "csv";
        QTest::newRow("table without a name") << "a.txt"
                                              << "a;b\n1;2\n"
                                              << "csv";
        QTest::newRow("table of JSON") << "a.csv"
                                       << "{x},b\n1,2\n"
                                       << "csv";
    }

    void recognised()
    {
        QFETCH(QString, name);
        QFETCH(QString, bytes);
        QFETCH(QString, format);
        const RowFormat found = detect(name.toStdString(), bytes.toStdString());
        QCOMPARE(QString::fromStdString(std::string(nameOf(found.format))), format);
    }

    void delimiters_data()
    {
        QTest::addColumn<QString>("bytes");
        QTest::addColumn<QString>("delimiter");
        QTest::newRow("comma") << "a,b\n\"x;y;z\",2\n"
                               << ",";
        QTest::newRow("semicolon") << "a;b\n\"1,5\";2,5\n1,2;3\n"
                                   << ";";
        QTest::newRow("tab") << "a, first\tb\nx, y, z\t2\n"
                             << "\t";
        QTest::newRow("bar") << "a|b|c\n1|2|3\n"
                             << "|";
        QTest::newRow("one column") << "text\nhello\n"
                                    << ",";
        QTest::newRow("line ends in fields") << "a;b\n\"x\n,\n,\";2\n"
                                             << ";";
    }

    void delimiters()
    {
        QFETCH(QString, bytes);
        QFETCH(QString, delimiter);
        QCOMPARE(QString(QChar(detect("t.csv", bytes.toStdString()).delimiter)), delimiter);
    }

    void headers()
    {
        const RowFormat format = detect("t.csv", "\xEF\xBB\xBF\"a, b\", c ,,c\n1,2,3,4\n");
        QCOMPARE(format.columns, (std::vector<std::string>{ "a, b", "c", "column_3", "c_2" }));
        QCOMPARE(detect("t.csv", "a;b\n", { std::nullopt, '|' }).columns, std::vector<std::string>{ "a;b" });
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const std::string& bytes, const char* code) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << code;
        };
        row("empty", "", "format/empty");
        row("blank", "\xEF\xBB\xBF \n\r\n", "format/empty");
        row("UTF-16 little", "\xff\xfe{\0}\0"s, "format/utf16");
        row("UTF-16 big", "\xfe\xff\0{\0}"s, "format/utf16");
        row("UTF-16 unmarked", "{\0\"\0a\0\"\0:\0001\0}\0\n\0"s, "format/utf16");
        row("UTF-16 big unmarked", "\0{\0\"\0a\0\"\0:\0001\0}\0\n"s, "format/utf16");
        row("UTF-32", "\xff\xfe\0\0{\0\0\0"s, "format/utf32");
        row("UTF-32 unmarked", "{\0\0\0\"\0\0\0a\0\0\0\"\0\0\0:\0\0\0001\0\0\0}\0\0\0"s, "format/utf32");
        row("gzip", "\x1f\x8b\x08", "format/compressed");
        row("zip", "PK\x03\x04zz", "format/compressed");
        row("zstd", "\x28\xb5\x2f\xfdzz", "format/compressed");
        row("Parquet", "PAR1zzzz", "format/container");
        row("binary", std::string(400, '\0') + std::string(400, 'x'), "format/binary");
        row("prose", "Hello there.\nHow are you?\n", "format/unknown");
    }

    void refused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, code);
        const core::Error error = support::errorOf([&] { detect("file", bytes.toStdString()); });
        QCOMPARE(QString::fromStdString(error.code()), code);
        QVERIFY(error.message().find("file") != std::string::npos);
    }

    void headersRefused()
    {
        const auto code = [&](const std::string& bytes) { return support::errorOf([&] { detect("t.csv", bytes); }).code(); };
        QCOMPARE(code("a,\"b\n1,2\n"), "format/header");
        QCOMPARE(code("a,\xff\n1,2\n"), "format/header");
        QCOMPARE(code(std::string(3000, ',') + "\n"), "format/header");
    }

    void words()
    {
        QVERIFY(!parseFormatChoice("auto").format);
        QCOMPARE(*parseFormatChoice("tsv").delimiter, '\t');
        QVERIFY(parseFormatChoice("ndjson").format == FileFormat::Jsonl);
        QCOMPARE(support::errorOf([] { parseFormatChoice("xml"); }).code(), "format/not-a-format");
    }

    void stored()
    {
        const RowFormat table{ FileFormat::Csv, '\t', { "a \"x\"", "b" } };
        QCOMPARE(decodeRowFormat(encodeRowFormat(table)), table);
        const RowFormat list{ FileFormat::JsonArray, ',', {} };
        QCOMPARE(decodeRowFormat(encodeRowFormat(list)), list);
        for (const char* bad : { "", "{}", "{\"format\":\"xml\"}", "{\"format\":\"csv\",\"delimiter\":\"x\",\"columns\":[]}",
                 "{\"format\":\"csv\",\"delimiter\":\",\",\"columns\":[1]}", "{\"format\":\"auto\"}" })
            QCOMPARE(support::errorOf([&] { decodeRowFormat(bad); }).code(), "format/stored");
    }
};

QTEST_GUILESS_MAIN(TestRowFormat)
#include "tst_row_format.moc"
