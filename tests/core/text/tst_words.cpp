// SPDX-License-Identifier: Apache-2.0
// The scanner against the pattern itself, the merger against the definition, added tokens by hand.
#include "core/base/random.h"
#include "core/text/added_tokens.h"
#include "core/text/pair_merger.h"
#include "core/text/pre_tokenizer.h"
#include "core/text/utf8.h"

#include <QRegularExpression>
#include <QTest>

using namespace core;
using namespace core::text;

namespace {

std::vector<std::string> wordsOf(const std::string& text)
{
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = scanGpt2Word(text, begin);
        words.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return words;
}

std::vector<std::string> matchesOf(const QRegularExpression& pattern, const std::string& text)
{
    std::vector<std::string> words;
    for (auto match = pattern.globalMatch(QString::fromStdString(text)); match.hasNext();)
        words.push_back(match.next().captured().toStdString());
    return words;
}

/// All pairs searched again after each merge.
std::vector<Token> mergedByDefinition(std::vector<Token> tokens, const std::vector<PairMerger::Merge>& merges)
{
    while (true) {
        std::size_t best = merges.size();
        std::size_t place = 0;
        for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
            for (std::size_t rank = 0; rank < best; ++rank) {
                if (merges[rank].left == tokens[i].id && merges[rank].right == tokens[i + 1].id) {
                    best = rank;
                    place = i;
                }
            }
        }
        if (best == merges.size())
            return tokens;
        tokens[place] = { merges[best].merged, tokens[place].begin, tokens[place + 1].end };
        tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(place) + 1);
    }
}

AddedToken added(TokenId id, const std::string& content)
{
    AddedToken token;
    token.id = id;
    token.content = content;
    return token;
}

std::string shown(const AddedTokenMatcher& matcher, const std::string& text)
{
    std::string result;
    for (const auto& piece : matcher.split(text))
        result += (piece.id < 0 ? "[" : std::to_string(piece.id) + "[") + text.substr(piece.begin, piece.end - piece.begin)
            + "]";
    return result;
}

} // namespace

class TestWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scannerFollowsThePattern()
    {
        const QRegularExpression pattern(
            QStringLiteral("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"),
            QRegularExpression::UseUnicodePropertiesOption);
        const char32_t points[] = { 'a', 'Z', '\'', 's', 't', 'r', 'e', 'l', 'd', 'm', 'v', ' ', ' ', ' ', '\n', '\t', '1',
            '9', '!', '<', 0xa0, 0x85, 0x3000, 0x2028, 0xb2, 0x2167, 0x4e2d, 0x5d0, 0x301, 0x200b, 0x1f600, 0x10400 };
        RandomStream random(3, "words");
        for (int round = 0; round < 20000; ++round) {
            std::string text;
            for (std::uint64_t i = random.below(14); i > 0; --i)
                appendUtf8(text, points[random.below(std::size(points))]);
            QVERIFY2(wordsOf(text) == matchesOf(pattern, text), text.c_str());
        }
    }

    void mergerFollowsTheDefinition()
    {
        RandomStream random(5, "merges");
        for (int round = 0; round < 400; ++round) {
            std::array<TokenId, 256> bytes{};
            for (int byte = 0; byte < 256; ++byte)
                bytes[static_cast<std::size_t>(byte)] = byte < 200 ? byte : -1;
            std::vector<PairMerger::Merge> merges;
            std::vector<TokenId> known{ 'a', 'b', 'c' };
            for (TokenId next = 256; next < 280; ++next) {
                const TokenId left = known[random.below(known.size())];
                const TokenId right = known[random.below(known.size())];
                const bool repeated = std::any_of(merges.begin(), merges.end(),
                    [&](const PairMerger::Merge& merge) { return merge.left == left && merge.right == right; });
                if (!repeated)
                    merges.push_back({ left, right, next });
                known.push_back(repeated ? left : next);
            }
            random.shuffle(merges);
            std::string word;
            std::vector<Token> symbols;
            for (std::uint64_t i = random.below(round % 2 == 0 ? 20 : 200); i > 0; --i) {
                word.push_back(random.below(40) == 0 ? '\xff' : static_cast<char>('a' + random.below(3)));
                const auto begin = static_cast<std::uint32_t>(word.size() + 9);
                if (word.back() != '\xff')
                    symbols.push_back({ static_cast<unsigned char>(word.back()), begin, begin + 1 });
            }
            std::vector<Token> tokens;
            PairMerger(bytes, merges).encode(word, 10, tokens);
            QVERIFY2(tokens == mergedByDefinition(symbols, merges), word.c_str());
        }
    }

    void addedTokensAreLeftmostLongest()
    {
        const AddedTokenMatcher matcher({ added(1, "<a>"), added(2, "  "), added(3, "    "), added(4, "<a>b") });
        QCOMPARE(shown(matcher, "x<a>y"), std::string("[x]1[<a>][y]"));
        QCOMPARE(shown(matcher, "<a>b<a"), std::string("4[<a>b][<a]"));
        QCOMPARE(shown(matcher, "       z"), std::string("3[    ]2[  ][ z]"));
        QCOMPARE(shown(matcher, ""), std::string());
        QCOMPARE(shown(AddedTokenMatcher(), "x"), std::string("[x]"));
    }

    void addedTokensStripAndStandAlone()
    {
        AddedToken strip = added(1, "<m>");
        strip.stripLeft = true;
        strip.stripRight = true;
        AddedToken word = added(2, "cat");
        word.singleWord = true;
        const AddedTokenMatcher matcher({ strip, word });
        QCOMPARE(shown(matcher, "a \n<m>\t b"), std::string("[a]1[ \n<m>\t ][b]"));
        QCOMPARE(shown(matcher, " <m> <m>"), std::string("1[ <m> ]1[<m>]"));
        QCOMPARE(shown(matcher, "cat, cats a_cat cat"), std::string("2[cat][, cats a_cat ]2[cat]"));
        QCOMPARE(shown(matcher,
                     "\xc3\xa9"
                     "cat"),
            std::string("[\xc3\xa9"
                        "cat]"));
    }
};

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
