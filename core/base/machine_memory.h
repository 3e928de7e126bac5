// SPDX-License-Identifier: Apache-2.0
// Main memory of this machine, as far as this process may have it: a control group (version 2, else 1) may allow less.
#pragma once

#include <cstdint>

namespace core {

struct MachineMemory {
    std::uint64_t total = 0; ///< bytes
    std::uint64_t available = 0; ///< bytes that can still be given without swapping
};

/// A few kernel files are read: microseconds. Where they say nothing, 2 GiB are taken to be free.
MachineMemory machineMemory();

} // namespace core
