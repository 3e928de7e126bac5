// SPDX-License-Identifier: Apache-2.0
// Whole-word vocabularies. The ids and texts below are those of Hugging Face's tokenizers 0.23.3 for the same files.
#include "core/base/json.h"
#include "core/text/tokenizer_file.h"
#include "tests/support/support.h"

#include <QTest>

using namespace core;
using namespace core::text;

namespace {

const Json vocabulary{ { "<unk>", 0 }, { "<end>", 1 }, { "What", 2 }, { "is", 3 }, { "1", 4 }, { "3", 5 }, { "+", 6 },
    { "?", 7 }, { "13", 8 }, { "\xc3\xa9t\xc3\xa9", 9 }, { "it's", 10 }, { ".", 11 }, { "?.", 12 }, { "a_b", 13 } };

Json file(const Json& preTokenizer, const Json& decoder = nullptr)
{
    return { { "version", "1.0" },
        { "added_tokens", Json::array({ { { "id", 1 }, { "content", "<end>" }, { "special", true } } }) },
        { "normalizer", nullptr }, { "pre_tokenizer", preTokenizer }, { "post_processor", nullptr }, { "decoder", decoder },
        { "model", { { "type", "WordLevel" }, { "vocab", vocabulary }, { "unk_token", "<unk>" } } } };
}

Json type(const char* name)
{
    return { { "type", name } };
}

Json digits(bool individual)
{
    return { { "type", "Digits" }, { "individual_digits", individual } };
}

Json punctuation()
{
    return { { "type", "Punctuation" }, { "behavior", "Isolated" } };
}

Json sequence(const Json& list)
{
    return { { "type", "Sequence" }, { "pretokenizers", list } };
}

std::vector<TokenId> idsOf(const Tokenizer& tokenizer, const std::string& text)
{
    std::vector<TokenId> ids;
    for (const Token& token : tokenizer.encode(text))
        ids.push_back(token.id);
    return ids;
}

} // namespace

class TestWordLevel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void splitsAsPublished_data()
    {
        QTest::addColumn<QByteArray>("preTokenizer");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QList<int>>("ids");
        const auto row = [](const char* name, const Json& preTokenizer, const char* text, const QList<int>& ids) {
            QTest::newRow(name) << QByteArray::fromStdString(preTokenizer.dump()) << QByteArray(text) << ids;
        };
        const Json words = sequence(Json::array({ type("Whitespace"), digits(true) }));
        row("whitespace", type("Whitespace"), "What is 13?. a_b it's", { 2, 3, 8, 12, 13, 0, 0, 0 });
        row("white space alone", type("WhitespaceSplit"),
            " What\tis 13?. it's\xc2\xa0"
            "13 ",
            { 2, 3, 0, 10, 8 });
        row("every digit", words, "What is 13 + 3?", { 2, 3, 4, 5, 6, 5, 7 });
        row("runs of digits", sequence(Json::array({ type("WhitespaceSplit"), digits(false) })), "is13 3+", { 3, 8, 5, 6 });
        row("punctuation", sequence(Json::array({ type("WhitespaceSplit"), punctuation() })), "is?. 13+3",
            { 3, 7, 11, 8, 6, 5 });
        row("no words at all", words, "  \n", {});
        row("an added token", words, "13<end>3", { 4, 5, 1, 5 });
        row("one word", nullptr, "What is", { 0 });
        row("letters beyond ASCII", words, "\xc3\xa9t\xc3\xa9 3", { 9, 5 });
    }

    void splitsAsPublished()
    {
        QFETCH(QByteArray, preTokenizer);
        QFETCH(QByteArray, text);
        QFETCH(QList<int>, ids);
        const auto tokenizer = parseTokenizer(file(Json::parse(preTokenizer.toStdString())).dump(), "tokenizer.json");
        const std::vector<TokenId> found = idsOf(*tokenizer, text.toStdString());
        QCOMPARE(QList<int>(found.begin(), found.end()), ids);
    }

    void spansPointIntoTheText()
    {
        const auto tokenizer = parseTokenizer(file(type("Whitespace")).dump(), "tokenizer.json");
        const std::vector<Token> expected{ { 2, 1, 5 }, { 0, 6, 9 }, { 1, 9, 14 } };
        QCOMPARE(tokenizer->encode(" What xyz<end>"), expected);
    }

    void decoding()
    {
        const auto spaced = parseTokenizer(file(type("Whitespace")).dump(), "tokenizer.json");
        QCOMPARE(spaced->decode({ 2, 3, 99, 4, 1 }), std::string("What is 1 <end>"));
        QCOMPARE(spaced->decode({ 2, 3, 4, 1 }, true), std::string("What is 1"));
        const auto fused = parseTokenizer(file(type("Whitespace"), type("Fuse")).dump(), "tokenizer.json");
        QCOMPARE(fused->decode({ 4, 5, 6, 5 }), std::string("13+3"));
        QCOMPARE(spaced->vocabularySize(), 14);
        QCOMPARE(spaced->idOf("<end>"), 1);
        QCOMPARE(spaced->idOf("is"), 3);
        QCOMPARE(spaced->idOf("are"), -1);
        QVERIFY(spaced->fingerprint() != fused->fingerprint());
    }

    void aWordThatNothingStandsForIsRefused()
    {
        Json bare = file(type("Whitespace"));
        bare["model"]["unk_token"] = "[UNK]";
        const auto tokenizer = parseTokenizer(bare.dump(), "tokenizer.json");
        QCOMPARE(idsOf(*tokenizer, "What is"), (std::vector<TokenId>{ 2, 3 }));
        const Error error = support::errorOf([&] { tokenizer->encode("What are"); });
        QCOMPARE(error.kind(), ErrorKind::BadInput);
        QVERIFY(error.message().find("\"are\"") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestWordLevel)
#include "tst_word_level.moc"
