// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/verdict.h"

#include <QtTest/QTest>

using namespace core::analysis;

namespace {

Verdict verdictOn(const std::vector<double>& differences, const std::vector<std::int32_t>& bases = {},
    std::optional<double> adjusted = std::nullopt, std::size_t benchmarks = 1)
{
    return verdictOf(compareSeeds(differences, bases), "hard", "random", adjusted, benchmarks);
}

} // namespace

class TestVerdict : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void claimsWhatTheTestAllows()
    {
        const std::vector<double> up{ 0.04, 0.05, 0.06, 0.05, 0.045 };
        const auto better = verdictOn(up);
        QVERIFY(better.kind == VerdictKind::Better);
        QCOMPARE(verdictSentence(better),
            std::string(
                "hard is better than random by 4.9 points (95 % interval 4.0 to 5.8; 5 seeds, 5 of them above 0; p = "
                "0.0001)."));
        std::vector<double> down = up;
        for (double& difference : down)
            difference = -difference;
        const auto worse = verdictOn(down);
        QVERIFY(worse.kind == VerdictKind::Worse);
        QVERIFY(verdictSentence(worse).starts_with("hard is worse than random by 4.9 points"));
    }

    void holmCanTakeAClaimBack()
    {
        const std::vector<double> up{ 0.04, 0.05, 0.06, 0.05, 0.045 };
        const auto verdict = verdictOn(up, {}, 0.06, 18);
        QVERIFY(verdict.kind == VerdictKind::CannotTell);
        QVERIFY(
            verdictSentence(verdict).find("p = 0.060, adjusted for the 18 benchmarks of this pair") != std::string::npos);
    }

    void saysWhenItCannotTell()
    {
        const auto verdict = verdictOn({ 0.02, -0.01, 0.03, -0.02, 0.01, 0.0 });
        QVERIFY(verdict.kind == VerdictKind::CannotTell);
        QVERIFY(verdict.detectable > 0.02 && verdict.detectable < 0.04);
        const auto sentence = verdictSentence(verdict);
        QVERIFY2(sentence.starts_with("Whether hard and random differ cannot be told: hard minus random is 0.5 points"),
            sentence.c_str());
        QVERIFY2(sentence.ends_with("points or more would have been seen four times of five."), sentence.c_str());
        const auto strict = verdictOn({ 0.02, -0.01, 0.03, -0.02, 0.01, 0.0 }, {}, 1.0, 8); // each at a level of 5 % / 8
        QVERIFY(strict.detectable > 1.3 * verdict.detectable);
        const auto even = verdictOn(std::vector<double>(5, 0.08)); // no spread: nothing can be said of smaller ones
        QVERIFY(even.kind == VerdictKind::CannotTell);
        QCOMPARE(even.detectable, 0.0);
        QVERIFY(verdictSentence(even).find("four times of five") == std::string::npos);
    }

    void claimsNothingOfFewSeeds()
    {
        const auto verdict = verdictOn({ 0.05, 0.051, 0.049, 0.05 }); // as sure as can be, and yet four
        QVERIFY(verdict.kind == VerdictKind::TooFewUnits);
        const auto sentence = verdictSentence(verdict);
        QVERIFY2(sentence.ends_with("That is too few for a claim: at least 5 seeds are needed."), sentence.c_str());
        QVERIFY(sentence.find("p ") == std::string::npos && sentence.find("95 % interval") != std::string::npos);
        const auto one = verdictSentence(verdictOn({ 0.05 }));
        QVERIFY(one.find("interval") == std::string::npos && one.find("1 seed,") != std::string::npos);
    }

    void claimsNothingOfFewBases()
    {
        const auto verdict = verdictOn({ 0.05, 0.051, 0.049, 0.05, 0.09, 0.091, 0.092, 0.093 }, { 0, 0, 0, 0, 1, 1, 1, 1 });
        QVERIFY(verdict.kind == VerdictKind::TooFewUnits);
        const auto sentence = verdictSentence(verdict);
        QVERIFY2(sentence.find("8 seeds on 2 base models, each counted once") != std::string::npos, sentence.c_str());
        QVERIFY(sentence.ends_with("at least 5 base models are needed."));
    }

    void itemsSpeakOfTwoModels()
    {
        const auto clear = itemSentence("hard", "all", { 670, 59, 32 });
        QVERIFY2(clear.starts_with("The model of hard answers more items right than that of all: on 91 of 670 items"),
            clear.c_str());
        QVERIFY(itemSentence("hard", "all", { 670, 32, 59 }).starts_with("The model of all answers more"));
        QVERIFY(itemSentence("hard", "all", { 670, 30, 28 }).starts_with("Which of the two models is better cannot"));
        QVERIFY(clear.ends_with("for that, several seeds of each are needed.")); // true beside ten seeds too
        QVERIFY(itemSentence("hard", "all", { 670, 0, 0 }).find("alike") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestVerdict)
#include "tst_verdict.moc"
