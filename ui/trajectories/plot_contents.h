// SPDX-License-Identifier: GPL-3.0-or-later
// From the numbers of a picture to what each plot of the page draws, in words.
#pragma once

#include "ui/plots/histogram_content.h"
#include "ui/plots/map_content.h"
#include "ui/plots/trajectory_content.h"
#include "ui/trajectories/trajectory_picture.h"

namespace ui {

TrajectoryContent trajectoryContent(const TrajectoryPicture& picture);
MapContent mapContent(const TrajectoryPicture& picture);
/// `selected`: counted beside all; null or empty: the hard rows are.
HistogramContent learningContent(const TrajectoryPicture& picture, const core::data::Selection* selected);

/// Rows that a person pinned or excluded, as lines over the image: the first ones; and how many there are.
struct DecidedRows {
    std::vector<RowLine> drawn;
    std::size_t count = 0;
    std::size_t excluded = 0; ///< of them
};
inline constexpr std::size_t mostDecidedDrawn = 6;
DecidedRows decidedRows(const core::data::Columns& columns);

} // namespace ui
