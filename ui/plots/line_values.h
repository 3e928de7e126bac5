// SPDX-License-Identifier: GPL-3.0-or-later
// Questions about the points of a series that drawing and read-out ask.
#pragma once

#include "ui/plots/line_content.h"

#include <optional>

namespace ui {

/// The index of the x nearest to `x`; nothing in an empty series.
std::optional<std::size_t> nearestIndex(const std::vector<double>& x, double at);
/// The y at `x` on the straight line between neighbouring points; nothing outside the series or beside a NaN.
std::optional<double> valueAt(const LineSeries& series, double x);
/// The last point that is finite and not right of `x`.
std::optional<std::size_t> lastFinite(const LineSeries& series, double x);
/// From the least to the greatest finite value of all; (0, 1) when there is none.
AxisRange rangeOfX(const LineContent& content);
/// `positive`: only values above 0 count.
AxisRange rangeOfY(const LineContent& content, bool positive);
/// Widened to round ends (linear), or by a little (logarithmic).
AxisRange withRoundEnds(AxisRange range, bool logarithmic);
/// Throws core::Error{BadInput} with a sentence when a series cannot be drawn.
void requireDrawable(const LineContent& content);

} // namespace ui
