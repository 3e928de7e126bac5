// SPDX-License-Identifier: Apache-2.0
// What the sample's experiment found, as tables, sentences and JSON.
#include "app/cli/sample_report.h"

#include "app/cli/text.h"
#include "core/analysis/verdict.h"

#include <algorithm>
#include <cmath>

namespace cli {

namespace {

using namespace core::jobs;
using core::analysis::SeedComparison;

/// "71.2 ± 4.2": a mean over seeds and half its 95 % t interval, of shares in percent.
std::string meanText(const std::vector<double>& shares)
{
    std::vector<double> known;
    std::copy_if(shares.begin(), shares.end(), std::back_inserter(known), [](double x) { return std::isfinite(x); });
    if (known.empty())
        return "-";
    const auto mean = core::analysis::meanInterval(known);
    std::string text = numberText(100 * mean.mean, 1);
    if (mean.count > 1)
        text += " ± " + numberText(50 * (mean.interval.high - mean.interval.low), 1);
    return text;
}

std::string differenceText(const SeedComparison& comparison)
{
    const auto& difference = comparison.difference;
    std::string text = (difference.mean < 0 ? "−" : "+") + numberText(100 * std::abs(difference.mean), 1);
    if (difference.count > 1)
        text += " ± " + numberText(50 * (difference.interval.high - difference.interval.low), 1);
    return text;
}

bool hasArm(const SampleFindings& findings, const std::string& name)
{
    return std::any_of(findings.arms.begin(), findings.arms.end(), [&](const auto& arm) { return arm.arm == name; });
}

/// First and second, as far as both arms are there.
std::vector<std::pair<std::string, std::string>> pairsOf(const SampleFindings& findings)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& pair : { std::pair("hard", "all"), std::pair("hard", "random"), std::pair("hard", "easy"),
             std::pair("hard", "source-matched"), std::pair("hard", "hard-last"), std::pair("random", "all"),
             std::pair("all", "easy"), std::pair("all", "base") }) {
        if (hasArm(findings, pair.first) && hasArm(findings, pair.second))
            pairs.emplace_back(pair);
    }
    return pairs;
}

const std::vector<std::string>& meanGroups()
{
    static const std::vector<std::string> groups{ macroGroup, weightedGroup, combinationGroup(true, true),
        combinationGroup(false, true), combinationGroup(true, false), combinationGroup(false, false) };
    return groups;
}

std::vector<std::string> skillsOf(const SampleFindings& findings)
{
    std::vector<std::string> skills;
    for (const PartHardShare& part : findings.raw.parts) {
        if (skills.empty() || skills.back() != part.skill)
            skills.push_back(part.skill);
    }
    return skills;
}

std::string hardShareTable(const SampleFindings& findings)
{
    Table table({ "skill", "part", "planted", ">rows", ">hard, %", ">by the last point, %" });
    for (std::size_t i = 0; i < findings.raw.parts.size(); ++i) {
        const PartHardShare& part = findings.raw.parts[i];
        table.add({ part.skill, part.part, combinationGroup(part.common, part.difficulty >= 3),
            countText(static_cast<std::int64_t>(part.rows)), meanText(part.shares),
            meanText(findings.last.parts[i].shares) });
    }
    return table.text();
}

std::string agreementTable(const SampleFindings& findings)
{
    Table table({ "clusters of", ">hard share, %", ">recall, %", ">precision, %", ">area under curve",
        ">of rarity: recall, %", ">precision, %" });
    for (const SampleClusters* clusters : { &findings.raw, &findings.last }) {
        std::vector<double> recall;
        std::vector<double> precision;
        double area = 0;
        for (const auto& agreement : clusters->agreement) {
            recall.push_back(agreement.recall);
            precision.push_back(agreement.precision);
            area += agreement.areaUnderCurve / static_cast<double>(clusters->agreement.size());
        }
        table.add({ clusters->lastPoint ? "the last point" : "whole trajectories", meanText(clusters->hardShares),
            meanText(recall), meanText(precision), clusters->lastPoint ? "" : numberText(area, 3),
            meanText(clusters->rareRecall), meanText(clusters->rarePrecision) });
    }
    return table.text();
}

std::string armsTable(const SampleFindings& findings, const std::vector<std::string>& groups)
{
    std::vector<std::string> headings{ "arm" };
    for (const std::string& group : groups)
        headings.push_back(">" + group);
    Table table(headings);
    for (const SampleArmAccuracy& arm : findings.arms) {
        std::vector<std::string> cells{ arm.arm };
        for (const std::string& group : groups)
            cells.push_back(meanText(arm.byGroup.at(group)));
        table.add(cells);
    }
    return table.text();
}

std::string differencesTable(const SampleFindings& findings)
{
    std::vector<std::string> headings{ "points" };
    for (const std::string& group : meanGroups())
        headings.push_back(">" + group);
    headings.insert(headings.end(), { ">macro above 0", ">p" });
    Table table(headings);
    for (const auto& [first, second] : pairsOf(findings)) {
        std::vector<std::string> cells{ first + " − " + second };
        for (const std::string& group : meanGroups())
            cells.push_back(differenceText(compareArms(findings, first, second, group)));
        const auto macro = compareArms(findings, first, second, macroGroup);
        cells.push_back(countText(static_cast<std::int64_t>(macro.positive)) + " of "
            + countText(static_cast<std::int64_t>(macro.seeds)));
        cells.push_back(macro.p ? numberText(*macro.p, 4) : "-");
        table.add(cells);
    }
    return table.text();
}

/// One group of the question where hard beats the source-matched control.
struct GroupDifference {
    std::string group;
    std::size_t items = 0;
    SeedComparison comparison;
    double adjusted = 1; ///< p after Holm over all groups
};

/// By part of a skill: only here can a choice of examples differ from a re-weighting of skills.
std::vector<GroupDifference> partDifferences(const SampleFindings& findings)
{
    std::vector<GroupDifference> groups;
    if (!hasArm(findings, "hard") || !hasArm(findings, "source-matched"))
        return groups;
    std::vector<double> p;
    for (const PartHardShare& part : findings.raw.parts) {
        const std::string group = partGroup(part.skill, part.part);
        if (findings.items.count(group) == 0)
            continue;
        groups.push_back({ group, findings.items.at(group), compareArms(findings, "hard", "source-matched", group), 1 });
        p.push_back(groups.back().comparison.p.value_or(1));
    }
    const auto adjusted = core::analysis::holmAdjusted(p);
    for (std::size_t i = 0; i < groups.size(); ++i)
        groups[i].adjusted = adjusted[i];
    return groups;
}

std::string partsText(const SampleFindings& findings)
{
    const auto groups = partDifferences(findings);
    if (groups.empty())
        return {};
    Table table({ "part of a skill", ">test items", ">hard − source-matched, points", ">p", ">p after Holm" });
    std::string better;
    for (const GroupDifference& group : groups) {
        table.add({ group.group, countText(static_cast<std::int64_t>(group.items)), differenceText(group.comparison),
            group.comparison.p ? numberText(*group.comparison.p, 4) : "-", numberText(group.adjusted, 4) });
        if (group.adjusted < 0.05 && group.comparison.difference.mean > 0)
            better += (better.empty() ? "" : "; ") + group.group;
    }
    if (!groups.front().comparison.mayClaim())
        return table.text() + "Too few seeds for a claim about any of them: at least "
            + std::to_string(core::analysis::leastUnitsForClaim) + " are needed.\n";
    return table.text()
        + (better.empty() ? "In no part of a skill can hard be told to beat the source-matched control: what hard gains, a "
                            "re-weighting of skills may give as well.\n"
                          : "Hard beats the source-matched control in: " + better + ".\n");
}

std::string sentences(const SampleFindings& findings)
{
    std::string text;
    for (const auto& [first, second] : pairsOf(findings)) {
        if (first == "hard")
            text += verdictSentence(
                        core::analysis::verdictOf(compareArms(findings, first, second, macroGroup), first, second))
                + "\n";
    }
    return text;
}

core::OrderedJson numbersJson(const std::vector<double>& values)
{
    core::OrderedJson list = core::OrderedJson::array();
    for (const double value : values)
        list.push_back(core::OrderedJson(core::jsonNumber(value)));
    return list;
}

core::OrderedJson clustersJson(const SampleClusters& clusters)
{
    core::OrderedJson json{ { "features", clusters.lastPoint ? "last" : "raw" },
        { "hard_share", numbersJson(clusters.hardShares) } };
    for (const auto& agreement : clusters.agreement)
        json["agreement"].push_back(
            { { "recall", core::jsonNumber(agreement.recall) }, { "precision", core::jsonNumber(agreement.precision) },
                { "area_under_curve", core::jsonNumber(agreement.areaUnderCurve) } });
    json["rare_recall"] = numbersJson(clusters.rareRecall);
    json["rare_precision"] = numbersJson(clusters.rarePrecision);
    for (const PartHardShare& part : clusters.parts)
        json["parts"].push_back({ { "skill", part.skill }, { "part", part.part }, { "difficulty", part.difficulty },
            { "common", part.common }, { "rows", part.rows }, { "hard_share", numbersJson(part.shares) } });
    return json;
}

core::OrderedJson comparisonJson(const SeedComparison& comparison)
{
    return { { "points", 100 * comparison.difference.mean },
        { "low", core::jsonNumber(100 * comparison.difference.interval.low) },
        { "high", core::jsonNumber(100 * comparison.difference.interval.high) }, { "above_0", comparison.positive },
        { "seeds", comparison.seeds },
        { "p", comparison.p ? core::OrderedJson(core::jsonNumber(*comparison.p)) : core::OrderedJson(nullptr) } };
}

} // namespace

std::string findingsText(const SampleFindings& findings)
{
    const auto title = [](const std::string& text) { return "\n== " + text + "\n"; };
    return title("Hard rows by skill and part (mean over " + countText(static_cast<std::int64_t>(findings.seeds.size()))
               + " seeds ± half its 95 % interval)")
        + hardShareTable(findings) + title("Agreement with the planted difficulty, and with rarity")
        + agreementTable(findings) + title("Accuracy in percent, by what was planted") + armsTable(findings, meanGroups())
        + title("Accuracy in percent, by skill") + armsTable(findings, skillsOf(findings))
        + title("Differences of arms, in points of accuracy") + differencesTable(findings)
        + title("Does hard beat the source-matched control anywhere?") + partsText(findings) + title("What can be said")
        + sentences(findings)
        + "Steps and sizes were chosen so that hard skills end mid-range; all seeds share the same rows.\n";
}

core::OrderedJson findingsJson(const SampleFindings& findings)
{
    core::OrderedJson json;
    for (const std::uint64_t seed : findings.seeds)
        json["seeds"].push_back(std::to_string(seed));
    json["clusters"] = { clustersJson(findings.raw), clustersJson(findings.last) };
    for (const SampleArmAccuracy& arm : findings.arms) {
        core::OrderedJson one{ { "arm", arm.arm } };
        for (const auto& [group, values] : arm.byGroup)
            one["accuracy"][group] = numbersJson(values);
        json["arms"].push_back(one);
    }
    for (const auto& [first, second] : pairsOf(findings)) {
        core::OrderedJson one{ { "first", first }, { "second", second } };
        for (const std::string& group : meanGroups())
            one["difference"][group] = comparisonJson(compareArms(findings, first, second, group));
        one["sentence"]
            = verdictSentence(core::analysis::verdictOf(compareArms(findings, first, second, macroGroup), first, second));
        json["comparisons"].push_back(one);
    }
    for (const GroupDifference& group : partDifferences(findings)) {
        core::OrderedJson one{ { "part", group.group }, { "items", group.items } };
        one.update(comparisonJson(group.comparison));
        one["p_holm"] = core::jsonNumber(group.adjusted);
        json["hard_against_source_matched"].push_back(one);
    }
    return json;
}

} // namespace cli
