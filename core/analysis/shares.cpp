// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/shares.h"

#include "core/base/error.h"

#include <limits>

namespace core::analysis {
namespace {

double ratio(std::uint64_t hard, std::uint64_t scored)
{
    return scored > 0 ? static_cast<double>(hard) / static_cast<double>(scored) : std::numeric_limits<double>::quiet_NaN();
}

void close(Share& share)
{
    share.share = ratio(share.hard, share.scored);
    share.interval = wilson(share.hard, share.scored);
}

void checkLength(const Clustering& clustering, std::size_t length)
{
    if (clustering.labels.size() != length)
        throw Error(ErrorKind::BadInput,
            "the clustering has " + std::to_string(clustering.labels.size()) + " rows, what is counted has "
                + std::to_string(length));
}

} // namespace

Share hardShare(const Clustering& clustering)
{
    Share share;
    for (std::size_t row = 0; row < clustering.labels.size(); ++row) {
        share.scored += clustering.labels[row] >= 0 ? 1 : 0;
        share.hard += clustering.isHard(row) ? 1 : 0;
    }
    close(share);
    return share;
}

Share hardTokenShare(const Clustering& clustering, std::span<const std::uint32_t> tokens)
{
    checkLength(clustering, tokens.size());
    Share share;
    for (std::size_t row = 0; row < tokens.size(); ++row) {
        share.scored += clustering.labels[row] >= 0 ? tokens[row] : 0;
        share.hard += clustering.isHard(row) ? tokens[row] : 0;
    }
    share.share = ratio(share.hard, share.scored);
    share.interval = { share.share, share.share };
    return share;
}

std::vector<GroupShare> hardShareByGroup(const Clustering& clustering, std::span<const std::int32_t> codes)
{
    checkLength(clustering, codes.size());
    std::vector<GroupShare> groups;
    for (std::size_t row = 0; row < codes.size(); ++row) {
        const auto code = static_cast<std::size_t>(codes[row]);
        if (code >= groups.size())
            groups.resize(code + 1);
        GroupShare& group = groups[code];
        group.group = codes[row];
        ++group.rows;
        group.share.scored += clustering.labels[row] >= 0 ? 1 : 0;
        group.share.hard += clustering.isHard(row) ? 1 : 0;
    }
    std::erase_if(groups, [](const GroupShare& group) { return group.rows == 0; });
    for (GroupShare& group : groups)
        close(group.share);
    return groups;
}

} // namespace core::analysis
