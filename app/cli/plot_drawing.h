// SPDX-License-Identifier: Apache-2.0
// Plots are drawn by the window's program, without a display.
#pragma once

#include "core/base/json.h"

namespace cli {

/// `spec`: as `datalever --render` takes it, with absolute paths. False when the picture was refused; the sentence stands on
/// stderr then. Throws Error{Unsupported} when the program is not there.
bool drawPlot(const core::OrderedJson& spec);

} // namespace cli
