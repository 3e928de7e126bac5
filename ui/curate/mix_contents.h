// SPDX-License-Identifier: GPL-3.0-or-later
// The mix of a curated dataset as contents of plots: by source, by cluster with its controls, by length.
#pragma once

#include "ui/curate/curate_preview.h"
#include "ui/plots/dumbbell_content.h"
#include "ui/plots/line_content.h"
#include "ui/plots/stacked_bar_content.h"

namespace ui {

/// The sources of most rows afterwards first; many small ones are summed up in the last row.
DumbbellContent sourceMixContent(const core::curate::Mix& mix);

struct NamedClusters {
    QString name;
    ClusterCounts counts;
};
/// One bar each.
StackedBarContent clusterMixContent(const std::vector<NamedClusters>& bars);

LineContent lengthMixContent(const LengthShares& lengths);

/// "Random", "Easy", "Source-matched": a control beside the others.
QString controlName(core::curate::StepKind control);

} // namespace ui
