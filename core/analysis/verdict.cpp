// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/verdict.h"

#include "core/analysis/detectable_effect.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace core::analysis {

namespace {

constexpr double level = 0.05;

/// A share as points with one decimal: 0.038 as "3.8". Without "-0.0".
std::string points(double share)
{
    const double rounded = std::round(share * 1000) / 10;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f", rounded == 0 ? 0.0 : rounded);
    return text.data();
}

/// A difference as its kind of score is told, without its unit.
std::string amount(ScoreKind kind, double difference)
{
    if (kind == ScoreKind::Share)
        return points(difference);
    const double rounded = std::round(difference * 1e4) / 1e4;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.4f", rounded == 0 ? 0.0 : rounded);
    return text.data();
}

std::string amountWithUnit(ScoreKind kind, double difference)
{
    return amount(kind, difference) + (kind == ScoreKind::Share ? " points" : " of loss");
}

std::string pText(double p)
{
    if (p < 0.0001)
        return "p < 0.0001";
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), p < 0.01 ? "p = %.4f" : "p = %.3f", p);
    return text.data();
}

std::string counted(std::size_t count, const char* one, const char* many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string unitsText(const SeedComparison& comparison)
{
    std::string text = counted(comparison.seeds, "seed", "seeds");
    if (comparison.bases < comparison.seeds)
        text += " on " + counted(comparison.bases, "base model", "base models") + ", each counted once";
    return text;
}

/// "(95 % interval 1.3 to 6.3; 10 seeds, 9 of them above 0; p = 0.004)"
std::string figures(const Verdict& verdict)
{
    const auto& comparison = verdict.comparison;
    const Interval& interval = comparison.difference.interval;
    std::string text = "(";
    if (comparison.units >= 2)
        text += "95 % interval " + amount(verdict.scoreKind, interval.low) + " to "
            + amount(verdict.scoreKind, interval.high) + "; ";
    text += unitsText(comparison) + ", ";
    text += verdict.scoreKind == ScoreKind::Share ? std::to_string(comparison.positive) + " of them above 0"
                                                  : std::to_string(comparison.negative) + " of them below 0";
    if (verdict.p && comparison.mayClaim())
        text += "; " + pText(*verdict.p)
            + (verdict.benchmarks > 1
                    ? ", adjusted for the " + std::to_string(verdict.benchmarks) + " " + verdict.family + " of this pair"
                    : "");
    return text + ")";
}

} // namespace

std::string_view nameOf(VerdictKind kind)
{
    constexpr std::array<std::string_view, 4> names{ "better", "worse", "cannot-tell", "too-few-units" };
    return names[static_cast<std::size_t>(kind)];
}

std::string_view nameOf(ScoreKind kind)
{
    return kind == ScoreKind::Loss ? "loss" : "share";
}

Verdict verdictOf(const SeedComparison& comparison, std::string first, std::string second, std::optional<double> adjusted,
    std::size_t benchmarks, ScoreKind scoreKind)
{
    Verdict verdict;
    verdict.first = std::move(first);
    verdict.second = std::move(second);
    verdict.scoreKind = scoreKind;
    verdict.comparison = comparison;
    verdict.p = adjusted ? adjusted : comparison.p;
    verdict.benchmarks = benchmarks;
    if (comparison.units >= 2)
        verdict.detectable = detectableSeedEffect(comparison.difference.deviation, comparison.units,
            { 0.8, level / static_cast<double>(std::max<std::size_t>(1, benchmarks)) });
    if (!comparison.mayClaim())
        verdict.kind = VerdictKind::TooFewUnits;
    else if (!verdict.p || *verdict.p >= level)
        verdict.kind = VerdictKind::CannotTell;
    else
        verdict.kind
            = (comparison.difference.mean > 0) == (scoreKind == ScoreKind::Share) ? VerdictKind::Better : VerdictKind::Worse;
    return verdict;
}

std::string verdictSentence(const Verdict& verdict)
{
    const double mean = verdict.comparison.difference.mean;
    const std::string pair = verdict.first + " and " + verdict.second;
    const ScoreKind unit = verdict.scoreKind;
    if (unit == ScoreKind::Loss && (verdict.kind == VerdictKind::Better || verdict.kind == VerdictKind::Worse))
        return verdict.first + " has a " + (verdict.kind == VerdictKind::Better ? "lower" : "higher") + " loss than "
            + verdict.second + " by " + amount(unit, std::abs(mean)) + " " + figures(verdict) + ".";
    switch (verdict.kind) {
    case VerdictKind::Better:
        return verdict.first + " is better than " + verdict.second + " by " + points(mean) + " points " + figures(verdict)
            + ".";
    case VerdictKind::Worse:
        return verdict.first + " is worse than " + verdict.second + " by " + points(-mean) + " points " + figures(verdict)
            + ".";
    case VerdictKind::CannotTell:
        return "Whether " + pair + " differ cannot be told: " + verdict.first + " minus " + verdict.second + " is "
            + amountWithUnit(unit, mean) + " " + figures(verdict) + "."
            + (verdict.detectable > 0 ? " Only a difference of " + amountWithUnit(unit, verdict.detectable)
                        + " or more would have been seen four times of five."
                                      : "");
    case VerdictKind::TooFewUnits:
        break;
    }
    const bool shared = verdict.comparison.bases < verdict.comparison.seeds;
    return verdict.first + " minus " + verdict.second + " is " + amountWithUnit(unit, mean) + " " + figures(verdict)
        + ". That is too few for a claim: at least " + std::to_string(leastUnitsForClaim)
        + (shared ? " base models are needed." : " seeds are needed.");
}

std::string itemSentence(const std::string& first, const std::string& second, const PairedCounts& counts)
{
    const std::uint64_t differ = counts.onlyFirst + counts.onlySecond;
    const std::string among = std::to_string(differ) + " of " + std::to_string(counts.items) + " items they differ";
    if (differ == 0)
        return "The models of " + first + " and " + second + " answer all " + std::to_string(counts.items) + " items alike.";
    const double p = mcNemar(counts).exact;
    const bool more = counts.onlyFirst > counts.onlySecond;
    const std::string numbers = "on " + among + ", " + std::to_string(counts.onlyFirst) + " times for " + first + " and "
        + std::to_string(counts.onlySecond) + " times for " + second + " (McNemar, exact: " + pText(p) + ")";
    const std::string ending
        = ". This compares two models, not two ways of training: for that, several seeds of each are needed.";
    if (p >= level)
        return "Which of the two models is better cannot be told: " + numbers + ending;
    return "The model of " + (more ? first : second) + " answers more items right than that of " + (more ? second : first)
        + ": " + numbers + ending;
}

} // namespace core::analysis
