// SPDX-License-Identifier: GPL-3.0-or-later
// Why a project cannot be written now, for a person.
#pragma once

#include <QtCore/QString>

namespace ui {

class Workspace;

/// Who holds the project, since when, and when it becomes writable; empty where it is writable. Also the tool tip of what is
/// greyed by it.
QString readOnlyWords(Workspace& workspace);

} // namespace ui
