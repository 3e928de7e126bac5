// SPDX-License-Identifier: GPL-3.0-or-later
// Facets, their values and measures in the words of the window. Any thread.
#pragma once

#include "ui/session/example_filter.h"

namespace ui {

QString facetName(Facet facet);
/// "math", "Hard", "Cut at the end": how a value is listed. `clusters` and the hard ones are the snapshot's.
QString facetValueName(const core::data::Columns& columns, Facet facet, const QString& key);
/// One sentence on what the value means; empty where the name says it all.
QString facetValueHelp(Facet facet, const QString& key);
/// "Easy", "Hard"; with more than two clusters the others are "Cluster 2", and hard ones "Hard 3" where there are several.
QString clusterName(const core::data::Columns& columns, std::uint32_t code);
/// "Prompt tokens": as on a chip.
QString measureName(Measure measure);

} // namespace ui
