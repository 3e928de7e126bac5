// SPDX-License-Identifier: Apache-2.0
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "core/data/prompt.h"
#include "core/data/row_fields.h"
#include "core/data/row_mapper.h"
#include "core/data/row_reader.h"
#include "tests/support/support.h"

using namespace core::data;

namespace {

Mapping pairMapping()
{
    Mapping mapping;
    mapping.instruction = "q";
    mapping.response = "a";
    mapping.source = "s";
    mapping.id = "id";
    return mapping;
}

Mapping messagesMapping()
{
    Mapping mapping;
    mapping.shape = ExampleShape::Conversation;
    mapping.messages = "m";
    return mapping;
}

std::string deep(int levels)
{
    return "{\"q\":" + std::string(static_cast<std::size_t>(levels), '[')
        + std::string(static_cast<std::size_t>(levels), ']') + "}";
}

} // namespace

class TestRowMapper : public QObject {
    Q_OBJECT

private:
    MapOutcome outcome_;

    MappedRow map(const Mapping& mapping, const std::string& bytes, const RowFormat& format = {})
    {
        RowMapper mapper(format, mapping);
        MappedRow row;
        outcome_ = mapper.map(bytes, row);
        return row;
    }

    std::string codeOf(const Mapping& mapping, const std::string& bytes, const RowFormat& format = {})
    {
        map(mapping, bytes, format);
        return outcome_.fault == nullptr ? "" : std::string(outcome_.fault->code);
    }

private Q_SLOTS:
    void values()
    {
        const MappedRow row = map(pairMapping(), R"({"q":"a\u00e9\n","a":true,"s":7,"id":18446744073709551615})");
        QVERIFY(outcome_.fault == nullptr);
        QCOMPARE(row.text.instruction, "a\xC3\xA9\n");
        QCOMPARE(row.text.response, "true");
        QCOMPARE(row.source, "7");
        QCOMPARE(row.externalId, "18446744073709551615");
    }

    void numbersKeepTheirDigits()
    {
        QCOMPARE(map(pairMapping(), R"({"q":"x","a":3.50})").text.response, "3.50");
        QCOMPARE(map(pairMapping(), "{\"q\":\"\\\"1\\\"\",\"a\":1e400}").text.response, "1e400");
        QCOMPARE(map(pairMapping(), R"({"q":"x","a":123456789012345678901234567890})").text.response,
            "123456789012345678901234567890");
        QCOMPARE(map(pairMapping(), R"({"q":"\ud800 1","a":1e400})").text.response, "1e400");
        QVERIFY(outcome_.warnings.replacedSurrogates);
        QCOMPARE(codeOf(pairMapping(), R"({"q":"x","a":01})"), "json-rows/not-json");
        QCOMPARE(codeOf(pairMapping(), R"({"q":"x","a":1.e5})"), "json-rows/not-json");
    }

    void surrogates()
    {
        QCOMPARE(map(pairMapping(), R"({"q":"\ud83d\ude00 \\ud800 \udc00\ud800","a":"y"})").text.instruction,
            "\xF0\x9F\x98\x80 \\ud800 \xEF\xBF\xBD\xEF\xBF\xBD");
        QVERIFY(outcome_.warnings.replacedSurrogates);
        map(pairMapping(), R"({"q":"\ud83d\ude00","a":"y"})");
        QVERIFY(!outcome_.warnings.replacedSurrogates);
    }

    void duplicateKeys()
    {
        QCOMPARE(map(pairMapping(), R"({"q":"first","a":"y","q":"last"})").text.instruction, "last");
        QVERIFY(outcome_.warnings.duplicateKeys);
        map(pairMapping(), R"({"q":"x","a":"y","z":[{"k":1,"k":2}]})");
        QVERIFY(outcome_.warnings.duplicateKeys);
        std::string many = R"({"q":"x","a":"y")";
        for (int i = 0; i < 40; ++i)
            many += ",\"k" + std::to_string(i) + "\":0";
        map(pairMapping(), many + "}");
        QVERIFY(!outcome_.warnings.duplicateKeys);
        map(pairMapping(), many + ",\"k39\":1}");
        QVERIFY(outcome_.warnings.duplicateKeys);
    }

    void paths()
    {
        Mapping mapping = pairMapping();
        mapping.instruction = "data.q";
        mapping.response = "list.1.a";
        const MappedRow row = map(mapping, R"({"data":{"q":"Q"},"list":[0,{"a":"A"}]})");
        QCOMPARE(row.text.instruction, "Q");
        QCOMPARE(row.text.response, "A");
        QCOMPARE(map(mapping, R"({"data.q":"exact","data":{"q":"Q"},"list":[0,{"a":"A"}]})").text.instruction, "exact");
        QCOMPARE(codeOf(mapping, R"({"data":{"q":"Q"},"list":[0]})"), "mapping/missing-field");
    }

    void refused_data()
    {
        QTest::addColumn<QString>("bytes");
        QTest::addColumn<QString>("code");
        QTest::newRow("not JSON") << "{\"q\":tru}"
                                  << "json-rows/not-json";
        QTest::newRow("two values") << "{} {}"
                                    << "json-rows/not-json";
        QTest::newRow("list") << "[1]"
                              << "json-rows/not-an-object";
        QTest::newRow("number") << "5"
                                << "json-rows/not-an-object";
        QTest::newRow("missing") << R"({"q":"x"})"
                                 << "mapping/missing-field";
        QTest::newRow("null") << R"({"q":"x","a":null})"
                              << "mapping/empty-response";
        QTest::newRow("blank") << R"({"q":"x","a":" \n"})"
                               << "mapping/empty-response";
        QTest::newRow("empty prompt") << R"({"q":"","a":"y"})"
                                      << "mapping/empty-prompt";
        QTest::newRow("object") << R"({"q":{},"a":"y"})"
                                << "mapping/not-text";
        QTest::newRow("list field") << R"({"q":"x","a":["y"]})"
                                    << "mapping/not-text";
        QTest::newRow("too deep") << QString::fromStdString(deep(128)) << "json-rows/too-deep";
        QTest::newRow("as deep as allowed") << QString::fromStdString(deep(127)) << "mapping/not-text";
        QTest::newRow("nesting bomb") << QString::fromStdString(deep(100000)) << "json-rows/too-deep";
    }

    void refused()
    {
        QFETCH(QString, bytes);
        QFETCH(QString, code);
        QCOMPARE(QString::fromStdString(codeOf(pairMapping(), bytes.toStdString())), code);
    }

    void invalidUtf8HasItsPlace()
    {
        QCOMPARE(codeOf(pairMapping(), "{\"q\":\"x\xC3\xA9\xff\",\"a\":\"y\"}"), "json-rows/not-utf8");
        QCOMPARE(outcome_.offset, std::uint64_t{ 9 });
        QCOMPARE(
            codeOf(pairMapping(), "x\xC3\xA9\xed\xa0\x80,y", { FileFormat::Csv, ',', { "q", "a" } }), "csv-rows/not-utf8");
        QCOMPARE(outcome_.offset, std::uint64_t{ 3 });
    }

    void nulCharacters()
    {
        QCOMPARE(map(pairMapping(), R"({"q":"a\u0000b","a":"y"})").text.instruction, std::string("a\0b", 3));
        QCOMPARE(codeOf(pairMapping(), std::string("{\"q\":\"a\0b\"}", 11)), "json-rows/not-json");
        QCOMPARE(
            codeOf(pairMapping(), std::string("a\0b,y", 5), { FileFormat::Csv, ',', { "q", "a" } }), "csv-rows/nul-byte");
    }

    void unreadableMetadata()
    {
        const MappedRow row = map(pairMapping(), R"({"q":"x","a":"y","s":["z"]})");
        QVERIFY(outcome_.fault == nullptr && outcome_.warnings.unreadableMetadata);
        QCOMPARE(row.source, "");
    }

    void conversations()
    {
        const MappedRow share = map(messagesMapping(),
            R"({"m":[{"from":"system","value":"S"},{"from":"human","value":"H"},{"from":"gpt","value":"G"}]})");
        const std::vector<Message> expected{ { "system", "S" }, { "user", "H" }, { "assistant", "G" } };
        QCOMPARE(share.text.messages, expected);
        QCOMPARE(promptText(share.text), "S\nH");
        QCOMPARE(responseText(share.text), "G");
        const MappedRow parts = map(messagesMapping(),
            R"({"m":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},{"role":"assistant","content":2.50}]})");
        const std::vector<Message> expectedParts{ { "user", "ab" }, { "assistant", "2.50" } };
        QCOMPARE(parts.text.messages, expectedParts);
    }

    void brokenConversations()
    {
        QCOMPARE(codeOf(messagesMapping(), R"({"m":"text"})"), "mapping/not-messages");
        QCOMPARE(codeOf(messagesMapping(), R"({"m":["text"]})"), "mapping/not-messages");
        QCOMPARE(codeOf(messagesMapping(), R"({"m":[{"role":"user"}]})"), "mapping/not-messages");
        QCOMPARE(codeOf(messagesMapping(), R"({"m":[{"role":"wizard","content":""}]})"), "mapping/message-role");
        QCOMPARE(codeOf(messagesMapping(), R"({"m":[]})"), "mapping/no-assistant");
        QCOMPARE(codeOf(messagesMapping(), R"({"m":[{"role":"user","content":"x"},{"role":"assistant","content":" "}]})"),
            "mapping/no-assistant");
    }

    void tables()
    {
        const RowFormat format{ FileFormat::Csv, ';', { "q", "a", "s" } };
        const MappedRow row = map(pairMapping(), "\"x;\r\n\"\"y\"\"\";4;", format);
        QCOMPARE(row.text.instruction, "x;\r\n\"y\"");
        QCOMPARE(row.text.response, "4");
        QCOMPARE(codeOf(pairMapping(), "x;y", format), "csv-rows/column-count");
        QCOMPARE(outcome_.detail, "2 instead of 3");
        QCOMPARE(codeOf(pairMapping(), "x", { FileFormat::Csv, ';', { "q" } }), "mapping/missing-field");
        QCOMPARE(codeOf(messagesMapping(), "x", { FileFormat::Csv, ';', { "m" } }), "mapping/not-messages");
    }

    void runningText()
    {
        Mapping mapping;
        mapping.shape = ExampleShape::Text;
        mapping.text = "t";
        QCOMPARE(map(mapping, R"({"t":"words"})").text.text, "words");
        QCOMPARE(codeOf(mapping, R"({"t":" "})"), "mapping/empty-text");
    }

    void aMapperForgetsTheRowBefore()
    {
        RowMapper mapper({}, pairMapping());
        MappedRow row;
        mapper.map(R"({"q":"x","a":"y","s":"z","id":"1"})", row);
        mapper.map(R"({"q":"u","a":"v"})", row);
        QVERIFY(row.source.empty() && row.externalId.empty());
        QCOMPARE(row.text.instruction, "u");
        const core::Error error = support::errorOf([&] { mapper.mapped("{}", { "rows.jsonl", 3 }); });
        QCOMPARE(error.message(), "rows.jsonl, line 3: a mapped field is missing (q)");
    }

    void fieldsOfARawRow()
    {
        const std::vector<RowField> expected{ { "a", "x\n" }, { "b", "[1,{\"c\":null}]" }, { "d", "1" } };
        QCOMPARE(parseRow({}, R"({"a":"x\n","b":[1, {"c": null}],"d":1})"), expected);
        const std::vector<RowField> cells{ { "p", "1" }, { "q", "a,b" } };
        QCOMPARE(parseRow({ FileFormat::Csv, ',', { "p", "q" } }, "1,\"a,b\""), cells);
        QCOMPARE(support::errorOf([] { parseRow({}, "nope"); }).code(), "json-rows/not-json");
    }

    void promptsDecideTheSide()
    {
        ExampleText text;
        text.instruction = "What is";
        text.input = "2 + 2?";
        text.response = "4";
        QCOMPARE(promptText(text), "What is\n2 + 2?");
        const std::uint64_t hash = promptHash(text);
        text.response = "four";
        QCOMPARE(promptHash(text), hash);
        text.input = "2 + 3?";
        QVERIFY(promptHash(text) != hash);
        int heldOut = 0;
        for (int i = 0; i < 20000; ++i) {
            text.input = std::to_string(i);
            heldOut += isHeldOut(promptHash(text));
        }
        QVERIFY2(heldOut > 850 && heldOut < 1150, qPrintable(QString::number(heldOut)));
        QCOMPARE(countCharacters("a\xC3\xA9\xF0\x9F\x98\x80"), std::uint64_t{ 3 });
    }
};

QTEST_GUILESS_MAIN(TestRowMapper)
#include "tst_row_mapper.moc"
