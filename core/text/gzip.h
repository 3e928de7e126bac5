// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace core::text {

/// The content of a gzip file of one member; nothing when it is damaged, cut short, followed by other bytes or unpacks to
/// more than `limit` bytes.
std::optional<std::string> gunzip(std::string_view bytes, std::size_t limit);

} // namespace core::text
