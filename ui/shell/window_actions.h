// SPDX-License-Identifier: GPL-3.0-or-later
// Every action of the menu bar, with its words, keys and icon; what they do is the window's.
#pragma once

#include "ui/shell/command_palette.h"
#include "ui/theme/theme.h"

#include <QtCore/QObject>

#include <vector>

class QAction;
class QActionGroup;
class QMenu;
class QMenuBar;

namespace ui {

struct WindowActions {
    QAction* newProject = nullptr;
    QAction* openProject = nullptr;
    QMenu* recent = nullptr;
    QAction* importDataset = nullptr;
    QAction* closeProject = nullptr;
    QAction* quit = nullptr;
    QAction* undo = nullptr;
    QAction* redo = nullptr;
    QAction* selectAll = nullptr;
    QAction* clearSelection = nullptr;
    QAction* copyTable = nullptr;
    QAction* copyLast = nullptr;
    QAction* preferences = nullptr;
    std::vector<QAction*> pages; ///< in the rail's order
    QAction* inspector = nullptr; ///< checkable
    QAction* jobs = nullptr; ///< checkable
    QAction* nextPane = nullptr;
    QAction* previousPane = nullptr;
    QActionGroup* scheme = nullptr; ///< system, light, dark
    QAction* fullScreen = nullptr; ///< checkable
    QAction* pauseRun = nullptr;
    QAction* resumeRun = nullptr;
    QAction* checkpointRun = nullptr;
    QAction* stopRun = nullptr;
    QAction* palette = nullptr;
    QAction* about = nullptr;
};

/// Fills the menu bar. `pageTitles` in the rail's order.
WindowActions makeActions(const Theme& theme, QMenuBar& bar, const QStringList& pageTitles);

/// Every action of the bar that can be triggered, "File › Open project…".
std::vector<PaletteEntry> paletteEntries(const QMenuBar& bar);

} // namespace ui
