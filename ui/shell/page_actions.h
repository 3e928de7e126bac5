// SPDX-License-Identifier: GPL-3.0-or-later
// What the buttons of the pages do, for the list of all actions.
#pragma once

#include "ui/shell/command_palette.h"

#include <QtCore/QObject>

#include <functional>

class QAbstractButton;
class QStackedWidget;

namespace ui {

class PageActions : public QObject {
    Q_OBJECT

public:
    /// `pages` in the rail's order, whole already; `show` brings one of them to the front.
    PageActions(const QStackedWidget& pages, std::function<void(int page)> show, QObject* parent = nullptr);

    /// "Trajectories › Export hard rows…", in the words of the buttons now; enabled where the button can be pressed.
    std::vector<PaletteEntry> entries(const QStringList& pageTitles) const;

private:
    struct PageAction {
        int page;
        QAbstractButton* button;
        QAction* action;
    };
    const QStackedWidget& pages_;
    std::function<void(int page)> show_;
    std::vector<PageAction> actions_;
};

} // namespace ui
