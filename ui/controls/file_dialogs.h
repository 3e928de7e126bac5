// SPDX-License-Identifier: GPL-3.0-or-later
// Every file and folder that the window asks for is asked for here, so that a test can answer instead of a person.
#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <functional>

class QWidget;

namespace ui {

struct FileRequest {
    enum class Kind { OpenFile, SaveFile, Folder };
    Kind kind = Kind::OpenFile;
    QString title;
    QString folder; ///< where to begin
    QString name; ///< proposed, when saving
    QStringList filters; ///< "Projects (*.datalever)"
    QString suffix; ///< appended when saving without one, "datalever"
};

/// Calls `answer` with the chosen path when the person has chosen, and not at all when they gave up. Never waits.
using AskFile = std::function<void(QWidget* parent, const FileRequest& request, std::function<void(const QString&)> answer)>;

/// The desktop's own dialog.
AskFile desktopFileDialog();

} // namespace ui
