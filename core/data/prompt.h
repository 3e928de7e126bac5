// SPDX-License-Identifier: Apache-2.0
// The prompt's identity, and the side of the 5 % line on which it lies.
#pragma once

#include "core/data/example.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace core::data {

/// What is asked of the model, without any template: instruction and input; the whole text; the turns before the first
/// assistant turn (a conversation that begins with the assistant: that turn).
std::string promptText(const ExampleText& text);
/// The counted part: the response; the whole text; all assistant turns, joined by line ends.
std::string responseText(const ExampleText& text);

std::uint64_t promptHash(const ExampleText& text);
/// Of responseText(); with the prompt's hash it tells exact duplicates.
std::uint64_t responseHash(const ExampleText& text);

/// One prompt in twenty; a pure function of the prompt, so equal prompts never fall on both sides.
bool isHeldOut(std::uint64_t promptHash);

/// Code points of valid UTF-8.
std::uint64_t countCharacters(std::string_view text);

} // namespace core::data
