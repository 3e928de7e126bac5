// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/oklab.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

double toLinear(int channel)
{
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

int fromLinear(double value)
{
    const double clipped = std::clamp(value, 0.0, 1.0);
    const double encoded = clipped <= 0.0031308 ? clipped * 12.92 : 1.055 * std::pow(clipped, 1 / 2.4) - 0.055;
    return static_cast<int>(std::lround(encoded * 255));
}

double cube(double value)
{
    return value * value * value;
}

} // namespace

Oklab toOklab(QRgb colour)
{
    const double red = toLinear(qRed(colour));
    const double green = toLinear(qGreen(colour));
    const double blue = toLinear(qBlue(colour));
    const double l = std::cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
    const double m = std::cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
    const double s = std::cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
    return { 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, //
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s, //
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s };
}

QRgb fromOklab(const Oklab& colour)
{
    const double l = cube(colour.lightness + 0.3963377774 * colour.a + 0.2158037573 * colour.b);
    const double m = cube(colour.lightness - 0.1055613458 * colour.a - 0.0638541728 * colour.b);
    const double s = cube(colour.lightness - 0.0894841775 * colour.a - 1.2914855480 * colour.b);
    return qRgb(fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
        fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
        fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
}

QRgb mixStops(std::span<const QRgb> stops, double position)
{
    if (!(position > 0))
        return stops.front();
    if (position >= 1)
        return stops.back();
    const double place = position * static_cast<double>(stops.size() - 1);
    const auto index = static_cast<std::size_t>(place);
    const double share = place - static_cast<double>(index);
    const Oklab from = toOklab(stops[index]);
    const Oklab to = toOklab(stops[index + 1]);
    return fromOklab({ from.lightness + share * (to.lightness - from.lightness), from.a + share * (to.a - from.a),
        from.b + share * (to.b - from.b) });
}

} // namespace ui
