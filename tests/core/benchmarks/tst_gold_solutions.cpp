// SPDX-License-Identifier: Apache-2.0
// The gold solutions of every benchmark that is there, given as answers, are all right.
#include "core/base/json.h"
#include "core/benchmarks/benchmark.h"
#include "core/benchmarks/exact_match.h"
#include "tests/support/support.h"

#include <QTest>

#include <map>

using namespace core::benchmarks;

class TestGoldSolutions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { root_ = support::requireReferenceData() / "eval"; }

    void solutionsAreRight_data()
    {
        QTest::addColumn<QString>("file");
        for (const auto& entry : std::filesystem::directory_iterator(root_)) {
            if (entry.path().extension() == ".jsonl")
                QTest::newRow(entry.path().stem().c_str()) << QString::fromStdString(entry.path().string());
        }
    }

    void solutionsAreRight()
    {
        QFETCH(QString, file);
        const std::filesystem::path path = file.toStdString();
        std::map<std::string, std::string> solutions;
        for (const std::string& line : support::linesOf(path)) {
            const core::Json json = core::Json::parse(line);
            solutions[json.at("id")] = json.at("output");
        }
        std::string wrong;
        std::size_t right = 0;
        const std::vector<BenchmarkItem> items = readBenchmark(path);
        for (const BenchmarkItem& item : items) {
            const Verdict verdict = judge(ruleOf(item.source, item.answer), solutions.at(item.id), item.answer);
            right += verdict.right;
            if (!verdict.right)
                wrong += "\n" + item.id + ": \"" + verdict.answer + "\" for \"" + item.answer + "\"";
        }
        QCOMPARE(items.size(), solutions.size());
        QVERIFY2(right == items.size(), wrong.substr(0, 4000).c_str());
    }

    /// A solution of another item is mostly wrong: the rules do not accept everything.
    void otherSolutionsAreWrong_data() { solutionsAreRight_data(); }

    void otherSolutionsAreWrong()
    {
        QFETCH(QString, file);
        const std::vector<BenchmarkItem> items = readBenchmark(std::filesystem::path(file.toStdString()));
        std::size_t accepted = 0;
        std::size_t tried = 0;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const BenchmarkItem& other = items[(i + 1) % items.size()];
            if (other.answer == items[i].answer)
                continue;
            ++tried;
            accepted
                += judge(ruleOf(items[i].source, items[i].answer), "The answer is " + other.answer + ".", items[i].answer)
                       .right;
        }
        qInfo("%zu of %zu accepted", accepted, tried);
        QVERIFY(tried > 0 && accepted * 50 <= tried);
    }

private:
    std::filesystem::path root_;
};

QTEST_GUILESS_MAIN(TestGoldSolutions)
#include "tst_gold_solutions.moc"
