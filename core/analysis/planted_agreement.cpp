// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/planted_agreement.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace core::analysis {
namespace {

struct Scored {
    float loss = 0;
    bool planted = false;
};

/// Mann-Whitney: over all pairs of a planted-hard row and another one, the share in which the first has the higher loss.
double areaUnderCurve(std::vector<Scored>& rows)
{
    std::sort(rows.begin(), rows.end(), [](const Scored& left, const Scored& right) { return left.loss < right.loss; });
    double others = 0;
    double planted = 0;
    double won = 0;
    for (std::size_t i = 0; i < rows.size();) {
        double tiedOthers = 0;
        double tiedPlanted = 0;
        const float loss = rows[i].loss;
        for (; i < rows.size() && rows[i].loss == loss; ++i)
            (rows[i].planted ? tiedPlanted : tiedOthers) += 1;
        won += tiedPlanted * (others + tiedOthers / 2);
        others += tiedOthers;
        planted += tiedPlanted;
    }
    return others > 0 && planted > 0 ? won / (others * planted) : std::numeric_limits<double>::quiet_NaN();
}

double ratio(std::size_t part, std::size_t whole)
{
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : std::numeric_limits<double>::quiet_NaN();
}

} // namespace

PlantedAgreement difficultyAgreement(std::span<const int> difficulties, std::span<const std::uint8_t> isHard,
    std::span<const float> meanLosses, int hardDifficulty)
{
    if (difficulties.size() != isHard.size() || isHard.size() != meanLosses.size())
        throw Error(ErrorKind::BadInput, "planted difficulties, hard rows and losses must be of the same rows");
    PlantedAgreement agreement;
    std::vector<Scored> scored;
    for (std::size_t row = 0; row < difficulties.size(); ++row) {
        if (std::isnan(meanLosses[row]))
            continue;
        const bool planted = difficulties[row] >= hardDifficulty;
        const bool found = isHard[row] != 0;
        ++agreement.rows;
        agreement.plantedHard += planted ? 1 : 0;
        agreement.foundHard += found ? 1 : 0;
        agreement.both += planted && found ? 1 : 0;
        scored.push_back({ meanLosses[row], planted });
    }
    agreement.recall = ratio(agreement.both, agreement.plantedHard);
    agreement.precision = ratio(agreement.both, agreement.foundHard);
    agreement.areaUnderCurve = areaUnderCurve(scored);
    return agreement;
}

} // namespace core::analysis
