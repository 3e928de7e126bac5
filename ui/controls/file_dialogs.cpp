// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/file_dialogs.h"

#include <QtWidgets/QFileDialog>

namespace ui {

AskFile desktopFileDialog()
{
    return [](QWidget* parent, const FileRequest& request, std::function<void(const QString&)> answer) {
        auto* dialog = new QFileDialog(parent, request.title, request.folder);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        switch (request.kind) {
        case FileRequest::Kind::OpenFile:
            dialog->setFileMode(QFileDialog::ExistingFile);
            break;
        case FileRequest::Kind::Folder:
            dialog->setFileMode(QFileDialog::Directory);
            dialog->setOption(QFileDialog::ShowDirsOnly);
            break;
        case FileRequest::Kind::SaveFile:
            dialog->setAcceptMode(QFileDialog::AcceptSave);
            dialog->setFileMode(QFileDialog::AnyFile);
            dialog->selectFile(request.name);
            dialog->setDefaultSuffix(request.suffix);
            break;
        }
        if (!request.filters.isEmpty())
            dialog->setNameFilters(request.filters);
        QObject::connect(dialog, &QFileDialog::fileSelected, dialog, answer);
        dialog->open();
    };
}

} // namespace ui
