// SPDX-License-Identifier: GPL-3.0-or-later
// One axis of a plot as numbers: linear or logarithmic, its whole range, and round ticks for what is visible of it.
#pragma once

#include <QtCore/QString>

#include <optional>
#include <vector>

namespace ui {

struct AxisTick {
    double value = 0;
    QString label;
    friend bool operator==(const AxisTick&, const AxisTick&) = default;
};

struct AxisSettings {
    QString label; ///< what is measured, with its unit
    bool logarithmic = false; ///< values that are not positive are not drawn
    std::optional<double> low; ///< absent: from the data
    std::optional<double> high;
    std::vector<AxisTick> ticks; ///< where they are known (recording points); empty: round values
    friend bool operator==(const AxisSettings&, const AxisSettings&) = default;
};

struct AxisRange {
    double low = 0;
    double high = 1;
    double span() const { return high - low; }
    friend bool operator==(const AxisRange&, const AxisRange&) = default;
};

/// Maps values to places on the axis: the value itself, or its common logarithm. Ranges are in places.
class AxisScale {
public:
    AxisScale() = default;
    /// `low`, `high`: of the data; ignored where the settings say otherwise. Widened when there is no room between them.
    AxisScale(const AxisSettings& settings, double low, double high);

    /// NaN where the value has no place.
    double place(double value) const;
    double value(double place) const;
    AxisRange whole() const { return whole_; }
    /// Those in the visible range, rising, `most` (2 or more) at the utmost unless the settings name them.
    std::vector<AxisTick> ticks(AxisRange visible, int most) const;

private:
    bool logarithmic_ = false;
    std::vector<AxisTick> given_;
    AxisRange whole_;
};

/// The smallest of 1, 2, 5 × a power of ten that divides the span by no more than `most` ticks.
double roundStep(double span, int most);
/// Digits behind the point that ticks at that step need.
int decimalsOf(double step);

} // namespace ui
