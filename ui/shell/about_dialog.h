// SPDX-License-Identifier: GPL-3.0-or-later
// What the program is, its version, and the licences of every part.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QDialog>

namespace ui {

class AboutDialog : public QDialog {
    Q_OBJECT

public:
    AboutDialog(const Theme& theme, const QString& version, QWidget* parent = nullptr);
};

} // namespace ui
