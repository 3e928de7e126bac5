// SPDX-License-Identifier: GPL-3.0-or-later
// Names at the ends of lines, ordered by value and pushed apart so that none covers another.
#pragma once

#include "ui/theme/theme.h"

#include <QtCore/QRectF>
#include <QtCore/QString>

#include <vector>

class QPainter;

namespace ui {

struct EndName {
    QPointF end; ///< of the line, in pixels
    QString name;
    QString note; ///< a second, smaller line (a count); may be empty
    QColor colour;
    bool strong = true; ///< semi-bold
    QColor noteColour; ///< invalid: as the name
};

/// Middles of boxes of the given heights that lie as near as can be to where they are wanted, in the same order, apart by
/// at least half the sum of neighbouring heights, inside [low, high] as far as there is room.
std::vector<double> pushedApart(
    const std::vector<double>& wanted, const std::vector<double>& heights, double low, double high);

/// Width that names need beside the plot, with the 8 pixels before them.
double endNamesWidth(const Theme& theme, const std::vector<EndName>& names);
void paintEndNames(QPainter& painter, const Theme& theme, std::vector<EndName> names, const QRectF& plot);

} // namespace ui
