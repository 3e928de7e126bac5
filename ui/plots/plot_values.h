// SPDX-License-Identifier: GPL-3.0-or-later
// What every plot says in words, and what stands in its place while there is nothing to draw.
#pragma once

#include <QtCore/QString>

namespace ui {

struct PlotText {
    QString title;
    QString subTitle; ///< what is measured or what a band is; beside the title
    QString caption; ///< how many are behind the picture, or how it was thinned
    QString description; ///< a sentence for those who do not see it: what it shows
    friend bool operator==(const PlotText&, const PlotText&) = default;
};

enum class PlotStage { Ready, Empty, Loading, Failed };

struct PlotState {
    PlotStage stage = PlotStage::Ready;
    QString icon; ///< Tabler name; empty: the usual one of the stage
    QString head;
    QString line;
    QString action; ///< text of the one button; empty: none
    qint64 done = 0; ///< while loading: "12 288 of 26 472"
    qint64 total = 0; ///< 0: not known
    friend bool operator==(const PlotState&, const PlotState&) = default;
};

} // namespace ui
