// SPDX-License-Identifier: GPL-3.0-or-later
// How the gallery puts its controls together.
#pragma once

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>
#include <QtWidgets/QWidget>

namespace gallery {

inline QVBoxLayout* columnOf(QWidget* parent, int gap = 4)
{
    auto* column = new QVBoxLayout(parent);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gap);
    return column;
}

inline QWidget* rowOf(const QList<QWidget*>& widgets, bool stretched = true)
{
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QWidget* widget : widgets)
        row->addWidget(widget);
    if (stretched)
        row->addStretch();
    return holder;
}

template <typename Widget> Widget* named(Widget* widget, const char* name)
{
    widget->setObjectName(name);
    return widget;
}

template <typename Widget> Widget* hovered(Widget* widget)
{
    widget->setProperty("hovered", true);
    return widget;
}

template <typename Widget> Widget* disabled(Widget* widget)
{
    widget->setEnabled(false);
    return widget;
}

} // namespace gallery
