// SPDX-License-Identifier: GPL-3.0-or-later
// The window's one style sheet, and how an application gets its look.
#pragma once

#include <QtCore/QString>

class QApplication;

namespace ui {

class Theme;

/// resources/window.qss with every @role (@panel, @accentHover …) replaced by its colour.
QString styleSheet(const Theme& theme);

/// Gives the application style, palette, font and style sheet of the theme, now and whenever the theme changes.
void applyLook(QApplication& application, const Theme& theme);

} // namespace ui
