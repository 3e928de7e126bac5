// SPDX-License-Identifier: GPL-3.0-or-later
// Colours, size, motion. Changes take effect at once (the size: at the next start, and it says so).
#pragma once

#include "ui/shell/window_settings.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QDialog>

class QVBoxLayout;

namespace ui {

class PreferencesDialog : public QDialog {
    Q_OBJECT

public:
    PreferencesDialog(const Theme& theme, WindowSettings& settings, QWidget* parent = nullptr);

Q_SIGNALS:
    void schemeChosen();

private:
    QWidget* makeScheme();
    QWidget* makeScale();
    void addRecent(QVBoxLayout& layout);

    const Theme& theme_;
    WindowSettings& settings_;
};

} // namespace ui
