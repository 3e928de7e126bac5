// SPDX-License-Identifier: Apache-2.0
#include "core/data/graded_sample.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

using namespace core::data;

namespace {

std::vector<long> numbersIn(const std::string& text)
{
    std::vector<long> numbers;
    for (std::size_t i = 0; i < text.size();) {
        if (std::isdigit(static_cast<unsigned char>(text[i])) == 0) {
            ++i;
            continue;
        }
        std::size_t used = 0;
        numbers.push_back(std::stol(text.substr(i), &used));
        i += used;
    }
    return numbers;
}

bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

struct Expected {
    std::string answer;
    std::string output;
    std::string part;
};

/// The answer worked out again from the words of the problem.
Expected solve(const GradedRow& row)
{
    const std::vector<long> n = numbersIn(row.instruction);
    const auto plain = [](long answer, const char* part) {
        return Expected{ std::to_string(answer), std::to_string(answer), part };
    };
    if (row.skill == "last") {
        const std::string digits = std::to_string(n.at(0));
        const std::string answer(1, has(row.instruction, "last") ? digits.back() : digits.front());
        return { answer, answer, digits.size() == 5 ? "five-digit" : "short" };
    }
    if (row.skill == "add1")
        return plain(n.at(0) + n.at(1), n[0] + n[1] > 9 ? "carry" : "no-carry");
    if (row.skill == "cmp")
        return plain(has(row.instruction, "larger") ? std::max(n.at(0), n.at(1)) : std::min(n.at(0), n.at(1)),
            n[0] / 10 == n[1] / 10 ? "same-tens" : "other-tens");
    if (row.skill == "two2") {
        const std::string sum = std::to_string(n.at(0) + n.at(1));
        const std::string rest = std::to_string(n[0] + n[1] - n.at(2));
        return { rest,
            std::to_string(n[0]) + "+" + std::to_string(n[1]) + "=" + sum + ", " + sum + "-" + std::to_string(n[2]) + "="
                + rest,
            n[0] + n[1] > 9 ? "carry" : "no-carry" };
    }
    if (row.skill == "mul")
        return plain(n.at(0) * n.at(1), std::max(n[0], n[1]) > 5 ? "large-factor" : "small-factors");
    if (row.skill == "copy3")
        return plain(n.at(0), n[0] > 99 ? "three-digit" : "two-digit");
    if (row.skill == "par") {
        const std::string answer = n.at(0) % 2 == 0 ? "even" : "odd";
        return { answer, answer, n[0] > 99 ? "three-digit" : "two-digit" };
    }
    if (row.skill == "subn") {
        const long a = std::max(n.at(0), n.at(1));
        const long b = std::min(n[0], n[1]);
        return plain(a - b, a >= 10 && b > a % 10 ? "borrow" : "no-borrow");
    }
    if (row.skill == "dbl")
        return plain(2 * n.at(0), n[0] % 10 >= 5 ? "carry" : "no-carry");
    return {};
}

std::string linesOfTraining(const GradedSample& sample)
{
    std::string text;
    for (const GradedRow& row : sample.training)
        text += trainingLine(row) + "\n";
    return text;
}

} // namespace

class TestGradedSample : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isTheSameEverywhere();
    void dependsOnItsSeedAlone();
    void givesEverySkillItsShare();
    void sharesOtherCountsByLargestRemainder();
    void keepsTestPromptsOutOfTraining();
    void answersAreRight();
    void theBaseHasEasySkillsOnly();
    void theTokenizerHasTheirWordsAndNoOthers();
    void writesFiles();
    void refusesSizes();
};

void TestGradedSample::isTheSameEverywhere()
{
    const GradedSample sample = generateGradedSample(1, 6000);
    QCOMPARE(core::sha256(linesOfTraining(sample)),
        std::string("60a96c4b539682349e501c071368a13caf630a052554010c3711cf320e311ce9"));
    std::string benchmarks;
    for (const GradedRow& row : sample.benchmarks)
        benchmarks += benchmarkLine(row) + "\n";
    QCOMPARE(core::sha256(benchmarks), std::string("7c05a6e07e285771970825fdc0bd9a324c59a371065f004e2c1301fd4b79a041"));
}

void TestGradedSample::dependsOnItsSeedAlone()
{
    QVERIFY(generateGradedSample(5, 500).training == generateGradedSample(5, 500).training);
    QVERIFY(generateGradedSample(5, 500).training != generateGradedSample(6, 500).training);
    QVERIFY(generateGradedSample(5, 500).benchmarks == generateGradedSample(5, 7).benchmarks);
    QVERIFY(generateGradedSample(5, 500).benchmarks != generateGradedSample(6, 500).benchmarks);
}

void TestGradedSample::givesEverySkillItsShare()
{
    const GradedSample sample = generateGradedSample(3, gradedSampleDefaultRows);
    std::map<std::string, std::pair<std::size_t, std::size_t>> counts;
    for (const GradedCount& count : countGradedSample(sample)) {
        counts[count.skill].first += count.trainingRows;
        counts[count.skill].second += count.benchmarkRows;
        QVERIFY2(count.trainingRows > 0, count.part.c_str());
    }
    QCOMPARE(counts.size(), gradedSkills().size());
    std::size_t hard = 0;
    for (const GradedSkill& skill : gradedSkills()) {
        const auto count = counts.at(std::string(skill.name));
        QCOMPARE(count.first, static_cast<std::size_t>(skill.rowsOfDefault));
        QCOMPARE(count.second, gradedBenchmarkRows);
        hard += skill.difficulty == 3 ? count.first : 0;
    }
    QCOMPARE(hard, std::size_t{ 900 + 900 + 275 + 275 });
    std::set<std::string> ids;
    for (const auto* rows : { &sample.training, &sample.benchmarks })
        for (const GradedRow& row : *rows)
            QVERIFY2(ids.insert(row.id).second, row.id.c_str());
}

void TestGradedSample::sharesOtherCountsByLargestRemainder()
{
    // 20, 18.33, 13.33, 15, 15 and four times 4.58: 97 whole ones, three more go to the first three of the 4.58.
    const std::map<std::string, std::size_t> expected{ { "last", 20 }, { "add1", 18 }, { "cmp", 13 }, { "two2", 15 },
        { "mul", 15 }, { "copy3", 5 }, { "par", 5 }, { "subn", 5 }, { "dbl", 4 } };
    std::map<std::string, std::size_t> counts;
    for (const GradedRow& row : generateGradedSample(1, 100).training)
        ++counts[row.skill];
    QVERIFY(counts == expected);
    for (const std::size_t rows : { 1U, 2U, 7U, 4321U })
        QCOMPARE(generateGradedSample(1, rows).training.size(), rows);
}

void TestGradedSample::keepsTestPromptsOutOfTraining()
{
    for (const std::uint64_t seed : { 1U, 2U, 3U }) {
        const GradedSample sample = generateGradedSample(seed, 20000);
        std::set<std::string> prompts;
        for (const GradedRow& row : sample.benchmarks)
            QVERIFY2(prompts.insert(row.instruction).second, row.instruction.c_str());
        for (const auto* rows : { &sample.training, &sample.base })
            for (const GradedRow& row : *rows)
                QVERIFY2(prompts.count(row.instruction) == 0, row.instruction.c_str());
    }
}

void TestGradedSample::answersAreRight()
{
    const GradedSample sample = generateGradedSample(11, 12000);
    for (const auto* rows : { &sample.training, &sample.benchmarks }) {
        for (const GradedRow& row : *rows) {
            const Expected expected = solve(row);
            QVERIFY2(row.answer == expected.answer && row.output == expected.output && row.part == expected.part,
                trainingLine(row).c_str());
            QVERIFY2(row.output.ends_with(row.answer), trainingLine(row).c_str());
        }
    }
}

void TestGradedSample::theBaseHasEasySkillsOnly()
{
    const GradedSample sample = generateGradedSample(4, 500);
    std::map<std::string, std::size_t> counts;
    for (const GradedRow& row : sample.base)
        ++counts[row.skill];
    const std::map<std::string, std::size_t> expected{ { "last", gradedBaseRows }, { "add1", gradedBaseRows },
        { "cmp", gradedBaseRows }, { "copy3", gradedBaseRows } };
    QVERIFY(counts == expected);
    QVERIFY(sample.base == generateGradedSample(4, 9).base);
    std::set<std::string> ids;
    for (const GradedRow& row : sample.base)
        QVERIFY(ids.insert(row.id).second);
    QVERIFY(sample.base[0].skill != sample.base[1500].skill || sample.base[0].skill != sample.base[3000].skill
        || sample.base[1].skill != sample.base[2].skill); // they are mixed
}

void TestGradedSample::theTokenizerHasTheirWordsAndNoOthers()
{
    const core::Json file = core::parseJson(gradedTokenizerFile(), "tokenizer.json");
    std::set<std::string> unused;
    for (const auto& [word, id] : file.at("model").at("vocab").items())
        unused.insert(word);
    QCOMPARE(unused.size(), std::size_t{ 74 });
    const std::set<std::string> vocabulary = unused;
    for (const char* special : { "<|endoftext|>", "<unk>" })
        QCOMPARE(unused.erase(special), std::size_t{ 1 });
    for (const GradedRow& row : generateGradedSample(8, 20000).training) {
        const std::string text = row.instruction + "\n" + row.output;
        for (std::size_t i = 0; i < text.size();) {
            std::size_t end = i + 1;
            while (std::isalpha(static_cast<unsigned char>(text[i])) != 0 && end < text.size()
                && std::isalpha(static_cast<unsigned char>(text[end])) != 0)
                ++end;
            const std::string word = text.substr(i, end - i);
            if (word != " " && word != "\n") {
                QVERIFY2(vocabulary.contains(word), word.c_str());
                unused.erase(word);
            }
            i = end;
        }
    }
    QVERIFY2(unused.empty(), unused.empty() ? "" : unused.begin()->c_str());
}

void TestGradedSample::writesFiles()
{
    const support::TemporaryFolder folder;
    const GradedSample sample = generateGradedSample(2, 300);
    writeGradedSample(sample, folder.path() / "sample");
    const auto root = folder.path() / "sample";
    QCOMPARE(core::sha256OfFile(root / "train.jsonl"), core::sha256(linesOfTraining(sample)));

    QCOMPARE(support::linesOf(root / "base.jsonl").size(), 4 * gradedBaseRows);
    QCOMPARE(core::readFile(root / "tokenizer" / "tokenizer.json", 1 << 20), gradedTokenizerFile());

    const std::vector<std::string> lines = support::linesOf(root / "benchmarks" / "mul.jsonl");
    QCOMPARE(lines.size(), gradedBenchmarkRows);
    const core::OrderedJson first = core::OrderedJson::parse(lines[0]);
    std::vector<std::string> keys;
    for (const auto& [key, value] : first.items())
        keys.push_back(key);
    QVERIFY((keys == std::vector<std::string>{ "id", "source", "part", "instruction", "output", "answer" }));
    QVERIFY(first["answer"].is_string());
    QCOMPARE(first["source"].get<std::string>(), std::string("mul"));
    QCOMPARE(first["id"].get<std::string>(), std::string("mul-test-001"));

    const core::OrderedJson training = core::OrderedJson::parse(support::linesOf(root / "train.jsonl")[0]);
    keys.clear();
    for (const auto& [key, value] : training.items())
        keys.push_back(key);
    QVERIFY((keys == std::vector<std::string>{ "id", "source", "difficulty", "part", "instruction", "output", "answer" }));

    const core::Json summary = core::parseJson(core::readFile(root / "summary.json", 1 << 20), "summary.json");
    QCOMPARE(summary["rows"].get<int>(), 300);
    QCOMPARE(summary["seed"].get<std::string>(), std::string("2"));
    QCOMPARE(summary["train_sha256"].get<std::string>(), core::sha256OfFile(root / "train.jsonl"));
    int counted = 0;
    for (const auto& entry : summary["counts"])
        counted += entry["training_rows"].get<int>();
    QCOMPARE(counted, 300);
}

void TestGradedSample::refusesSizes()
{
    QCOMPARE(support::errorOf([] { generateGradedSample(1, 0); }).kind(), core::ErrorKind::BadInput);
    QCOMPARE(support::errorOf([] { generateGradedSample(1, gradedSampleMostRows + 1); }).kind(), core::ErrorKind::BadInput);
}

QTEST_GUILESS_MAIN(TestGradedSample)
#include "tst_graded_sample.moc"
