// SPDX-License-Identifier: GPL-3.0-or-later
// Plots of seeded numbers in plausible shapes, as the pages show them: for tests, the gallery and the bench.
#pragma once

#include "ui/plots/line_content.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace samples {

/// Proxy page: loss of each step behind its mean of 17, recording points, a run that is at step 287 of 468.
ui::LineContent trainingLoss();
/// Proxy page: four sources at the recording points, even positions with true steps.
ui::LineContent lossBySource();
/// Two clusters with band, plateau, drop, learning times.
ui::LineContent furniture();
/// Nine lines: more than have room for names.
ui::LineContent manyLines();

} // namespace samples
