// SPDX-License-Identifier: Apache-2.0
#include "core/training/packer.h"

#include <algorithm>
#include <numeric>

namespace core::training {

std::vector<std::vector<std::size_t>> groupByTokens(
    const text::EncodedRows& rows, std::span<const std::size_t> items, std::int64_t tokens)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (rows.responseCount(items[i]) > 0)
            order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(),
        [&](std::size_t a, std::size_t b) { return rows.length(items[a]) > rows.length(items[b]); });
    std::vector<std::vector<std::size_t>> groups;
    std::int64_t used = 0;
    for (const std::size_t position : order) {
        const std::int64_t length = rows.length(items[position]);
        if (groups.empty() || used + length > tokens) {
            groups.emplace_back();
            used = 0;
        }
        groups.back().push_back(position);
        used += length;
    }
    return groups;
}

models::Pack makePack(const text::EncodedRows& rows, std::span<const std::size_t> items, std::span<const std::size_t> group)
{
    models::Pack pack;
    for (const std::size_t position : group)
        pack.append(position, rows.tokens(items[position]), rows.mask(items[position]));
    return pack;
}

} // namespace core::training
