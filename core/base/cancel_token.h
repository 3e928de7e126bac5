// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <atomic>
#include <memory>

namespace core {

/// A shared request to stop; long work polls it. Copies share the request; any thread may ask.
class CancelToken {
public:
    void cancel() const { *cancelled_ = true; }
    bool cancelled() const { return *cancelled_; }
    /// Throws Error{Cancelled} once cancel() was called.
    void check() const
    {
        if (cancelled())
            throw Error(ErrorKind::Cancelled, "stopped on request");
    }

private:
    std::shared_ptr<std::atomic<bool>> cancelled_ = std::make_shared<std::atomic<bool>>(false);
};

} // namespace core
