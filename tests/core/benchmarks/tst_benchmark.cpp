// SPDX-License-Identifier: Apache-2.0
#include "core/benchmarks/benchmark.h"

#include "core/base/json.h"
#include "tests/support/support.h"

#include <QTest>

using namespace core::benchmarks;

class TestBenchmark : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itemsAreRead()
    {
        const support::TemporaryFolder folder;
        const auto items = readBenchmark(folder.write("b.jsonl",
            "{\"id\":\"a\",\"source\":\"s\",\"instruction\":\"How?\",\"answer\":\"4\",\"more\":[]}\r\n\n"
            "{\"id\":7,\"instruction\":\"Why?\",\"answer\":-2.5}"));
        QCOMPARE(items.size(), std::size_t{ 2 });
        QCOMPARE(items[0].source, std::string("s"));
        QCOMPARE(items[1].id, std::string("7"));
        QCOMPARE(items[1].answer, std::string("-2.5"));
        QCOMPARE(items[1].source, std::string());
    }

    void badFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("place");
        const QByteArray good = "{\"id\":\"a\",\"instruction\":\"How?\",\"answer\":\"4\"}\n";
        const auto row = [](const char* what, const QByteArray& bytes, std::string_view code, const char* place) {
            QTest::newRow(what) << bytes << QString::fromUtf8(code.data(), static_cast<qsizetype>(code.size())) << place;
        };
        row("empty", "", benchmark_faults::noItems.code, "b.jsonl");
        row("blank lines", "\n  \r\n", benchmark_faults::noItems.code, "b.jsonl");
        row("an id twice", good + good, benchmark_faults::repeatedId.code, "line 2");
        row("nothing asked", "{\"id\":\"a\",\"instruction\":\"\",\"answer\":\"4\"}", benchmark_faults::nothingToAsk.code,
            "line 1");
        row("no answer text", good + "{\"id\":\"b\",\"instruction\":\"How?\",\"answer\":\"\"}",
            benchmark_faults::nothingToAsk.code, "line 2");
        row("no answer", "{\"id\":\"a\",\"instruction\":\"How?\"}", core::json_faults::missingField.code, "line 1");
        row("an answer that is a list", "{\"id\":\"a\",\"instruction\":\"How?\",\"answer\":[]}",
            core::json_faults::wrongType.code, "line 1");
        row("a list", "[]", core::json_faults::notAnObject.code, "line 1");
        row("cut short", good + "{\"id\":", core::json_faults::notJson.code, "line 2");
        row("bytes", QByteArray("\xff\x00{", 3), core::json_faults::notJson.code, "line 1");
    }

    void badFilesAreRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, code);
        QFETCH(QString, place);
        const support::TemporaryFolder folder;
        const auto file = folder.write("b.jsonl", bytes.toStdString());
        const core::Error error = support::errorOf([&] { readBenchmark(file); });
        QCOMPARE(QString::fromStdString(error.code()), code);
        QVERIFY2(error.message().find(place.toStdString()) != std::string::npos, error.what());
        QVERIFY2(error.message().find("b.jsonl") != std::string::npos, error.what());
    }

    void aFileThatIsNotThere()
    {
        QVERIFY(!support::errorOf([] { readBenchmark("/nowhere/b.jsonl"); }).message().empty());
    }
};

QTEST_GUILESS_MAIN(TestBenchmark)
#include "tst_benchmark.moc"
