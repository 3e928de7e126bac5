// SPDX-License-Identifier: Apache-2.0
// A disk that is soon full, for tests of what is said then.
#pragma once

#include <sys/mount.h>

#include <filesystem>
#include <string>

namespace support {

/// A small file system in memory; needs root.
class SmallDisk {
public:
    SmallDisk(std::filesystem::path place, const std::string& options)
        : place_(std::move(place))
    {
        std::filesystem::create_directories(place_);
        mounted_ = ::mount("tmpfs", place_.c_str(), "tmpfs", 0, options.c_str()) == 0;
    }
    ~SmallDisk()
    {
        if (mounted_)
            ::umount2(place_.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    bool mounted() const { return mounted_; }
    bool makeReadOnly() const { return ::mount("tmpfs", place_.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0; }
    bool grow(const std::string& options) const
    {
        return ::mount("tmpfs", place_.c_str(), "tmpfs", MS_REMOUNT, options.c_str()) == 0;
    }

private:
    std::filesystem::path place_;
    bool mounted_ = false;
};

} // namespace support
