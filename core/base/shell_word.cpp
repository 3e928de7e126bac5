// SPDX-License-Identifier: Apache-2.0
#include "core/base/shell_word.h"

namespace core {

std::string shellWord(std::string_view text)
{
    constexpr std::string_view safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%";
    if (!text.empty() && text.find_first_not_of(safe) == std::string_view::npos)
        return std::string(text);
    std::string word = "'";
    for (const char c : text)
        word += c == '\'' ? std::string_view("'\\''") : std::string_view(&c, 1);
    return word + "'";
}

} // namespace core
