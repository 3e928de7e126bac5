// SPDX-License-Identifier: GPL-3.0-or-later
// Long names in a narrow chooser.
#pragma once

class QComboBox;

namespace ui {

/// After a chooser was filled: its list is wide enough for the longest name, and what the closed box may cut off is its tool
/// tip.
void showWholeNames(QComboBox& chooser);

} // namespace ui
