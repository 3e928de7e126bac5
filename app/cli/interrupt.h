// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel_token.h"

namespace cli {

/// From now on Ctrl+C (and SIGTERM) cancels the token instead of ending the program; a second one ends it at once.
void cancelOnInterrupt(const core::CancelToken& token);

} // namespace cli
