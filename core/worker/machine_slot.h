// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/files.h"

#include <filesystem>
#include <functional>

namespace core::worker {

/// The right to train or score: one worker on a machine at a time, first come, first served. A worker that waits or works
/// holds a numbered ticket file under flock; the lowest ticket that is still held works. A dead process frees its ticket.
class MachineSlot {
public:
    /// Takes a ticket in `folder` (of this machine, not shared over a network). Throws Error{Storage}.
    explicit MachineSlot(const std::filesystem::path& folder);
    ~MachineSlot(); ///< gives the slot or the place in the queue up
    MachineSlot(const MachineSlot&) = delete;
    MachineSlot& operator=(const MachineSlot&) = delete;

    /// Whether it is this worker's turn; stays true.
    bool isOurs();

private:
    std::filesystem::path folder_;
    std::filesystem::path ticket_;
    std::int64_t number_ = 0;
    FileLock lock_;
};

/// Below core::runtimeFolder().
std::filesystem::path machineSlotFolder();

} // namespace core::worker
