// SPDX-License-Identifier: GPL-3.0-or-later
// The curves of an experiment's arms, ready to be drawn: means and intervals over seeds, smoothing and plateaus are computed
// here, away from the GUI thread.
#pragma once

#include "ui/finetune/cell_matrix_model.h"
#include "ui/plots/line_content.h"

#include <optional>
#include <string>
#include <vector>

namespace ui {

/// What a plot of curves shows.
struct CurveChoice {
    enum class Kind {
        Training, ///< of every arm
        Measured, ///< the curve named `curve`, of every arm
        OneArm, ///< all measured curves of `arm`, with plateaus
    };
    Kind kind = Kind::Training;
    std::string curve;
    std::size_t arm = 0;
    friend bool operator==(const CurveChoice&, const CurveChoice&) = default;
};

/// Every choice that the experiment offers, with its words.
std::vector<std::pair<QString, CurveChoice>> curveChoices(const core::protocol::ExperimentSpec& spec);

/// Means and bands are of the finished cells; the cell at work is a thin line beside them.
LineContent armCurveContent(const core::jobs::ExperimentFigures& figures, const CurveChoice& choice);

} // namespace ui
