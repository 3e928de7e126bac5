// SPDX-License-Identifier: Apache-2.0
#include "core/text/encoded_rows.h"

#include <algorithm>

namespace core::text {

std::int64_t EncodedRows::responseCount(std::size_t row) const
{
    const std::span<const std::uint8_t> counted = mask(row);
    return counted.empty() ? 0 : std::count(counted.begin() + 1, counted.end(), std::uint8_t{ 1 });
}

void EncodedRows::append(const EncodedExample& example)
{
    ids.insert(ids.end(), example.ids.begin(), example.ids.end());
    response.insert(response.end(), example.response.begin(), example.response.end());
    offsets.push_back(ids.size());
    flags.push_back(
        static_cast<std::uint8_t>((example.truncated ? 1 : 0) | (example.dropped ? 2 : 0) | (example.seam ? 4 : 0)));
}

} // namespace core::text
