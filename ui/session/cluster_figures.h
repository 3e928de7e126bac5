// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of a clustering: counted at once, judged later, stored with it and read again. Any thread.
#pragma once

#include "ui/session/cluster_work.h"

namespace ui {

/// Shares of rows, tokens and sources, what the clusters hold, rows left out.
void countFigures(core::jobs::ClusterReport& report, const ClusterInput& input);

} // namespace ui
