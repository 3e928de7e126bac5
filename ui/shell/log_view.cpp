// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/log_view.h"

#include <QtCore/QTime>

namespace ui {

LogView::LogView(const Theme& theme, QWidget* parent)
    : QPlainTextEdit(parent)
{
    setObjectName("log");
    setAccessibleName(tr("Log"));
    setProperty("look", "plain");
    setReadOnly(true);
    setMaximumBlockCount(2000);
    setPlaceholderText(
        tr("Nothing to tell yet: what runs, imports and exports say stands here, since the window was opened."));
    setFont(theme.monospaced(12));
}

void LogView::append(const QString& sentence)
{
    appendPlainText(QTime::currentTime().toString("HH:mm:ss") + "  " + sentence);
}

} // namespace ui
