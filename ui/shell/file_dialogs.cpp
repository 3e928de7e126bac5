// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/file_dialogs.h"

#include <QtWidgets/QFileDialog>

namespace ui {

AskFile desktopFileDialog()
{
    return [](QWidget* parent, const FileQuestion& question, std::function<void(const QString&)> answer) {
        auto* dialog = new QFileDialog(parent, question.title, question.folder);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        switch (question.kind) {
        case FileQuestion::Kind::OpenFile:
            dialog->setFileMode(QFileDialog::ExistingFile);
            break;
        case FileQuestion::Kind::Folder:
            dialog->setFileMode(QFileDialog::Directory);
            dialog->setOption(QFileDialog::ShowDirsOnly);
            break;
        case FileQuestion::Kind::SaveFile:
            dialog->setAcceptMode(QFileDialog::AcceptSave);
            dialog->setFileMode(QFileDialog::AnyFile);
            dialog->selectFile(question.name);
            dialog->setDefaultSuffix(question.suffix);
            break;
        }
        if (!question.filters.isEmpty())
            dialog->setNameFilters(question.filters);
        QObject::connect(dialog, &QFileDialog::fileSelected, dialog, answer);
        dialog->open();
    };
}

} // namespace ui
