// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/line_values.h"

#include "core/base/error.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui {

namespace {

struct Widening {
    bool positive = false;
    AxisRange range{ std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity() };

    void add(const std::vector<double>& values)
    {
        for (const double value : values) {
            if (!std::isfinite(value) || (positive && value <= 0))
                continue;
            range.low = std::min(range.low, value);
            range.high = std::max(range.high, value);
        }
    }
    AxisRange result() const
    {
        return range.low <= range.high ? range : AxisRange{ positive ? 1.0 : 0.0, positive ? 10.0 : 1.0 };
    }
};

void requireRising(const QString& name, const std::vector<double>& x, std::size_t values)
{
    if (x.size() == values && std::is_sorted(x.begin(), x.end()))
        return;
    throw core::Error(core::ErrorKind::BadInput,
        QCoreApplication::translate("ui::LinePlot", "The line %1 cannot be drawn: its points are out of order.")
            .arg(name)
            .toStdString());
}

} // namespace

std::optional<std::size_t> nearestIndex(const std::vector<double>& x, double at)
{
    if (x.empty())
        return std::nullopt;
    const auto right = std::lower_bound(x.begin(), x.end(), at);
    if (right == x.begin())
        return 0;
    if (right == x.end())
        return x.size() - 1;
    const auto index = static_cast<std::size_t>(right - x.begin());
    return at - x[index - 1] <= x[index] - at ? index - 1 : index;
}

std::optional<double> valueAt(const LineSeries& series, double x)
{
    const auto right = std::lower_bound(series.x.begin(), series.x.end(), x);
    if (right == series.x.end())
        return std::nullopt;
    const auto index = static_cast<std::size_t>(right - series.x.begin());
    double y = series.y[index];
    if (series.x[index] != x) {
        if (index == 0)
            return std::nullopt;
        const double share = (x - series.x[index - 1]) / (series.x[index] - series.x[index - 1]);
        y = series.y[index - 1] + share * (series.y[index] - series.y[index - 1]);
    }
    return std::isfinite(y) ? std::optional(y) : std::nullopt;
}

std::optional<std::size_t> lastFinite(const LineSeries& series, double x)
{
    auto index = static_cast<std::size_t>(std::upper_bound(series.x.begin(), series.x.end(), x) - series.x.begin());
    while (index > 0)
        if (std::isfinite(series.y[--index]))
            return index;
    return std::nullopt;
}

AxisRange rangeOfX(const LineContent& content)
{
    Widening widening;
    for (const LineSeries& series : content.series)
        widening.add(series.x);
    for (const LineBand& band : content.bands)
        widening.add(band.x);
    for (const RecordingMark& mark : content.recordingPoints)
        widening.add({ mark.x });
    return widening.result();
}

AxisRange rangeOfY(const LineContent& content, bool positive)
{
    Widening widening{ positive };
    for (const LineSeries& series : content.series)
        widening.add(series.y);
    for (const LineBand& band : content.bands) {
        widening.add(band.low);
        widening.add(band.high);
    }
    return widening.result();
}

AxisRange withRoundEnds(AxisRange range, bool logarithmic)
{
    if (logarithmic) {
        const double room = std::pow(range.high / range.low, 0.04);
        return { range.low / room, range.high * room };
    }
    const double step = roundStep(range.span(), 6);
    return { std::floor(range.low / step + 1e-9) * step, std::ceil(range.high / step - 1e-9) * step };
}

void requireDrawable(const LineContent& content)
{
    for (const LineSeries& series : content.series)
        requireRising(series.name, series.x, series.y.size());
    for (const LineBand& band : content.bands) {
        requireRising(band.name, band.x, band.low.size());
        requireRising(band.name, band.x, band.high.size());
    }
}

} // namespace ui
