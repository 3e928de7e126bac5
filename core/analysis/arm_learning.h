// SPDX-License-Identifier: Apache-2.0
// Learning times of skills (sources, clusters) and their entropy for every arm of an experiment, with intervals over seeds.
// The entropy is that of curves.h: −Σ p ln p with p = T/ΣT, over the curves that no seed of any arm censors, so that arms
// are compared over the same curves.
#pragma once

#include "core/analysis/curves.h"
#include "core/analysis/paired_seeds.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace core::analysis {

/// From this many independent seeds on, and only where no curve was censored, an entropy may be shown as a finding.
inline constexpr std::size_t leastSeedsForEntropy = 10;

struct ArmCurves {
    std::string arm;
    std::vector<std::vector<NamedCurve>> seeds; ///< per seed, in the same order in every arm, the same names in each
};

struct CurveLearning {
    std::string name;
    std::vector<std::optional<double>> times; ///< per seed; absent: censored
    std::size_t learned = 0; ///< seeds that have a time
    std::optional<MeanInterval> time; ///< over those, the mean of a shared base counting once; absent where there is none
};

struct ArmLearning {
    std::string arm;
    std::vector<CurveLearning> curves; ///< in the order of the first seed
    std::vector<double> entropies; ///< per seed, over ArmsLearning::used; empty with fewer than two of them
    std::optional<MeanInterval> entropy;
};

struct ArmsLearning {
    std::vector<ArmLearning> arms;
    std::vector<std::string> used; ///< curves of the entropies
    std::vector<std::string> censored; ///< curves that some seed of some arm censors: left out of the entropies
    std::size_t seeds = 0;
    std::size_t units = 0; ///< independent ones: the bases where seeds share one, else the seeds

    /// Whether an entropy may be shown as a finding.
    bool mayShowEntropy() const { return censored.empty() && used.size() >= 2 && units >= leastSeedsForEntropy; }
};

/// A curve with fewer than two points is censored. `bases`: of each seed, as compareSeeds() takes them. Throws
/// Error{BadInput}: no arms, arms with other numbers of seeds, seeds with other curves.
ArmsLearning armsLearning(
    const std::vector<ArmCurves>& arms, const CurveSettings& settings = {}, std::span<const std::int32_t> bases = {});

/// Entropy of the first arm minus that of the second, seed by seed. Throws Error{BadInput} where either has none.
SeedComparison compareEntropy(const ArmLearning& first, const ArmLearning& second, std::span<const std::int32_t> bases = {});

} // namespace core::analysis
