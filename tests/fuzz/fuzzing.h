// SPDX-License-Identifier: Apache-2.0
// What the fuzzers share: input as text or as a file in memory, and core::Error as the only way to fail.
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>

namespace fuzzing {

inline std::string_view textOf(const std::uint8_t* data, std::size_t size)
{
    return { reinterpret_cast<const char*>(data), size };
}

/// The input as a file without a disk.
class MemoryFile {
public:
    MemoryFile(const std::uint8_t* data, std::size_t size)
        : descriptor_(::memfd_create("input", MFD_CLOEXEC))
    {
        if (::write(descriptor_, data, size) != static_cast<ssize_t>(size))
            std::abort();
    }
    ~MemoryFile() { ::close(descriptor_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
    int descriptor_;
};

/// A refusal is an answer, but it must be a sentence; any other exception is a crash.
template <typename Read> int answers(const Read& read)
{
    try {
        read();
    } catch (const core::Error& error) {
        if (error.message().empty())
            std::abort();
    }
    return 0;
}

} // namespace fuzzing
