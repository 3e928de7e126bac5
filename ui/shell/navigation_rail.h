// SPDX-License-Identifier: GPL-3.0-or-later
// The pages, with how far each is; at the foot the palette of actions.
#pragma once

#include "ui/controls/rail_item.h"

#include <QtWidgets/QFrame>

#include <vector>

class QButtonGroup;

namespace ui {

class NavigationRail : public QFrame {
    Q_OBJECT

public:
    struct Page {
        QString name; ///< never shown: "data"
        QString icon;
        QString title;
    };

    NavigationRail(const Theme& theme, const std::vector<Page>& pages, QWidget* parent = nullptr);

    void setCurrent(int index); ///< without telling
    void setState(int index, PageState state, const QString& why = {});
    /// Icons alone.
    void setCompact(bool compact);

Q_SIGNALS:
    void chosen(int index); ///< by the user
    void actionsRequested();

private:
    QButtonGroup* group_;
    std::vector<RailItem*> items_;
    RailItem* actions_;
};

} // namespace ui
