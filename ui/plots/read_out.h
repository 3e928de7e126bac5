// SPDX-License-Identifier: GPL-3.0-or-later
// The box beside a cross-hair: a head and at most five rows, on the side that covers least.
#pragma once

#include "ui/theme/theme.h"

#include <QtCore/QRectF>
#include <QtCore/QString>

#include <optional>
#include <vector>

class QPainter;

namespace ui {

struct ReadOutRow {
    QString name;
    QString value;
    std::optional<QColor> swatch;
};

struct ReadOut {
    static constexpr std::size_t mostRows = 5;

    QString head;
    std::vector<ReadOutRow> rows;
    double x = 0; ///< of the cross-hair, in pixels
    std::vector<QPointF> avoid; ///< drawn points that the box should not cover, in pixels
    std::vector<QPointF> read; ///< the points that are read: never covered

    /// "step 300: Hard 1.12, Easy 0.80"
    QString sentence() const;
};

/// Where the box lies: beside the line, in the plot where there is room, over no point that is read and the fewest others.
QRectF placeOf(const ReadOut& readOut, QSizeF box, const QRectF& plot);

/// The cross-hair's line and the box; returns the box.
QRectF paintReadOut(QPainter& painter, const Theme& theme, const ReadOut& readOut, const QRectF& plot);

} // namespace ui
