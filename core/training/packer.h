// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/models/pack.h"
#include "core/text/encoded_rows.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace core::training {

/// Splits `items` (indices into `rows`; repeats allowed) into groups of at most `tokens` tokens, longest row first, ties
/// by position, so equal input gives equal groups. Rows without a response token are left out. Returns positions in
/// `items`.
std::vector<std::vector<std::size_t>> groupByTokens(
    const text::EncodedRows& rows, std::span<const std::size_t> items, std::int64_t tokens);

/// One pack of the group; Pack::rows holds the positions in `items`.
models::Pack makePack(const text::EncodedRows& rows, std::span<const std::size_t> items, std::span<const std::size_t> group);

} // namespace core::training
