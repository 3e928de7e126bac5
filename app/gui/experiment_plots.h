// SPDX-License-Identifier: GPL-3.0-or-later
// The plots of an experiment for `datalever --render`: curves of its arms, their differences, scores by skill.
#pragma once

#include "app/gui/plot_rendering.h"

#include <memory>

namespace ui {
class PlotFrame;
class Theme;
} // namespace ui

namespace gui {

/// "arm-curves": of `on` (a measured curve; absent: the training loss). "arm-differences" to `against` on `on` (a benchmark;
/// absent: all of them). "arms-by-skill": `arm` and `against` on `on`.
bool isExperimentPlot(const std::string& kind);

/// Throws core::Error.
std::unique_ptr<ui::PlotFrame> makeExperimentPlot(const ui::Theme& theme, const PlotSpec& spec);

} // namespace gui
