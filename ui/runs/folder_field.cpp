// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/folder_field.h"

#include "ui/controls/button.h"

#include <QtCore/QDir>
#include <QtCore/QPointer>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>

namespace ui {

FolderField::FolderField(const Theme& theme, const AskFile& ask, const QString& title, const QString& name, QWidget* parent)
    : QWidget(parent)
    , ask_(ask)
    , title_(title)
    , line_(new QLineEdit(this))
{
    line_->setObjectName(name);
    line_->setPlaceholderText(tr("none chosen"));
    line_->setAccessibleName(title);
    auto* button = new IconButton(theme, "folder-open", title, this);
    button->setObjectName(name + "Choose");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(4);
    row->addWidget(line_, 1);
    row->addWidget(button);
    setFocusProxy(line_);
    connect(button, &IconButton::clicked, this, &FolderField::choose);
    connect(line_, &QLineEdit::editingFinished, this, [this] {
        if (folder() == told_)
            return;
        told_ = folder();
        Q_EMIT edited(told_);
    });
}

QString FolderField::folder() const
{
    const QString typed = line_->text().trimmed();
    if (typed.isEmpty())
        return {};
    return QDir::cleanPath(
        typed.startsWith("~/") ? QDir::homePath() + typed.mid(1) : QDir::current().absoluteFilePath(typed));
}

void FolderField::setFolder(const QString& folder)
{
    told_ = folder;
    line_->setText(QDir::toNativeSeparators(folder));
    line_->setToolTip(line_->text());
}

void FolderField::choose()
{
    FileRequest request;
    request.kind = FileRequest::Kind::Folder;
    request.title = title_;
    request.folder = folder();
    ask_(this, request, [guard = QPointer<FolderField>(this)](const QString& chosen) {
        if (!guard || chosen.isEmpty())
            return;
        guard->setFolder(chosen);
        Q_EMIT guard->edited(chosen);
    });
}

} // namespace ui
