// SPDX-License-Identifier: GPL-3.0-or-later
// A folder: typed, or chosen in a dialog.
#pragma once

#include "ui/controls/file_dialogs.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

class QLineEdit;

namespace ui {

class FolderField : public QWidget {
    Q_OBJECT

public:
    /// `title`: of the dialog. `name`: the object name of the line; the button is `name` + "Choose".
    FolderField(
        const Theme& theme, const AskFile& ask, const QString& title, const QString& name, QWidget* parent = nullptr);

    QString folder() const;
    void setFolder(const QString& folder); ///< without telling

Q_SIGNALS:
    void edited(const QString& folder);

private:
    void choose();

    AskFile ask_;
    QString title_;
    QString told_;
    QLineEdit* line_;
};

} // namespace ui
