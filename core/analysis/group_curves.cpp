// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/group_curves.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::analysis {

namespace {

void checkCodes(std::span<const std::int32_t> codes, std::size_t rows, std::size_t groups)
{
    if (codes.size() != rows)
        throw Error(ErrorKind::BadInput, "groups need a code for every row");
    const auto beyond = [groups](std::int32_t code) { return code >= 0 && static_cast<std::size_t>(code) >= groups; };
    if (std::any_of(codes.begin(), codes.end(), beyond))
        throw Error(ErrorKind::BadInput, "a row lies in a group that is not there");
}

} // namespace

GroupCurves groupCurves(const LossView& losses, std::span<const std::int32_t> codes, std::size_t groups)
{
    losses.validate();
    checkCodes(codes, losses.rows, groups);
    GroupCurves curves;
    curves.groups = groups;
    curves.points = losses.points;
    curves.means.assign(groups * losses.points, std::numeric_limits<double>::quiet_NaN());
    curves.counts.assign(groups * losses.points, 0);
    std::vector<double> sums(groups);
    std::vector<std::uint32_t> counts(groups);
    for (std::size_t point = 0; point < losses.points; ++point) {
        std::fill(sums.begin(), sums.end(), 0.0);
        std::fill(counts.begin(), counts.end(), 0U);
        const auto here = losses.point(point);
        for (std::size_t row = 0; row < here.size(); ++row) {
            if (codes[row] < 0 || !std::isfinite(here[row]))
                continue;
            sums[static_cast<std::size_t>(codes[row])] += here[row];
            ++counts[static_cast<std::size_t>(codes[row])];
        }
        for (std::size_t group = 0; group < groups; ++group) {
            curves.counts[group * losses.points + point] = counts[group];
            if (counts[group] > 0)
                curves.means[group * losses.points + point] = sums[group] / counts[group];
        }
    }
    return curves;
}

std::vector<GroupTotal> groupTotals(
    std::span<const std::int32_t> codes, std::size_t groups, std::span<const std::uint32_t> numbers)
{
    checkCodes(codes, numbers.size(), groups);
    std::vector<GroupTotal> totals(groups);
    std::uint64_t all = 0;
    for (std::size_t row = 0; row < codes.size(); ++row) {
        if (codes[row] < 0)
            continue;
        auto& total = totals[static_cast<std::size_t>(codes[row])];
        ++total.rows;
        total.total += numbers[row];
        all += numbers[row];
    }
    for (auto& total : totals)
        total.share = all > 0 ? static_cast<double>(total.total) / static_cast<double>(all)
                              : std::numeric_limits<double>::quiet_NaN();
    return totals;
}

} // namespace core::analysis
