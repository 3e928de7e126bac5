// SPDX-License-Identifier: Apache-2.0
// The published splitting patterns as hand-written scanners: linear in the text, whatever stands in it.
#pragma once

#include <cstddef>
#include <string_view>

namespace core::text {

/// The end of the word that begins at `position` of valid UTF-8; position < text.size().
using WordScanner = std::size_t (*)(std::string_view text, std::size_t position);

/// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
std::size_t scanGpt2Word(std::string_view text, std::size_t position);

} // namespace core::text
