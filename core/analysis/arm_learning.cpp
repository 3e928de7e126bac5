// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/arm_learning.h"

#include "core/base/error.h"

#include <algorithm>
#include <set>

namespace core::analysis {

namespace {

void requireAlike(const std::vector<ArmCurves>& arms)
{
    if (arms.empty() || arms[0].seeds.empty() || arms[0].seeds[0].empty())
        throw Error(ErrorKind::BadInput, "learning times of arms need an arm, a seed and a curve");
    const auto& model = arms[0].seeds[0];
    for (const ArmCurves& arm : arms) {
        if (arm.seeds.size() != arms[0].seeds.size())
            throw Error(ErrorKind::BadInput,
                "the arm " + arm.arm + " has " + std::to_string(arm.seeds.size()) + " seeds, the arm " + arms[0].arm + " "
                    + std::to_string(arms[0].seeds.size()));
        for (const auto& curves : arm.seeds)
            if (!std::equal(curves.begin(), curves.end(), model.begin(), model.end(),
                    [](const NamedCurve& left, const NamedCurve& right) { return left.name == right.name; }))
                throw Error(ErrorKind::BadInput, "a seed of the arm " + arm.arm + " has other curves than the first");
    }
}

/// Absent: censored, or too short to say.
std::optional<double> learningTime(const Curve& curve, const CurveSettings& settings)
{
    if (curve.steps.size() < 2)
        return std::nullopt; // of a model that diverged
    const CurveAnalysis analysis = analyseCurve(curve, settings);
    return analysis.censored ? std::nullopt : analysis.learningTime;
}

CurveLearning curveLearning(
    const ArmCurves& arm, std::size_t curve, const CurveSettings& settings, std::span<const std::int32_t> bases)
{
    CurveLearning learning;
    learning.name = arm.seeds[0][curve].name;
    std::vector<double> known;
    std::vector<std::int32_t> knownBases;
    for (std::size_t seed = 0; seed < arm.seeds.size(); ++seed) {
        learning.times.push_back(learningTime(arm.seeds[seed][curve].curve, settings));
        if (!learning.times.back())
            continue;
        known.push_back(*learning.times.back());
        if (!bases.empty())
            knownBases.push_back(bases[seed]);
    }
    learning.learned = known.size();
    if (!known.empty())
        learning.time = unitInterval(known, knownBases);
    return learning;
}

void addEntropies(
    ArmLearning& arm, const std::vector<std::size_t>& used, std::size_t seeds, std::span<const std::int32_t> bases)
{
    for (std::size_t seed = 0; seed < seeds; ++seed) {
        std::vector<double> times;
        for (const std::size_t curve : used)
            times.push_back(*arm.curves[curve].times[seed]);
        arm.entropies.push_back(learningTimeEntropy(times));
    }
    arm.entropy = unitInterval(arm.entropies, bases);
}

} // namespace

ArmsLearning armsLearning(
    const std::vector<ArmCurves>& arms, const CurveSettings& settings, std::span<const std::int32_t> bases)
{
    requireAlike(arms);
    ArmsLearning result;
    result.seeds = arms[0].seeds.size();
    if (!bases.empty() && bases.size() != result.seeds)
        throw Error(ErrorKind::BadInput, "learning times of arms need the base of every seed, or of none");
    result.units = bases.empty() ? result.seeds : std::set<std::int32_t>(bases.begin(), bases.end()).size();
    const std::size_t curves = arms[0].seeds[0].size();
    for (const ArmCurves& arm : arms) {
        ArmLearning learning;
        learning.arm = arm.arm;
        for (std::size_t curve = 0; curve < curves; ++curve)
            learning.curves.push_back(curveLearning(arm, curve, settings, bases));
        result.arms.push_back(std::move(learning));
    }
    std::vector<std::size_t> used;
    for (std::size_t curve = 0; curve < curves; ++curve) {
        const bool everywhere = std::all_of(result.arms.begin(), result.arms.end(),
            [&](const ArmLearning& arm) { return arm.curves[curve].learned == result.seeds; });
        (everywhere ? result.used : result.censored).push_back(arms[0].seeds[0][curve].name);
        if (everywhere)
            used.push_back(curve);
    }
    for (ArmLearning& arm : result.arms)
        if (used.size() >= 2)
            addEntropies(arm, used, result.seeds, bases);
    return result;
}

SeedComparison compareEntropy(const ArmLearning& first, const ArmLearning& second, std::span<const std::int32_t> bases)
{
    if (first.entropies.empty() || first.entropies.size() != second.entropies.size())
        throw Error(ErrorKind::BadInput,
            "the entropies of " + first.arm + " and " + second.arm + " cannot be compared: both need one for every seed");
    std::vector<double> differences;
    for (std::size_t seed = 0; seed < first.entropies.size(); ++seed)
        differences.push_back(first.entropies[seed] - second.entropies[seed]);
    return compareSeeds(differences, bases);
}

} // namespace core::analysis
