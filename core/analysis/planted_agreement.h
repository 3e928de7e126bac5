// SPDX-License-Identifier: Apache-2.0
// How well a hard set finds rows whose difficulty is known because the sample generator planted it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace core::analysis {

struct PlantedAgreement {
    std::size_t rows = 0; ///< scored rows
    std::size_t plantedHard = 0;
    std::size_t foundHard = 0;
    std::size_t both = 0;
    double recall = 0; ///< both / plantedHard; NaN without such rows
    double precision = 0; ///< both / foundHard; NaN without such rows
    double areaUnderCurve
        = 0; ///< chance that a planted-hard row has a higher mean loss than another, ties half; NaN if one-sided
};

/// One entry per row in each: planted difficulty, hard or not (1, 0), mean loss (NaN = unscored, left out). A row is
/// planted hard at `hardDifficulty` or above. Throws Error{BadInput} when the lengths differ.
PlantedAgreement difficultyAgreement(std::span<const int> difficulties, std::span<const std::uint8_t> isHard,
    std::span<const float> meanLosses, int hardDifficulty = 3);

} // namespace core::analysis
