// SPDX-License-Identifier: GPL-3.0-or-later
// OKLab (Björn Ottosson, 2020): the space in which colours are mixed, because equal steps in it look equal.
#pragma once

#include <QtGui/QColor>

#include <span>

namespace ui {

struct Oklab {
    double lightness = 0; ///< 0 black, 1 white
    double a = 0; ///< green to red
    double b = 0; ///< blue to yellow
};

Oklab toOklab(QRgb colour);

/// The nearest opaque colour of sRGB: each channel is clipped by itself.
QRgb fromOklab(const Oklab& colour);

/// The colour at `position` (0 first stop, 1 last) between equally spaced stops; outside, and for NaN, the nearest end
/// (first).
QRgb mixStops(std::span<const QRgb> stops, double position);

} // namespace ui
