// SPDX-License-Identifier: GPL-3.0-or-later
// Facets, their values and measures in the words of the window. Any thread.
#pragma once

#include "ui/session/example_filter.h"

#include <QtCore/QString>

namespace ui {

QString facetName(core::data::FacetName facet);
/// "math", "Hard", "Cut at the end": how a value is listed. Clusters have the snapshot's names.
QString facetValueName(const core::data::Columns& columns, core::data::FacetName facet, const std::string& value);
/// One sentence on what the value means; empty where the name says it all.
QString facetValueHelp(core::data::FacetName facet, const std::string& value);
/// "Easy", "Hard"; with more than two clusters the others are "Cluster 2", and hard ones "Hard 3" where there are several.
QString clusterName(const core::data::Columns& columns, std::uint32_t code);
/// "Cut, Excluded": the flags and marks of a row; empty where it has none.
QString flagNames(const core::data::Columns& columns, std::size_t row);
/// "Prompt tokens": as on a chip.
QString measureName(Measure measure);

} // namespace ui
