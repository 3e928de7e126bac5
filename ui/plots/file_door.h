// SPDX-License-Identifier: GPL-3.0-or-later
// How a plot asks where to save; tests put their own in its place.
#pragma once

#include <QtCore/QString>

#include <functional>

class QWidget;

namespace ui {

struct FileQuestion {
    QString title;
    QString suggestion; ///< a file name
    QString filter; ///< as QFileDialog writes it
    QString suffix; ///< without the dot
};

/// Calls `chosen` with the path once there is one; not at all when the user gives up. Does not wait.
using FileDoor = std::function<void(QWidget* parent, const FileQuestion& question, std::function<void(QString)> chosen)>;

/// The system's file dialog.
FileDoor saveDialogDoor();

} // namespace ui
