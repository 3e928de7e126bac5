// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>
#include <limits>

using namespace core;

namespace {

std::string codeOf(const std::function<void()>& action)
{
    return support::errorOf(action).code();
}

std::string parsed(const std::string& text)
{
    return codeOf([&] { parseJson(text, "a.json"); });
}

std::string name(const Fault& fault)
{
    return std::string(fault.code);
}

} // namespace

class TestJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsValidIsRead();
    void whatIsNotJsonIsRefusedWithItsPlace_data();
    void whatIsNotJsonIsRefusedWithItsPlace();
    void aKeyThatStandsTwiceIsRefused();
    void theSameKeyInOtherObjectsIsFine();
    void nestingIsBounded();
    void refusalsAreAlwaysValidUtf8();
    void integersHaveARange();
    void numbersHaveARange();
    void typesAreNotGuessed();
    void absentFieldsHaveDefaults();
    void aRefusalNamesThePathOfTheField();
    void wordsOf64BitsAreStrings();
    void numbersThatJsonLacksAreStrings();
};

void TestJson::whatIsValidIsRead()
{
    const Json value = parseJson(R"({"a": [1, -2.5, true, null, "\u00e9\ud83d\ude00"]})", "a.json");
    QCOMPARE(value["a"][0].get<int>(), 1);
    QCOMPARE(value["a"][4].get<std::string>(), std::string("\xc3\xa9\xf0\x9f\x98\x80"));
}

void TestJson::whatIsNotJsonIsRefusedWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("open object") << QByteArray(R"({"a": 1)");
    QTest::newRow("more after the end") << QByteArray("{} {}");
    QTest::newRow("trailing comma") << QByteArray("[1,]");
    QTest::newRow("comment") << QByteArray("[1] // one");
    QTest::newRow("NaN") << QByteArray("[NaN]");
    QTest::newRow("leading zero") << QByteArray("[01]");
    QTest::newRow("number beyond double") << QByteArray("[1e999]");
    QTest::newRow("control character in a string") << QByteArray("[\"a\nb\"]");
    QTest::newRow("half a surrogate pair") << QByteArray(R"(["\ud83d"])");
    QTest::newRow("byte that is not UTF-8") << QByteArray("[\"\xff\"]");
    QTest::newRow("overlong UTF-8") << QByteArray("[\"\xc0\xaf\"]");
    QTest::newRow("surrogate in UTF-8") << QByteArray("[\"\xed\xa0\x80\"]");
    QTest::newRow("cut UTF-8") << QByteArray("[\"\xe2\x82");
    QTest::newRow("UTF-16") << QByteArray("\xff\xfe[\0]\0", 6);
    QTest::newRow("zero byte") << QByteArray("[1]\0", 4);
}

void TestJson::whatIsNotJsonIsRefusedWithItsPlace()
{
    QFETCH(QByteArray, text);
    const Error error = support::errorOf([&] { parseJson(text.toStdString(), "a.json"); });
    QCOMPARE(error.code(), name(json_faults::notJson));
    QVERIFY2(error.message().starts_with("a.json, byte "), error.what());
}

void TestJson::aKeyThatStandsTwiceIsRefused()
{
    QCOMPARE(parsed(R"({"a": 1, "a": 1})"), name(json_faults::duplicateKey));
    QCOMPARE(parsed(R"([{"b": {"a": 1, "c": {"a": 2}, "\u0061": 3}}])"), name(json_faults::duplicateKey));
    const Error error = support::errorOf([] { parseJson(R"({"d": 1, "d": 2})", "a.json"); });
    QCOMPARE(error.message(), std::string("a.json, key \"d\": the same key stands twice in one object"));
}

void TestJson::theSameKeyInOtherObjectsIsFine()
{
    parseJson(R"({"a": {"a": {"b": 1}, "b": 1}, "b": [{"a": 1}, {"a": 1}]})", "a.json");
}

void TestJson::nestingIsBounded()
{
    const auto nested = [](int depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    parseJson(nested(64), "a.json");
    QCOMPARE(parsed(nested(65)), name(json_faults::tooDeep));
    QCOMPARE(parsed(std::string(10'000'000, '[')), name(json_faults::tooDeep));
    parseJson("[" + nested(2) + "," + nested(2) + "]", "a.json", 3); // depth counts what is open, not what was
    QCOMPARE(codeOf([&] { parseJson(R"({"a": {"b": [1]}})", "a.json", 2); }), name(json_faults::tooDeep));
}

// They are shown on screens and written into JSON.
void TestJson::refusalsAreAlwaysValidUtf8()
{
    const std::string longKey(1000, 'k');
    const std::string euros
        = "kk\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac";
    const std::string cut = euros + euros + euros + euros + euros;
    const std::string texts[] = { "[\"\xff\xfe\"]", "{\"" + longKey + "\": 1, \"" + longKey + "\": 1}",
        "{\"" + cut + "\": 1, \"" + cut + "\": 1}" };
    for (const std::string& text : texts) {
        const Error error = support::errorOf([&] { parseJson(text, "a.json"); });
        QVERIFY(error.message().size() < 250);
        QVERIFY(!Json(error.message()).dump().empty()); // throws on what is not UTF-8
    }
}

void TestJson::integersHaveARange()
{
    const Json object
        = parseJson(R"({"n": 5, "big": 18446744073709551615, "f": 5.0, "most": 9223372036854775807})", "a.json");
    const JsonFields fields(object, "a.json");
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    QCOMPARE(fields.integer("n", 5, 5), std::int64_t{ 5 });
    QCOMPARE(codeOf([&] { fields.integer("n", 6, 9); }), name(json_faults::outOfRange));
    QCOMPARE(codeOf([&] { fields.integer("n", 1, 4); }), name(json_faults::outOfRange));
    QCOMPARE(fields.integer("most", 0, most), most);
    QCOMPARE(codeOf([&] { fields.integer("big", std::numeric_limits<std::int64_t>::min(), most); }),
        name(json_faults::outOfRange));
    QCOMPARE(codeOf([&] { fields.integer("f", 0, 9); }), name(json_faults::wrongType));
}

void TestJson::numbersHaveARange()
{
    const Json object = parseJson(R"({"x": 0.5, "n": 2})", "a.json");
    const JsonFields fields(object, "a.json");
    QCOMPARE(fields.number("x", 0, 1), 0.5);
    QCOMPARE(fields.number("n", 0, 2), 2.0);
    QCOMPARE(codeOf([&] { fields.number("x", 0.6, 1); }), name(json_faults::outOfRange));
    QCOMPARE(codeOf([&] { fields.number("n", 0, 1.9); }), name(json_faults::outOfRange));
}

void TestJson::typesAreNotGuessed()
{
    const Json object = parseJson(R"({"text": "1", "one": 1, "nothing": null, "list": []})", "a.json");
    const JsonFields fields(object, "a.json");
    QCOMPARE(codeOf([&] { fields.integer("text", 0, 9); }), name(json_faults::wrongType));
    QCOMPARE(codeOf([&] { fields.number("text", 0, 9); }), name(json_faults::wrongType));
    QCOMPARE(codeOf([&] { fields.string("one"); }), name(json_faults::wrongType));
    QCOMPARE(codeOf([&] { fields.boolean("one", true); }), name(json_faults::wrongType));
    QCOMPARE(codeOf([&] { fields.string("nothing"); }), name(json_faults::wrongType));
    QCOMPARE(codeOf([&] { fields.object("list"); }), name(json_faults::notAnObject));
    QCOMPARE(codeOf([&] { fields.at("absent"); }), name(json_faults::missingField));
    QCOMPARE(codeOf([] { JsonFields(Json::array(), "a.json"); }), name(json_faults::notAnObject));
}

void TestJson::absentFieldsHaveDefaults()
{
    const Json object = parseJson(R"({"nothing": null, "on": true})", "a.json");
    const JsonFields fields(object, "a.json");
    QVERIFY(!fields.has("absent") && !fields.has("nothing") && fields.has("on"));
    QCOMPARE(fields.integer("absent", 1, 2, 7), std::int64_t{ 7 });
    QCOMPARE(fields.number("nothing", 1, 2, 7.5), 7.5);
    QCOMPARE(fields.string("absent", "x"), std::string("x"));
    QVERIFY(fields.boolean("on", false) && fields.boolean("absent", true) && !fields.boolean("absent", false));
    QCOMPARE(fields.names(), (std::vector<std::string>{ "nothing", "on" }));
}

void TestJson::aRefusalNamesThePathOfTheField()
{
    const Json object = parseJson(R"({"model": {"rope": {"theta": -1}}})", "config.json");
    const JsonFields fields = JsonFields(object, "config.json").object("model").object("rope");
    const Error error = support::errorOf([&] { fields.number("theta", 0, 10); });
    QCOMPARE(error.message(),
        std::string("config.json, field model.rope.theta: the number is out of range (allowed: 0.0 to 10.0)"));
}

void TestJson::wordsOf64BitsAreStrings()
{
    const Json object = parseJson(
        R"({"most": "18446744073709551615", "over": "18446744073709551616", "sign": "-1", "tail": "1x", "none": "", "raw": 1})",
        "a.json");
    const JsonFields fields(object, "a.json");
    QCOMPARE(fields.unsigned64("most"), std::numeric_limits<std::uint64_t>::max());
    for (const char* bad : { "over", "sign", "tail", "none" })
        QCOMPARE(codeOf([&] { fields.unsigned64(bad); }), name(json_faults::outOfRange));
    QCOMPARE(codeOf([&] { fields.unsigned64("raw"); }), name(json_faults::wrongType));
}

void TestJson::numbersThatJsonLacksAreStrings()
{
    const double infinity = std::numeric_limits<double>::infinity();
    for (const double value : { 0.1, -infinity, infinity, 1e300, 5e-324 }) {
        const Json object{ { "x", jsonNumber(value) } };
        QVERIFY(JsonFields(parseJson(object.dump(), "a.json"), "a.json").anyNumber("x") == value);
    }
    const Json nothing{ { "x", jsonNumber(std::nan("")) }, { "word", "none" } };
    QVERIFY(std::isnan(JsonFields(nothing, "a.json").anyNumber("x")));
    QCOMPARE(codeOf([&] { JsonFields(nothing, "a.json").anyNumber("word"); }), name(json_faults::wrongType));
}

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
