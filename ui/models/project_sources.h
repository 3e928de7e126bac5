// SPDX-License-Identifier: GPL-3.0-or-later
// Where tables get texts and search results of an open project from.
#pragma once

#include "ui/models/row_loader.h"
#include "ui/models/view_query.h"
#include "ui/session/workspace.h"

namespace ui {

/// The workspace must outlive whoever holds the source.
TextSource projectTexts(Workspace& workspace);

/// Scans the mapped texts of the dataset that is looked at, and answers several times a second, on another thread.
SearchSource projectSearch(Workspace& workspace);

} // namespace ui
