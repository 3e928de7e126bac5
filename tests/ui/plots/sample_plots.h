// SPDX-License-Identifier: GPL-3.0-or-later
// Plots of seeded numbers in plausible shapes, as the pages show them: for tests, the gallery and the bench.
#pragma once

#include "ui/plots/dumbbell_content.h"
#include "ui/plots/histogram_content.h"
#include "ui/plots/line_content.h"
#include "ui/plots/map_content.h"
#include "ui/plots/stacked_bar_content.h"
#include "ui/plots/trajectory_content.h"

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

/// Losses of rows that are learned early or late at 10 recording points, with their two clusters.
ui::TrajectoryContent trajectories(std::size_t rows = 26390);
/// Mean and variability of the same rows.
ui::MapContent dataMap(std::size_t rows = 26390);
/// Data page: lengths of all rows and of one source, cut at 512.
ui::HistogramContent lengths();
/// Learning times of two clusters, some rows not learned yet.
ui::HistogramContent learningTimes();
/// Curate page: ten sources before and after hard × 2.
ui::DumbbellContent sourceMix();
/// Easy and hard rows before, after, and of two controls.
ui::StackedBarContent clusterMix();

} // namespace samples
