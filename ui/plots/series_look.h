// SPDX-License-Identifier: GPL-3.0-or-later
// How a series looks: a colour that follows the theme, and the second channel (dashes, marker) that stands beside it.
#pragma once

#include "ui/theme/theme.h"

#include <QtCore/QList>
#include <QtCore/QPointF>
#include <QtGui/QPen>

class QPainter;

namespace ui {

/// A role of the theme or one of its categorical slots, resolved when drawn.
class PlotColour {
public:
    PlotColour(Role role = Role::Accent) // a role is a colour: wanted as a conversion
        : role_(role)
    {
    }
    static PlotColour ofSlot(int slot);

    QColor colour(const Theme& theme) const;
    /// For a name set in the colour of its series: the readable variant of it, *text* for categorical slots.
    QColor textColour(const Theme& theme) const;
    friend bool operator==(const PlotColour&, const PlotColour&) = default;

private:
    Role role_ = Role::Accent;
    int slot_ = -1;
};

enum class Marker { None, Circle, Diamond, Triangle, Square, Cross };

struct SeriesLook {
    PlotColour colour;
    QList<qreal> dashes; ///< pixels on, off, ...; empty = solid
    Marker marker = Marker::Circle;
    double width = 2; ///< pixels
    friend bool operator==(const SeriesLook&, const SeriesLook&) = default;
};

/// Easy, Hard, Random, Neutral (all) and Unscored (base) have dashes and markers of their own; other roles are solid.
SeriesLook lookOf(Role role);
/// Sources and runs, in the order that slots are given out.
SeriesLook lookOfSlot(int slot);

QPen penOf(const SeriesLook& look, const Theme& theme);

/// A marker of `size` pixels; `open` draws only its outline, on panel.
void paintMarker(QPainter& painter, Marker marker, QPointF centre, double size, const QColor& colour, const QColor& panel,
    bool open = false);

} // namespace ui
