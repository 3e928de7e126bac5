// SPDX-License-Identifier: Apache-2.0
#include "core/data/mapping.h"
#include "tests/support/support.h"

#include <QtTest>

using namespace core::data;

class TestMapping : public QObject {
    Q_OBJECT

private:
    support::TemporaryFolder folder_;

    RowSample sample(const std::string& row, int copies = 1)
    {
        std::string bytes;
        for (int i = 0; i < copies; ++i)
            bytes += row + "\n";
        return sampleRows(folder_.write("rows.jsonl", bytes), {});
    }

    std::string parseCode(const std::string& text)
    {
        const RowSample rows = sample(R"({"question":"a","answer":"b","topic":"c","meta":{"x":1}})");
        return support::errorOf([&] { parseMapping(text, rows, "rows.jsonl"); }).code();
    }

private Q_SLOTS:
    void detected_data()
    {
        QTest::addColumn<QString>("row");
        QTest::addColumn<QString>("mapping");
        const auto row = [](const char* bytes, const char* mapping) { QTest::newRow(mapping) << bytes << mapping; };
        row(R"({"instruction":"a","input":"","output":"b"})", "prompt=instruction,input=input,response=output");
        row(R"({"id":"x","source":"s","instruction":"a","output":"b","answer":"4"})",
            "prompt=instruction,response=output,source=source,id=id,answer=answer");
        row(R"({"prompt":"a","completion":"b"})", "prompt=prompt,response=completion");
        row(R"({"prompt":"a","chosen":"b","rejected":"c"})", "prompt=prompt,response=chosen");
        row(R"({"question":"a","answer":"b"})", "prompt=question,response=answer");
        row(R"({"question":"a","solution":"b","answer":"c","category":"d"})",
            "prompt=question,response=solution,source=category,answer=answer");
        row(R"({"problem":"a","solution":"b","type":"Algebra","level":"Level 5"})",
            "prompt=problem,response=solution,source=type");
        row(R"({"query":"a","response":"b","type":"GSM"})", "prompt=query,response=response,source=type");
        row(R"({"INSTRUCTION":"a","RESPONSE":"b","SOURCE":"c"})", "prompt=INSTRUCTION,response=RESPONSE,source=SOURCE");
        row(R"({"system_prompt":"s","question":"a","response":"b","id":1})", "prompt=question,response=response,id=id");
        row(R"({"inputs":"a","targets":"b"})", "prompt=inputs,response=targets");
        row(R"({"text":"a","meta":{"x":1}})", "text=text");
        row(R"({"content":"a"})", "text=content");
        row(R"({"messages":[{"role":"user","content":"a"}],"prompt":"x","response":"y"})", "messages=messages");
        row(R"({"id":"1","conversations":[{"from":"human","value":"a"}]})", "messages=conversations,id=id");
        row(R"({"instruction":"a","context":"c","response":"b","category":"qa"})",
            "prompt=instruction,input=context,response=response,source=category");
    }

    void detected()
    {
        QFETCH(QString, row);
        QFETCH(QString, mapping);
        QCOMPARE(QString::fromStdString(describeMapping(detectMapping(sample(row.toStdString()), "f"))), mapping);
    }

    void aSourceRepeats()
    {
        std::string distinct;
        for (int i = 0; i < 40; ++i)
            distinct += R"({"text":"x","source":"https://a/)" + std::to_string(i) + R"(","topic":"t"})" + "\n";
        QCOMPARE(detectMapping(sample(distinct), "f").source, "topic");
    }

    void columnsThatAreMostlyEmptyAreNotTaken()
    {
        QCOMPARE(
            describeMapping(detectMapping(sample(R"({"prompt":"","response":"","question":"a","answer":"b"})", 5), "f")),
            "prompt=question,response=answer");
    }

    void unknownLayoutNamesTheFields()
    {
        const RowSample rows = sample(R"({"foo":"a","bar":"b"})");
        const core::Error error = support::errorOf([&] { detectMapping(rows, "mix.jsonl"); });
        QCOMPARE(error.code(), "mapping/not-found");
        QVERIFY(error.message().find("mix.jsonl") != std::string::npos);
        QVERIFY(error.message().find("foo, bar") != std::string::npos);
    }

    void given()
    {
        const RowSample rows = sample(R"({"foo":"a","bar":"b","kind":"c","answer":"d","meta":{"x":"y"}})");
        QCOMPARE(describeMapping(parseMapping(" instruction = foo , output=bar", rows, "f")),
            "prompt=foo,response=bar,answer=answer");
        QCOMPARE(describeMapping(parseMapping("prompt=foo,response=bar,source=kind,answer=meta.x", rows, "f")),
            "prompt=foo,response=bar,source=kind,answer=meta.x");
        QCOMPARE(describeMapping(parseMapping("text=foo", rows, "f")), "text=foo,answer=answer");
    }

    void onlyTheSourceGiven()
    {
        const RowSample rows = sample(R"({"question":"a","answer":"b","level":"c"})");
        QCOMPARE(describeMapping(parseMapping("source=level", rows, "f")), "prompt=question,response=answer,source=level");
    }

    void refused()
    {
        QCOMPARE(parseCode("question"), "mapping/syntax");
        QCOMPARE(parseCode("prompt="), "mapping/syntax");
        QCOMPARE(parseCode("asker=question"), "mapping/unknown-role");
        QCOMPARE(parseCode("prompt=nope,response=answer"), "mapping/unknown-field");
        QCOMPARE(parseCode("prompt=question,instruction=topic"), "mapping/twice");
        QCOMPARE(parseCode("prompt=question"), "mapping/incomplete");
        QCOMPARE(parseCode("prompt=question,response=answer,text=topic"), "mapping/mixed");
    }

    void stored()
    {
        Mapping mapping;
        mapping.shape = ExampleShape::Conversation;
        mapping.messages = "a,b=\"c\"";
        mapping.source = "s";
        QCOMPARE(decodeMapping(encodeMapping(mapping)), mapping);
        for (const char* bad :
            { "", "[]", "{}", "{\"prompt\":\"a\"}", "{\"prompt\":1,\"response\":\"b\"}", "{\"wrong\":\"a\"}" })
            QCOMPARE(support::errorOf([&] { decodeMapping(bad); }).code(), "mapping/stored");
    }

    void sampleCounts()
    {
        const RowSample rows = sampleRows(
            folder_.write("rows.jsonl", "{\"a\":\"x\",\"b\":1}\nbroken\n{\"a\":\"\",\"c\":[1]}\n{\"a\":\"x\"}\n"), {});
        QCOMPARE(rows.rows, 3U);
        QCOMPARE(rows.fields.size(), std::size_t{ 3 });
        QCOMPARE(rows.fields[0].texts, 2U);
        QCOMPARE(rows.fields[0].distinct, 1U);
        QCOMPARE(rows.fields[1].scalars, 1U);
        QCOMPARE(rows.fields[2].others, 1U);
    }
};

QTEST_GUILESS_MAIN(TestMapping)
#include "tst_mapping.moc"
