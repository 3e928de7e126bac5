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

constexpr std::size_t mostPixels = 4096;
constexpr std::int32_t notDrawn = std::numeric_limits<std::int32_t>::min();
constexpr std::size_t columnGap = 16; ///< puts neighbouring columns into different cache sets: 1.7 times as fast
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

/// The columns of one segment that lie in the picture.
struct Columns {
    std::int64_t from = 0; ///< of the left point
    std::int64_t to = 0; ///< of the right point
    std::int64_t first = 0;
    std::int64_t end = 0;
};

/// What one thread draws with; all zero or empty between segments.
struct Canvas {
    std::vector<std::uint32_t> ways; ///< height × height: rows from one pixel row to another
    std::vector<std::uint32_t> taken; ///< ways that are not 0
    std::vector<std::uint32_t> plane; ///< column by column
};

class Drawing {
public:
    Drawing(const LossView& losses, std::span<const double> positions, const Members& members,
        const DensitySettings& settings, DensityImage& image)
        : members_(members)
        , settings_(settings)
        , image_(image)
        , points_(losses.points)
        , height_(static_cast<std::int32_t>(settings.height))
        , stride_(settings.height + columnGap)
        , pixelRows_(losses.points * members.rows.size())
    {
        const double scale = static_cast<double>(settings.width - 1) / (settings.right - settings.left);
        for (const double position : positions)
            columns_.push_back(static_cast<std::int64_t>(
                std::lround(std::clamp((position - settings.left) * scale, -farthestPixel, farthestPixel))));
        const auto points = static_cast<std::int64_t>(losses.points);
#pragma omp parallel for schedule(static)
        for (std::int64_t index = 0; index < points; ++index)
            findPixelRows(losses.point(static_cast<std::size_t>(index)), static_cast<std::size_t>(index));
    }

    /// Draws a cluster's lines between points `segment` and `segment` + 1 into its plane.
    void draw(std::size_t segment, std::size_t cluster, Canvas& canvas)
    {
        const bool isLast = segment + 2 == points_;
        Columns columns{ columns_[segment], columns_[segment + 1], 0, 0 };
        columns.first = std::max<std::int64_t>(columns.from, 0);
        columns.end = std::min(isLast ? columns.to + 1 : columns.to, static_cast<std::int64_t>(image_.width));
        if (columns.first >= columns.end)
            return;
        canvas.ways.resize(image_.height * image_.height);
        canvas.plane.assign(static_cast<std::size_t>(columns.end - columns.first) * stride_, 0);
        const std::int32_t* lefts = pixelRows_.data() + segment * members_.rows.size();
        const std::int32_t* rights = lefts + members_.rows.size();
        const auto height = static_cast<std::uint32_t>(height_);
        for (std::size_t i = members_.begin[cluster]; i < members_.begin[cluster + 1]; ++i) {
            const auto left = static_cast<std::uint32_t>(lefts[i]);
            const auto right = static_cast<std::uint32_t>(rights[i]);
            if (left < height && right < height) {
                const std::uint32_t way = left * height + right;
                if (canvas.ways[way]++ == 0)
                    canvas.taken.push_back(way);
            } else if (lefts[i] != notDrawn && rights[i] != notDrawn) {
                drawPart(columns, lefts[i], rights[i], canvas.plane);
            }
        }
        for (const std::uint32_t way : canvas.taken) {
            drawLine(columns, static_cast<std::int32_t>(way / height), static_cast<std::int32_t>(way % height),
                canvas.ways[way], canvas.plane);
            canvas.ways[way] = 0;
        }
        canvas.taken.clear();
        copy(canvas.plane, columns, cluster);
    }

private:
    void findPixelRows(std::span<const float> losses, std::size_t point)
    {
        const double scale = static_cast<double>(settings_.height - 1) / (settings_.high - settings_.low);
        std::int32_t* pixelRows = pixelRows_.data() + point * members_.rows.size();
        for (std::size_t i = 0; i < members_.rows.size(); ++i) {
            const float loss = losses[members_.rows[i]];
            const double pixel = std::floor((settings_.high - static_cast<double>(loss)) * scale + 0.5);
            pixelRows[i] = std::isfinite(loss) ? static_cast<std::int32_t>(std::clamp(pixel, -farthestPixel, farthestPixel))
                                               : notDrawn;
        }
    }

    /// A line in steps of one column: the pixel row in 32.32 fixed point. The start is raised by less than any line is from
    /// a pixel's edge, which makes up for the slope's being cut off, so that exact halves go down in the picture.
    struct Steps {
        static constexpr int fraction = 32;
        std::int64_t start;
        std::int64_t slope;

        Steps(const Columns& columns, std::int32_t left, std::int32_t right)
        {
            const std::int64_t length = std::max<std::int64_t>(columns.to - columns.from, 1);
            slope = (static_cast<std::int64_t>(right - left) << fraction) / length;
            start = (static_cast<std::int64_t>(left) << fraction) + (std::int64_t{ 1 } << (fraction - 1)) + length
                + slope * (columns.first - columns.from);
        }
    };

    /// A line that stays in the picture.
    void drawLine(const Columns& columns, std::int32_t left, std::int32_t right, std::uint32_t count,
        std::vector<std::uint32_t>& plane) const
    {
        const Steps steps(columns, left, right);
        std::int64_t y = steps.start;
        std::uint32_t* column = plane.data();
        for (std::int64_t x = columns.first; x < columns.end; ++x, y += steps.slope, column += stride_)
            column[y >> Steps::fraction] += count;
    }

    /// A line that leaves the picture: only the columns in which it is inside.
    void drawPart(const Columns& columns, std::int32_t left, std::int32_t right, std::vector<std::uint32_t>& plane) const
    {
        if (std::max(left, right) < 0 || std::min(left, right) >= height_)
            return;
        const Steps steps(columns, left, right);
        const std::int64_t below = static_cast<std::int64_t>(height_) << Steps::fraction;
        std::int64_t first = 0;
        std::int64_t end = columns.end - columns.first;
        if (steps.slope > 0) {
            first = steps.start >= 0 ? 0 : (-steps.start + steps.slope - 1) / steps.slope;
            end = std::min(end, steps.start >= below ? 0 : (below - steps.start + steps.slope - 1) / steps.slope);
        } else {
            first = steps.start < below ? 0 : (steps.start - below) / -steps.slope + 1;
            end = std::min(end, steps.start < 0 ? 0 : steps.start / -steps.slope + 1);
        }
        std::int64_t y = steps.start + first * steps.slope;
        for (std::int64_t x = first; x < end; ++x, y += steps.slope)
            ++plane[static_cast<std::size_t>(x) * stride_ + static_cast<std::size_t>(y >> Steps::fraction)];
    }

    void copy(const std::vector<std::uint32_t>& plane, const Columns& columns, std::size_t cluster) const
    {
        const auto count = static_cast<std::size_t>(columns.end - columns.first);
        for (std::size_t y = 0; y < image_.height; ++y) {
            std::uint32_t* to = image_.counts.data() + (cluster * image_.height + y) * image_.width
                + static_cast<std::size_t>(columns.first);
            for (std::size_t x = 0; x < count; ++x)
                to[x] = plane[x * stride_ + y];
        }
    }

    const Members& members_;
    const DensitySettings& settings_;
    DensityImage& image_;
    std::size_t points_;
    std::int32_t height_;
    std::size_t stride_; ///< from column to column of a plane
    std::vector<std::int64_t> columns_; ///< of each recording point
    std::vector<std::int32_t> pixelRows_; ///< points × members
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
    Drawing drawing(losses, positions, members, settings, image);
    const std::size_t segments = losses.points - 1;
    const auto tasks = static_cast<std::int64_t>(segments * clusters);
#pragma omp parallel
    {
        Canvas canvas;
#pragma omp for schedule(dynamic, 1)
        for (std::int64_t task = 0; task < tasks; ++task)
            drawing.draw(static_cast<std::size_t>(task) % segments, static_cast<std::size_t>(task) / segments, canvas);
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
