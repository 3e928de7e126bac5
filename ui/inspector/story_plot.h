// SPDX-License-Identifier: GPL-3.0-or-later
// The trajectory of a row over the band of its cluster, with its nearest rows, as the values of a line plot.
#pragma once

#include "ui/inspector/row_story.h"
#include "ui/plots/line_content.h"

namespace ui {

LineContent storyContent(const RowStory& story);

} // namespace ui
