// SPDX-License-Identifier: GPL-3.0-or-later
// The window's buttons. One primary button a page; destructive ones ask once.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

namespace ui {

enum class ButtonKind { Primary, Outlined, Destructive, Link };

class Button : public QPushButton {
    Q_OBJECT

public:
    Button(const Theme& theme, ButtonKind kind, const QString& text, QWidget* parent = nullptr);
    Button(const Theme& theme, ButtonKind kind, const QString& text, const QString& iconName, QWidget* parent = nullptr);

    /// Empty: no icon.
    void setIconName(const QString& name);

private:
    const Theme& theme_;
    ButtonKind kind_;
};

/// An icon alone, 28 pixels wide: only where that is plain without a word. The name is spoken and shown as tool
/// tip.
class IconButton : public QToolButton {
    Q_OBJECT

public:
    IconButton(const Theme& theme, const QString& iconName, const QString& name, QWidget* parent = nullptr);

    void setIconName(const QString& iconName);
    void setName(const QString& name);

private:
    const Theme& theme_;
};

} // namespace ui
