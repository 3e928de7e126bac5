// SPDX-License-Identifier: Apache-2.0
// Between two neighbouring recording points every trajectory is the line from one pixel row to another. Rows that take the
// same way are counted first, and each different way is drawn once, with its count: at 262,144 trajectories most ways of
// the late, flat segments are taken hundreds of times. Segments own their pixel columns and clusters their planes, so
// nothing is shared between threads.
#include "core/analysis/density_image.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace core::analysis {
namespace {

constexpr std::size_t mostPixels = 16384;
constexpr std::int32_t notDrawn = std::numeric_limits<std::int32_t>::min();
constexpr double farthestPixel = 1e6; ///< beyond, a pixel row is moved here; its line leaves the picture all the same

/// Rows of each cluster, cluster after cluster.
struct Members {
    std::vector<std::uint32_t> rows;
    std::vector<std::size_t> begin; ///< clusters + 1
};

Members membersOf(std::span<const std::int32_t> labels, std::size_t clusters)
{
    Members members;
    members.begin.assign(clusters + 1, 0);
    for (const std::int32_t label : labels)
        if (label >= 0)
            ++members.begin[static_cast<std::size_t>(label) + 1];
    for (std::size_t c = 0; c < clusters; ++c)
        members.begin[c + 1] += members.begin[c];
    members.rows.resize(members.begin.back());
    std::vector<std::size_t> next(members.begin.begin(), members.begin.end() - 1);
    for (std::size_t row = 0; row < labels.size(); ++row)
        if (labels[row] >= 0)
            members.rows[next[static_cast<std::size_t>(labels[row])]++] = static_cast<std::uint32_t>(row);
    return members;
}

class Drawing {
public:
    Drawing(const LossView& losses, std::span<const double> positions, const DensitySettings& settings, DensityImage& image)
        : losses_(losses)
        , settings_(settings)
        , image_(image)
        , height_(static_cast<std::int32_t>(settings.height))
    {
        const double scale = static_cast<double>(settings.width - 1) / (settings.right - settings.left);
        for (const double position : positions)
            columns_.push_back(static_cast<std::int64_t>(
                std::lround(std::clamp((position - settings.left) * scale, -farthestPixel, farthestPixel))));
    }

    /// Draws a cluster's lines between points `segment` and `segment` + 1 into its plane.
    void draw(std::size_t segment, std::size_t cluster, std::span<const std::uint32_t> rows)
    {
        const bool isLast = segment + 2 == losses_.points;
        const std::int64_t from = columns_[segment];
        const std::int64_t to = columns_[segment + 1];
        const std::int64_t first = std::max<std::int64_t>(from, 0);
        const std::int64_t end = std::min<std::int64_t>(isLast ? to + 1 : to, static_cast<std::int64_t>(image_.width));
        if (first >= end)
            return;
        const std::size_t height = image_.height;
        std::vector<std::uint32_t> plane(static_cast<std::size_t>(end - first) * height); // column by column
        std::vector<std::uint32_t> ways(height * height);
        std::vector<std::uint32_t> taken;
        for (const std::uint32_t row : rows) {
            const std::int32_t left = pixelRow(losses_.at(segment, row));
            const std::int32_t right = pixelRow(losses_.at(segment + 1, row));
            if (left == notDrawn || right == notDrawn)
                continue;
            if (left >= 0 && left < height_ && right >= 0 && right < height_) {
                const auto way = static_cast<std::uint32_t>(left * height_ + right);
                if (ways[way]++ == 0)
                    taken.push_back(way);
            } else if (std::max(left, right) >= 0 && std::min(left, right) < height_) {
                drawLine({ from, to, first, end }, left, right, 1, plane);
            }
        }
        for (const std::uint32_t way : taken)
            drawLine({ from, to, first, end }, static_cast<std::int32_t>(way) / height_,
                static_cast<std::int32_t>(way) % height_, ways[way], plane);
        copy(plane, static_cast<std::size_t>(first), static_cast<std::size_t>(end), cluster);
    }

private:
    struct Columns {
        std::int64_t from; ///< of the left point
        std::int64_t to; ///< of the right point
        std::int64_t first; ///< drawn, within the picture
        std::int64_t end;
    };

    std::int32_t pixelRow(float loss) const
    {
        if (!std::isfinite(loss))
            return notDrawn;
        const double share = (settings_.high - static_cast<double>(loss)) / (settings_.high - settings_.low);
        const double pixel = std::floor(share * static_cast<double>(settings_.height - 1) + 0.5);
        return static_cast<std::int32_t>(std::clamp(pixel, -farthestPixel, farthestPixel));
    }

    /// Rows in 32.32 fixed point, so that every line takes the same pixels however it is cut.
    void drawLine(const Columns& columns, std::int32_t left, std::int32_t right, std::uint32_t count,
        std::vector<std::uint32_t>& plane) const
    {
        constexpr int fraction = 32;
        const std::int64_t length = std::max<std::int64_t>(columns.to - columns.from, 1);
        const std::int64_t slope = (static_cast<std::int64_t>(right - left) << fraction) / length;
        std::int64_t y = (static_cast<std::int64_t>(left) << fraction) + (std::int64_t{ 1 } << (fraction - 1))
            + slope * (columns.first - columns.from);
        std::uint32_t* column = plane.data();
        for (std::int64_t x = columns.first; x < columns.end; ++x, y += slope, column += height_) {
            const std::int64_t row = y >> fraction;
            if (row >= 0 && row < height_)
                column[row] += count;
        }
    }

    void copy(const std::vector<std::uint32_t>& plane, std::size_t first, std::size_t end, std::size_t cluster) const
    {
        for (std::size_t y = 0; y < image_.height; ++y) {
            std::uint32_t* to = image_.counts.data() + (cluster * image_.height + y) * image_.width;
            for (std::size_t x = first; x < end; ++x)
                to[x] = plane[(x - first) * image_.height + y];
        }
    }

    const LossView& losses_;
    const DensitySettings& settings_;
    DensityImage& image_;
    std::int32_t height_;
    std::vector<std::int64_t> columns_; ///< of each recording point
};

void check(const LossView& losses, std::span<const double> positions, std::span<const std::int32_t> labels,
    std::size_t clusters, const DensitySettings& settings)
{
    losses.validate();
    if (settings.width < 1 || settings.width > mostPixels || settings.height < 1 || settings.height > mostPixels)
        throw Error(ErrorKind::BadInput, "a picture is 1 to " + std::to_string(mostPixels) + " pixels wide and high");
    if (!(settings.low < settings.high) || !(settings.left < settings.right))
        throw Error(ErrorKind::BadInput, "the edges of a picture must leave room between them");
    if (positions.size() != losses.points || labels.size() != losses.rows)
        throw Error(ErrorKind::BadInput, "a picture needs a position for every recording point and a label for every row");
    if (!std::is_sorted(positions.begin(), positions.end()))
        throw Error(ErrorKind::BadInput, "the positions of the recording points must rise");
    for (const std::int32_t label : labels)
        if (label >= 0 && static_cast<std::size_t>(label) >= clusters)
            throw Error(ErrorKind::BadInput, "label " + std::to_string(label) + " is not a cluster");
}

} // namespace

DensityImage densityImage(const LossView& losses, std::span<const double> positions, std::span<const std::int32_t> labels,
    std::size_t clusters, const DensitySettings& settings)
{
    check(losses, positions, labels, clusters, settings);
    DensityImage image{ settings.width, settings.height, clusters, {} };
    image.counts.assign(settings.width * settings.height * clusters, 0);
    const Members members = membersOf(labels, clusters);
    Drawing drawing(losses, positions, settings, image);
    const std::size_t segments = losses.points - 1;
    const auto tasks = static_cast<std::int64_t>(segments * clusters);
#pragma omp parallel for schedule(dynamic, 1)
    for (std::int64_t task = 0; task < tasks; ++task) {
        const std::size_t cluster = static_cast<std::size_t>(task) / segments;
        const std::span<const std::uint32_t> rows(
            members.rows.data() + members.begin[cluster], members.begin[cluster + 1] - members.begin[cluster]);
        drawing.draw(static_cast<std::size_t>(task) % segments, cluster, rows);
    }
    return image;
}

std::vector<float> intensities(const DensityImage& image, std::size_t cluster, bool logarithmic)
{
    const std::size_t pixels = image.width * image.height;
    if (cluster >= image.clusters)
        throw Error(ErrorKind::BadInput, "the picture has no plane for cluster " + std::to_string(cluster));
    const std::uint32_t most = *std::max_element(image.counts.begin(), image.counts.end());
    std::vector<float> result(pixels);
    if (most == 0)
        return result;
    const double scale = logarithmic ? std::log1p(static_cast<double>(most)) : static_cast<double>(most);
    for (std::size_t i = 0; i < pixels; ++i) {
        const auto count = static_cast<double>(image.counts[cluster * pixels + i]);
        result[i] = static_cast<float>((logarithmic ? std::log1p(count) : count) / scale);
    }
    return result;
}

} // namespace core::analysis
