// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace core {

/// One word of a POSIX shell's command line: as it is where that is safe, else in single quotes. `text` may be an option.
std::string shellWord(std::string_view text);

} // namespace core
