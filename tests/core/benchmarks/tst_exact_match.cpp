// SPDX-License-Identifier: Apache-2.0
// One case at least for each rule of the evaluation protocol.
#include "core/benchmarks/exact_match.h"

#include <QTest>

using namespace core::benchmarks;

class TestExactMatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answers_data()
    {
        QTest::addColumn<int>("rule");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("answer");
        const auto row = [](const char* what, AnswerRule rule, const char* text, const char* answer) {
            QTest::newRow(what) << static_cast<int>(rule) << QString(text) << QString(answer);
        };
        using enum AnswerRule;
        row("behind the trigger the first number", Number, "3 and 4 make 7. The answer is 7 of 9", "7");
        row("GSM8K's own trigger", Number, "3 + 4 = 7\n#### 7", "7");
        row("without a trigger the last number", Number, "3 and 4 make 7 apples", "7");
        row("of two triggers the last one", Number, "#### 3 The answer is 4", "4");
        row("a trigger twice: up to the first blank line", Number, "The answer is 5.\n\nQ: And?\nThe answer is 6.", "5");
        row("twice without a blank line: the last", Number, "The answer is 5. The answer is 6.", "6");
        row("a trigger once: blank lines do not matter", Number, "First.\n\nThe answer is 6.", "6");
        row("behind the last =", Number, "The answer is 3 + 4 = 7", "7");
        row("commas are deleted", Number, "The answer is 1,234,567.", "1234567");
        row("zeros are dropped", Number, "The answer is $4.50.", "4.5");
        row("integers have no point", Number, "The answer is 12.00", "12");
        row("a fraction stays a fraction", Number, "The answer is 1/2.", "1/2");
        row("a final slash goes", Number, "The answer is 12/", "12");
        row("negative", Number, "The answer is -7.", "-7");
        row("no number", Number, "The answer is unknown.", "");
        row("nothing", Number, "", "");
        row("letters come before numbers", NumberOrChoice, "The answer is (b) 12", "B");
        row("else numbers count", NumberOrChoice, "The answer is 12.", "12");
        row("a letter within a word is none", NumberOrChoice, "The answer is Abe's 12.", "12");
        row("the first letter behind the trigger", Choice, "A or B? The answer is C, not D.", "C");
        row("the last letter without a trigger", Choice, "It is not (A), so (D).", "D");
        row("letters count large", Choice, "The answer is e.", "E");
        row("numbers are no choice", Choice, "The answer is 4.", "");
        row("F is no choice", Choice, "The answer is F.", "");
        row("LaTeX behind the trigger", Math, "So x. The answer is \\dfrac{9}{7}.", "\\frac{9}{7}");
        row("the small trigger", Math, "So the answer is x=5", "5");
        row("of several triggers the last", Math, "The answer is 1. The answer is 2.", "2");
        row("a trigger before a box", Math, "\\boxed{3}. The answer is 4.", "4");
        row("the last box", Math, "We get $\\boxed{1}$, no, $\\boxed{\\frac12}$.", "\\frac{1}{2}");
        row("the last number", Math, "It is 3, or rather 4.", "4");
        row("text behind the trigger", Text, "Days pass. The answer is  [3, 5].", "[3,5]");
        row("text alone", Text, "February 3rd\n", "February3rd");
    }

    void answers()
    {
        QFETCH(int, rule);
        QFETCH(QString, text);
        QFETCH(QString, answer);
        QCOMPARE(QString::fromStdString(extractAnswer(static_cast<AnswerRule>(rule), text.toStdString())), answer);
    }

    void verdicts_data()
    {
        QTest::addColumn<int>("rule");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("gold");
        QTest::addColumn<bool>("right");
        const auto row = [](const char* what, AnswerRule rule, const char* text, const char* gold, bool right) {
            QTest::newRow(what) << static_cast<int>(rule) << QString(text) << QString(gold) << right;
        };
        using enum AnswerRule;
        row("equal numbers written otherwise", Number, "The answer is 1,200.0", "1200", true);
        row("the gold number is made canonical", Number, "The answer is 4.5", "4.50", true);
        row("compared as text", Number, "The answer is 0.5", "1/2", false);
        row("no answer is wrong", Number, "?", "0", false);
        row("choice", Choice, "The answer is (C).", "C", true);
        row("equal as text", Math, "The answer is $\\frac{1}{2}$.", "1/2", true);
        row("a whole number by rounding", Math, "The answer is 4.2", "4", true);
        row("another whole number", Math, "The answer is 4.6", "4", false);
        row("within 4 %", Math, "The answer is 0.65", "\\frac{2}{3}", true);
        row("beyond 4 %", Math, "The answer is 0.6", "\\frac{2}{3}", false);
        row("below zero within 4 %", Math, "The answer is -1.27", "-\\frac{9}{7}", true);
        row("an expression", Math, "The answer is 6 \\cdot 7", "42", true);
        row("text that is no number", Math, "The answer is y", "x", false);
        row("lists", Text, "The answer is [1,2].", "[1, 2]", true);
        row("other lists", Text, "The answer is [2,1].", "[1, 2]", false);
    }

    void verdicts()
    {
        QFETCH(int, rule);
        QFETCH(QString, text);
        QFETCH(QString, gold);
        QFETCH(bool, right);
        QCOMPARE(judge(static_cast<AnswerRule>(rule), text.toStdString(), gold.toStdString()).right, right);
    }

    void everyBenchmarkHasItsRule()
    {
        for (const char* name : { "gsm8k", "svamp", "mathematics", "simuleq", "addsub", "sample" })
            QCOMPARE(ruleOf(name, "43"), AnswerRule::Number);
        QCOMPARE(ruleOf("numglue", "43"), AnswerRule::NumberOrChoice);
        QCOMPARE(ruleOf("numglue", "B"), AnswerRule::NumberOrChoice);
        QCOMPARE(ruleOf("mmlu_math", "B"), AnswerRule::Choice);
        QCOMPARE(ruleOf("math", "43"), AnswerRule::Math);
        QCOMPARE(ruleOf("math500", "p - q"), AnswerRule::Math);
        QCOMPARE(ruleOf("tabmwp", "3/10"), AnswerRule::NumberOrChoice);
        QCOMPARE(ruleOf("theoremqa", "[1, 2]"), AnswerRule::Text);
        QCOMPARE(ruleOf("theoremqa", "4e-05"), AnswerRule::Text);
        QCOMPARE(ruleOf("asdiv", "9; 11"), AnswerRule::Text);
    }
};

QTEST_GUILESS_MAIN(TestExactMatch)
#include "tst_exact_match.moc"
