// SPDX-License-Identifier: Apache-2.0
// Overlap with a benchmark: words by hand, small cases by brute force, files in the layouts there are.
#include "core/base/random.h"
#include "core/curate/contamination.h"
#include "core/data/prompt.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <algorithm>

using namespace core::curate;
using core::data::ExampleText;
using Words = std::vector<std::string>;

namespace {

ExampleText row(const std::string& prompt, const std::string& response)
{
    ExampleText text;
    text.instruction = prompt;
    text.response = response;
    return text;
}

std::string wordsText(core::RandomStream& random, std::size_t count, std::uint64_t different)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += (i == 0                        ? ""
                        : random.below(3) == 0 ? ", "
                                               : " ")
            + std::string(1, static_cast<char>('a' + random.below(different)));
    return text;
}

std::string letters(const Words& words)
{
    std::string text;
    for (const auto& word : words)
        text += word;
    return text;
}

/// The same by comparing everything with everything.
RowOverlap byBruteForce(const std::vector<BenchmarkItem>& items, const ExampleText& text)
{
    RowOverlap result;
    for (const Words& words : { comparedWords(text.instruction), comparedWords(text.response) }) {
        for (std::size_t first = 0; first + overlapWords <= words.size(); ++first) {
            bool met = false;
            for (std::size_t item = 0; item < items.size() && !met; ++item) {
                const Words question = comparedWords(items[item].question);
                for (std::size_t at = 0; at + overlapWords <= question.size() && !met; ++at)
                    met = std::equal(question.begin() + static_cast<std::ptrdiff_t>(at),
                        question.begin() + static_cast<std::ptrdiff_t>(at + overlapWords),
                        words.begin() + static_cast<std::ptrdiff_t>(first));
                if (met && result.kind == Overlap::None) {
                    result.kind = Overlap::Words;
                    result.item = item;
                }
            }
            result.sequences += met;
        }
    }
    for (std::size_t item = items.size(); item-- > 0;)
        if (letters(comparedWords(items[item].question)) == letters(comparedWords(text.instruction))) {
            result.kind = Overlap::Equal;
            result.item = item;
        }
    return result;
}

} // namespace

class TestContamination : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comparesWords()
    {
        QCOMPARE(comparedWords("  What's 2+2?\n— “Four”, he said… "),
            (Words{ "what", "s", "2", "+", "2", "four", "he", "said" }));
        QCOMPARE(comparedWords("Élan naïve ÜBER"), (Words{ "Élan", "naïve", "Über" }));
        QCOMPARE(comparedWords("求 x，再求y2。"), (Words{ "求", "x", "再", "求", "y2" }));
        QCOMPARE(comparedWords("… ?!"), Words());
        QCOMPARE(comparedWords(std::string("a\xE2\x82")).size(), std::size_t{ 1 }); // a torn character is no overrun
    }

    void findsEqualQuestions()
    {
        const Benchmark benchmark({ { "q1", "What is 3 + 4?" }, { "q2", "Name it." }, { "q3", "what is 3 + 4" } });
        const auto equal = benchmark.compare(row("WHAT IS 3+4", "7"));
        QVERIFY(equal.kind == Overlap::Equal && equal.item == 0);
        QVERIFY(benchmark.compare(row("Whatis3+4", "")).kind == Overlap::Equal); // borders of words do not count
        for (const char* other : { "What is 3 * 4?", "What is 3 - 4?", "What is 34?", "What is 3 \u00D7 4?" })
            QVERIFY2(benchmark.compare(row(other, "")).kind == Overlap::None, other);
        QCOMPARE(comparedWords("A well-known 13 - 6, he said - yes"),
            (Words{ "a", "well", "known", "13", "-", "6", "he", "said", "yes" }));
        QVERIFY(benchmark.compare(row("What is 3 + 5?", "")).kind == Overlap::None);
        QVERIFY(benchmark.compare(row("Repeat.", "What is 3 + 4?")).kind == Overlap::None); // only the prompt is a question
        QVERIFY(benchmark.compare(row("?!", "")).kind == Overlap::None);
    }

    void findsThirteenWordsInARow()
    {
        const std::string question = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen?";
        const Benchmark benchmark({ { "short", "one two" }, { "long", question } });
        const auto inResponse = benchmark.compare(
            row("Tell.", "He said: one, two, three four five six seven eight nine ten eleven twelve thirteen - stop"));
        QVERIFY(inResponse.kind == Overlap::Words);
        QCOMPARE(inResponse.item, std::size_t{ 1 });
        QCOMPARE(inResponse.sequences, std::size_t{ 1 });
        QCOMPARE(inResponse.passage, std::string("one two three four five six seven eight nine ten eleven twelve thirteen"));
        const auto inPrompt = benchmark.compare(row("Say " + question, ""));
        QCOMPARE(inPrompt.sequences, std::size_t{ 2 });
        QVERIFY(inPrompt.passage.ends_with("fourteen"));
        QVERIFY(benchmark.compare(row("two three four five six seven eight nine ten eleven twelve thirteen", "")).kind
            == Overlap::None); // twelve
    }

    void meetsBruteForce()
    {
        core::RandomStream random(2, "contamination");
        int equal = 0;
        int overlapping = 0;
        for (int round = 0; round < 60; ++round) {
            std::vector<BenchmarkItem> items;
            for (int i = 0; i < 6; ++i)
                items.push_back({ std::to_string(i), wordsText(random, 1 + random.below(30), 2) });
            const Benchmark benchmark(items);
            for (int i = 0; i < 20; ++i) {
                auto text = row(wordsText(random, 1 + random.below(25), 2), wordsText(random, random.below(25), 2));
                if (i % 4 == 0)
                    text.instruction = "Z " + items[random.below(6)].question + " z";
                else if (i % 4 == 1)
                    text.instruction = items[random.below(6)].question + "!";
                auto found = benchmark.compare(text);
                found.passage.clear();
                QVERIFY(found == byBruteForce(items, text));
                equal += found.kind == Overlap::Equal;
                overlapping += found.kind == Overlap::Words;
            }
        }
        QVERIFY(equal > 100 && overlapping > 50);
    }

    void readsBenchmarkFiles()
    {
        const support::TemporaryFolder folder;
        const auto file = folder.write("b.jsonl",
            "{\"id\": \"x-1\", \"source\": \"x\", \"instruction\": \"2+2?\", \"output\": \"The answer is 4.\", \"answer\": "
            "\"4\"}\n{\"id\": \"x-2\", \"source\": \"x\", \"instruction\": \"3+3?\", \"output\": \"6\", \"answer\": "
            "\"6\"}\n");
        QVERIFY(readBenchmark(file) == (std::vector<BenchmarkItem>{ { "x-1", "2+2?" }, { "x-2", "3+3?" } }));
        const auto table = folder.write("b.csv", "question,answer\nA?,1\nB?,2\n");
        QVERIFY(readBenchmark(table) == (std::vector<BenchmarkItem>{ { "line 2", "A?" }, { "line 3", "B?" } }));
        const auto broken
            = folder.write("c.jsonl", "{\"instruction\": \"2+2?\", \"output\": \"4\"}\n{\"instruction\": \"2\n");
        QVERIFY(support::errorOf([&] { readBenchmark(broken); }).message().find("c.jsonl, line 2") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestContamination)
#include "tst_contamination.moc"
