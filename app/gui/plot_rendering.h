// SPDX-License-Identifier: GPL-3.0-or-later
// `datalever --render SPEC`: one plot of a project as a file, without a window; the same drawing code as the pages'.
#pragma once

#include <QtCore/QSizeF>
#include <QtCore/QString>

#include <string>
#include <vector>

namespace gui {

/// SPEC is a JSON file: {"plot": kind, "project": file, "to": file.png|svg|pdf|csv, "dataset"?, "run"?, "clustering"?,
/// "curation"?, "arm"?, "against"?, "on"?, "width"?, "height"?, "scale"?, "theme"?: "light"|"dark"}. Names absent: the
/// newest; arms and "on" are of experiment_plots.h.
struct PlotSpec {
    std::string plot;
    std::string project;
    std::string to;
    std::string dataset, run, clustering, curation;
    std::string arm, against, on;
    QSizeF size{ 800, 450 };
    double scale = 2;
    bool dark = false;
};

/// "lengths", "loss", "losses-by-source", "trajectories", "data-map", "learning-times", "mix-by-source", "mix-by-cluster",
/// "mix-by-length", and those of experiment_plots.h
const std::vector<std::string>& plotKinds();

/// Throws core::Error naming file and field.
PlotSpec readPlotSpec(const QString& file);
/// Throws core::Error. Needs a QApplication.
void renderPlot(const PlotSpec& spec);

} // namespace gui
