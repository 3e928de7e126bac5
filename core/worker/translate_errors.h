// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <exception>

namespace core::worker {

/// Any exception as a core::Error: LibTorch's by its first line, lack of memory as OutOfMemory, others as Internal.
Error asError(const std::exception_ptr& failure);

} // namespace core::worker
