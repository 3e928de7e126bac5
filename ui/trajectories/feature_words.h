// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/cluster_choice.h"

#include <QtCore/QString>

namespace ui {

/// "Raw loss (the paper)".
QString featureName(core::analysis::FeatureKind kind);
/// One sentence on what is looked at.
QString featureHelp(core::analysis::FeatureKind kind);
/// "k = 2, raw loss (the paper), points 4 to 10": how a clustering was made.
QString choiceWords(const ClusterChoice& choice);

} // namespace ui
