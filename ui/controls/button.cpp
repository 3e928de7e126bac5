// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/button.h"

#include <array>

namespace ui {

Button::Button(const Theme& theme, ButtonKind kind, const QString& text, QWidget* parent)
    : Button(theme, kind, text, QString(), parent)
{
}

Button::Button(const Theme& theme, ButtonKind kind, const QString& text, const QString& iconName, QWidget* parent)
    : QPushButton(text, parent)
    , theme_(theme)
    , kind_(kind)
{
    static constexpr std::array kinds{ "primary", "outlined", "destructive", "link" };
    setProperty("kind", kinds.at(static_cast<std::size_t>(kind)));
    setFocusPolicy(Qt::TabFocus); // the ring is for the keyboard
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setIconSize({ 16, 16 });
    if (kind == ButtonKind::Link)
        setCursor(Qt::PointingHandCursor);
    setIconName(iconName);
}

void Button::setIconName(const QString& name)
{
    static constexpr std::array roles{ Role::OnAccent, Role::Text, Role::Error, Role::Accent };
    setIcon(name.isEmpty() ? QIcon() : theme_.icon(name, roles.at(static_cast<std::size_t>(kind_))));
}

IconButton::IconButton(const Theme& theme, const QString& iconName, const QString& name, QWidget* parent)
    : QToolButton(parent)
    , theme_(theme)
{
    setProperty("tool", true);
    setFocusPolicy(Qt::TabFocus);
    setIconSize({ 16, 16 });
    setAutoRaise(true);
    setName(name);
    setIconName(iconName);
}

void IconButton::setIconName(const QString& iconName)
{
    setIcon(theme_.icon(iconName));
}

void IconButton::setName(const QString& name)
{
    setAccessibleName(name);
    setToolTip(name);
}

} // namespace ui
