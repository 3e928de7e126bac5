// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/tone_colours.h"

#include <algorithm>

namespace ui {

using core::analysis::DensityImage;
using core::analysis::densityTones;
using core::analysis::DensityTones;
using core::analysis::ToneSettings;

namespace {

constexpr double fadedShare = 0.3;

QRgb mixed(QRgb colour, QRgb ground, double share)
{
    const auto channel = [share](int top, int bottom) { return static_cast<int>(share * top + (1 - share) * bottom + 0.5); };
    return qRgb(
        channel(qRed(colour), qRed(ground)), channel(qGreen(colour), qGreen(ground)), channel(qBlue(colour), qBlue(ground)));
}

ToneSettings settingsOf(ClusterPair pair)
{
    ToneSettings settings;
    settings.first = pair.easy;
    settings.second = pair.hard;
    return settings;
}

QImage emptyImage(std::size_t width, std::size_t height)
{
    QImage image(static_cast<int>(width), static_cast<int>(height), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    return image;
}

/// Pixels of the tones that are not empty.
void paint(QImage& image, const DensityTones& tones, const std::vector<QRgb>& colours)
{
    const std::uint16_t* code = tones.codes.data();
    const int width = image.width();
    const int height = image.height();
    for (int y = 0; y < height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < width; ++x, ++code)
            if (*code != 0)
                line[x] = colours[*code];
    }
}

} // namespace

std::shared_ptr<const ToneColours> toneColours(const Theme& theme)
{
    auto colours = std::make_shared<ToneColours>();
    const QRgb panel = theme.colour(Role::Panel).rgb();
    colours->full.resize(static_cast<std::size_t>(DensityTones::others + 1) * 256, panel);
    for (int depth = 1; depth <= DensityTones::depths; ++depth) {
        const double t = static_cast<double>(depth) / DensityTones::depths;
        for (int share = 0; share < DensityTones::shares; ++share)
            colours->full[static_cast<std::size_t>(share * 256 + depth)]
                = theme.clusterDensity(t, static_cast<double>(share) / (DensityTones::shares - 1));
        colours->full[static_cast<std::size_t>(DensityTones::others * 256 + depth)] = theme.sequential(t).rgb();
    }
    for (const QRgb colour : colours->full)
        colours->faded.push_back(mixed(colour, panel, fadedShare));
    return colours;
}

QImage colouredImage(const DensityImage& image, ClusterPair pair, const ToneColours& colours)
{
    QImage picture = emptyImage(image.width, image.height);
    paint(picture, densityTones(image, settingsOf(pair)), colours.full);
    return picture;
}

std::vector<std::int32_t> splitLabels(
    const std::vector<std::int32_t>& labels, const core::data::Selection& selected, std::size_t clusters)
{
    std::vector<std::int32_t> split(labels);
    for (std::size_t row = 0; row < split.size(); ++row)
        if (split[row] >= 0 && !selected.contains(row))
            split[row] += static_cast<std::int32_t>(clusters);
    return split;
}

QImage colouredSelection(DensityImage image, ClusterPair pair, const ToneColours& colours)
{
    const std::size_t clusters = image.clusters / 2;
    const auto half = static_cast<std::ptrdiff_t>(clusters * image.width * image.height);
    DensityImage rest{ image.width, image.height, clusters, { image.counts.begin() + half, image.counts.end() } };
    image.clusters = clusters;
    image.counts.resize(static_cast<std::size_t>(half));
    DensityImage all = rest;
    std::transform(all.counts.begin(), all.counts.end(), image.counts.begin(), all.counts.begin(), std::plus<>());
    ToneSettings settings = settingsOf(pair);
    settings.most = densityTones(all, settings).most;
    QImage picture = emptyImage(image.width, image.height);
    if (!(settings.most > 0))
        return picture;
    paint(picture, densityTones(rest, settings), colours.faded);
    paint(picture, densityTones(image, settings), colours.full);
    return picture;
}

} // namespace ui
