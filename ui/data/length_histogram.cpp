// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/length_histogram.h"

#include <algorithm>
#include <cmath>

namespace ui {

using core::data::Columns;
using core::data::RowFlag;

namespace {

constexpr double bins = 64;
constexpr double longestShare = 0.995; ///< of the rows lie inside the axis

std::vector<double> lengthsOf(const Columns& columns)
{
    const bool tokens = !columns.tokens.empty();
    std::vector<double> lengths(columns.rows());
    for (std::size_t row = 0; row < lengths.size(); ++row)
        lengths[row]
            = tokens ? columns.tokens[row] : double{ 0 } + columns.promptCharacters[row] + columns.responseCharacters[row];
    return lengths;
}

/// 1, 2, 4, 8, ...: so that the usual limits lie on an edge.
double binWidth(std::vector<double> lengths)
{
    const auto place = static_cast<std::ptrdiff_t>(longestShare * static_cast<double>(lengths.size() - 1));
    std::nth_element(lengths.begin(), lengths.begin() + place, lengths.end());
    const double span = std::max(1.0, lengths[static_cast<std::size_t>(place)]);
    return std::max(1.0, std::exp2(std::ceil(std::log2(span / bins))));
}

double edgeOf(const std::vector<double>& lengths, double width)
{
    const double longest = *std::max_element(lengths.begin(), lengths.end());
    return std::min(bins * width, (std::floor(longest / width) + 1) * width);
}

std::size_t binOf(double length, const LengthHistogram& histogram)
{
    return std::min(static_cast<std::size_t>(length / histogram.width), histogram.edges.size() - 2);
}

} // namespace

LengthHistogram lengthHistogram(const Columns& columns, const std::vector<std::uint32_t>* visible)
{
    LengthHistogram histogram;
    histogram.tokens = !columns.tokens.empty();
    histogram.rows = columns.rows();
    if (columns.rows() == 0)
        return histogram;
    const std::vector<double> lengths = lengthsOf(columns);
    histogram.width = binWidth(lengths);
    const double last = edgeOf(lengths, histogram.width);
    for (double edge = 0; edge <= last + histogram.width / 2; edge += histogram.width)
        histogram.edges.push_back(edge);
    histogram.all.resize(histogram.edges.size() - 1);
    for (std::size_t row = 0; row < lengths.size(); ++row) {
        ++histogram.all[binOf(lengths[row], histogram)];
        histogram.beyond += lengths[row] >= histogram.edges.back();
        histogram.truncated += columns.hasFlag(row, RowFlag::Truncated);
        histogram.dropped += columns.hasFlag(row, RowFlag::Dropped);
    }
    histogram.shownRows = visible == nullptr ? columns.rows() : visible->size();
    if (visible == nullptr || visible->size() == columns.rows())
        return histogram;
    histogram.shown.resize(histogram.all.size());
    for (const std::uint32_t row : *visible)
        if (row < lengths.size())
            ++histogram.shown[binOf(lengths[row], histogram)];
    return histogram;
}

} // namespace ui
