// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/file_door.h"

#include <QtWidgets/QFileDialog>

namespace ui {

FileDoor saveDialogDoor()
{
    return [](QWidget* parent, const FileQuestion& question, std::function<void(QString)> chosen) {
        auto* dialog = new QFileDialog(parent, question.title, {}, question.filter);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(question.suffix);
        dialog->selectFile(question.suggestion);
        QObject::connect(dialog, &QFileDialog::fileSelected, parent, std::move(chosen));
        dialog->open();
    };
}

} // namespace ui
