// SPDX-License-Identifier: GPL-3.0-or-later
// What a table of examples asks of an open project: texts and searches, through its door.
#pragma once

#include "ui/models/row_loader.h"
#include "ui/models/view_query.h"

namespace ui {

class ProjectDoor;

/// The door must outlive what uses these.
TextSource textsOf(ProjectDoor& door);
/// Searches the dataset of the door's current snapshot.
SearchSource searchOf(ProjectDoor& door);

} // namespace ui
