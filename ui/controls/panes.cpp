// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/panes.h"

#include <QtCore/QVariant>
#include <QtWidgets/QWidget>

#include <algorithm>

namespace ui {

namespace {

constexpr char property[] = "pane";

bool takesFocus(const QWidget& widget)
{
    return widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus) != 0;
}

/// Null: nothing in the pane takes the focus now.
QWidget* entryOf(QWidget& pane)
{
    if (QWidget* proxy = pane.focusProxy(); proxy != nullptr && takesFocus(*proxy))
        return proxy;
    QWidget* widget = &pane;
    do {
        if ((widget == &pane || pane.isAncestorOf(widget)) && takesFocus(*widget))
            return widget;
        widget = widget->nextInFocusChain();
    } while (widget != &pane);
    return nullptr;
}

QList<QWidget*> panesOf(const QWidget& root)
{
    QList<QWidget*> panes;
    for (QWidget* widget : root.findChildren<QWidget*>())
        if (widget->property(property).isValid() && widget->isVisible())
            panes.append(widget);
    std::stable_sort(panes.begin(), panes.end(), [](const QWidget* one, const QWidget* other) {
        return one->property(property).toInt() < other->property(property).toInt();
    });
    return panes;
}

/// Of the innermost pane that holds the focus; -1: none does.
qsizetype placeOf(const QList<QWidget*>& panes, const QWidget* focus)
{
    qsizetype found = -1;
    for (qsizetype i = 0; i < panes.size(); ++i)
        if (focus != nullptr && (panes[i] == focus || panes[i]->isAncestorOf(focus))
            && (found < 0 || panes[found]->isAncestorOf(panes[i])))
            found = i;
    return found;
}

} // namespace

void markPane(QWidget& widget, Pane pane)
{
    widget.setProperty(property, static_cast<int>(pane));
}

bool goToPane(QWidget& root, int direction)
{
    const QList<QWidget*> panes = panesOf(root);
    const auto count = panes.size();
    const auto here = placeOf(panes, root.window()->focusWidget());
    const auto start = here >= 0 || direction > 0 ? here : count;
    for (qsizetype step = 1; step <= count; ++step) {
        const auto place = ((start + direction * step) % count + count) % count;
        if (QWidget* entry = entryOf(*panes[place])) {
            root.window()->setAttribute(Qt::WA_KeyboardFocusChange); // so that the focus is drawn
            entry->setFocus(direction > 0 ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    }
    return false;
}

} // namespace ui
