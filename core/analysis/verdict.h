// SPDX-License-Identifier: Apache-2.0
// What a comparison of two arms may say, as values, and as one plain sentence.
#pragma once

#include "core/analysis/paired_items.h"
#include "core/analysis/paired_seeds.h"

#include <optional>
#include <string>
#include <string_view>

namespace core::analysis {

/// What is compared.
enum class ScoreKind {
    Share, ///< of right answers: higher is better, differences are told in points
    Loss, ///< lower is better
};
std::string_view nameOf(ScoreKind kind); ///< "share", "loss"

enum class VerdictKind {
    Better, ///< the first arm, at the level of 5 %
    Worse,
    CannotTell, ///< an effect below the detectable one may be there or not
    TooFewUnits, ///< an interval and no claim
};
std::string_view nameOf(VerdictKind kind); ///< "better", "worse", "cannot-tell", "too-few-units"

struct Verdict {
    VerdictKind kind = VerdictKind::TooFewUnits;
    std::string first; ///< the arm
    std::string second;
    ScoreKind scoreKind = ScoreKind::Share;
    SeedComparison comparison; ///< of accuracies as shares, or of losses; first minus second
    std::optional<double> p; ///< adjusted for the number of benchmarks (Holm); absent where none could be computed
    std::size_t benchmarks = 1; ///< of this pair that were compared together
    std::string family = "benchmarks"; ///< what those are: "benchmarks", "sources", "groups"
    /// The least true difference that would be seen four times of five, at the level divided by `benchmarks`; 0 below two
    /// units and where there is no spread to judge by.
    double detectable = 0;
};

/// `adjusted`: the p of the comparison after Holm's adjustment over `benchmarks`; absent: as it is.
Verdict verdictOf(const SeedComparison& comparison, std::string first, std::string second,
    std::optional<double> adjusted = std::nullopt, std::size_t benchmarks = 1, ScoreKind scoreKind = ScoreKind::Share);

/// "hard is better than random by 5.0 points (95 % interval 2.6 to 7.4; 10 seeds, 10 of them above 0; p = 0.0009)."
/// "hard has a lower loss than random by 0.0210 (95 % interval -0.0310 to -0.0110; 10 seeds, 9 of them below 0; p = 0.001)."
std::string verdictSentence(const Verdict& verdict);
/// Of two models on the same items: what differs, and that it says nothing of other seeds.
std::string itemSentence(const std::string& first, const std::string& second, const PairedCounts& counts);

} // namespace core::analysis
