// SPDX-License-Identifier: GPL-3.0-or-later
// How the arms of an experiment look, the same on every page: the standard ones by their roles, others by slots.
#pragma once

#include "ui/plots/series_look.h"

#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtGui/QIcon>

#include <vector>

namespace ui {

/// One for each arm, in order. Base, all, hard, random and easy are known by the words of their names ("hard-2",
/// "Random_control"); where two would look the same, the second one gets a slot of its own.
std::vector<SeriesLook> armLooks(const QStringList& arms);

/// The marker alone, for lists and tables.
QIcon armIcon(const SeriesLook& look, const Theme& theme);

} // namespace ui
