// SPDX-License-Identifier: GPL-3.0-or-later
// What happened in this session, newest at the foot: runs, imports, failures. Not a progress display.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QPlainTextEdit>

namespace ui {

class LogView : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit LogView(const Theme& theme, QWidget* parent = nullptr);

    void append(const QString& sentence); ///< with the time of day
};

} // namespace ui
