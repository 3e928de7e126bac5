// SPDX-License-Identifier: Apache-2.0
// A gate for a process that waits by reading a line of a named pipe: it is let pass once for each line.
#pragma once

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

namespace support {

class PipeGate {
public:
    explicit PipeGate(std::filesystem::path path)
        : path_(std::move(path))
    {
        if (::mkfifo(path_.c_str(), 0600) == 0)
            end_ = ::open(path_.c_str(), O_RDWR | O_CLOEXEC); // both ends: neither opening nor writing waits
    }
    ~PipeGate() { ::close(end_); }
    PipeGate(const PipeGate&) = delete;
    PipeGate& operator=(const PipeGate&) = delete;

    const std::filesystem::path& path() const { return path_; }
    bool letPass(int times) const
    {
        for (int i = 0; i < times; ++i)
            if (::write(end_, "\n", 1) != 1)
                return false;
        return true;
    }

private:
    std::filesystem::path path_;
    int end_ = -1;
};

} // namespace support
