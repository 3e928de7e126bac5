// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/line_reader.h"

#include "core/base/files.h"

#include <algorithm>

namespace core::protocol {

GrownText readGrown(const std::filesystem::path& file, std::uint64_t offset)
{
    constexpr std::uint64_t most = 4U << 20U;
    GrownText result;
    std::error_code missing;
    if (!std::filesystem::exists(file, missing)) {
        result.shrank = offset > 0;
        return result;
    }
    const InputFile input(file);
    if (input.size() < offset) {
        result.shrank = true;
        return result;
    }
    std::string bytes(static_cast<std::size_t>(std::min(most, input.size() - offset)), '\0');
    input.readAt(offset, bytes.data(), bytes.size());
    result.bytes = bytes.size();
    std::size_t begin = 0;
    for (std::size_t end = bytes.find('\n'); end != std::string::npos; end = bytes.find('\n', begin)) {
        result.lines.push_back(bytes.substr(begin, end - begin));
        begin = end + 1;
    }
    return result;
}

} // namespace core::protocol
