// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/read_only_words.h"

#include "ui/session/workspace.h"

#include <QtCore/QCoreApplication>

namespace ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui::ReadOnlyWords)
};

} // namespace

QString readOnlyWords(Workspace& workspace)
{
    if (!workspace.readOnly())
        return {};
    const auto& why = workspace.project().whyReadOnly();
    if (!why || why->kind() != core::ErrorKind::Busy)
        return why ? Words::tr("Read-only: %1.").arg(QString::fromStdString(why->message())) : Words::tr("Read-only.");
    const QString message = QString::fromStdString(why->message());
    const QString before = QStringLiteral("open for writing in ");
    const auto place = message.lastIndexOf(before);
    const QString holder = place < 0 ? QString() : Words::tr(" (%1)").arg(message.mid(place + before.size()));
    return Words::tr("Read-only: another process holds this project%1. It becomes writable when that one closes.")
        .arg(holder);
}

} // namespace ui
