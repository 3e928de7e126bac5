// SPDX-License-Identifier: Apache-2.0
// How small an effect a comparison could have seen: said beside every "cannot tell".
#pragma once

#include <cstdint>

namespace core::analysis {

struct DetectionSettings {
    double power = 0.8; ///< with which it is to be seen, in (alpha, 1)
    double alpha = 0.05; ///< two-sided
};

/// Chance that the paired t test over `units` rejects when the true mean difference is `effect` and differences spread
/// with `deviation`. Throws Error{BadInput} below two units.
double seedTestPower(double effect, double deviation, std::size_t units, double alpha = 0.05);
/// The least true difference that test sees with the power asked for, in the unit of `deviation`. 0 for deviation 0.
double detectableSeedEffect(double deviation, std::size_t units, const DetectionSettings& settings = {});

/// The least difference of two accuracies on the same items that McNemar's test sees, as a share of the items (Connor
/// 1987); `discordant`: the share of items on which the two models differ. At most `discordant`.
double detectableItemEffect(std::uint64_t items, double discordant, const DetectionSettings& settings = {});

} // namespace core::analysis
