// SPDX-License-Identifier: GPL-3.0-or-later
// The panes that F6 goes round. A page marks them; the window finds those that are seen.
#pragma once

#include <QtCore/qglobal.h>

class QWidget;

namespace ui {

/// In the order in which they are gone round; several of one kind follow each other as they were made.
enum class Pane { Header, Controls, Plot, Table, Inspector, Strip };

void markPane(QWidget& widget, Pane pane);

/// Moves the focus to the next (+1) or previous (-1) visible pane below `root` in which something takes it: to the pane's
/// focus proxy, else to its first control in the order of Tab. False: there is none.
bool goToPane(QWidget& root, int direction);

} // namespace ui
