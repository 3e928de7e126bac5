// SPDX-License-Identifier: Apache-2.0
// The complete lines that were appended to a file since an offset. Only for this folder's .cpp files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace core::protocol {

struct GrownText {
    std::vector<std::string> lines; ///< without their ends
    std::size_t bytes = 0; ///< looked at, the torn last line included
    bool shrank = false; ///< the file ends before the offset
};

/// At most 4 MiB at a time; a missing file is empty. Throws Error{Storage}.
GrownText readGrown(const std::filesystem::path& file, std::uint64_t offset);

} // namespace core::protocol
