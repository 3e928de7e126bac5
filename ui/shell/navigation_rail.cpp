// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigation_rail.h"

#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QVBoxLayout>

namespace ui {

NavigationRail::NavigationRail(const Theme& theme, const std::vector<Page>& pages, QWidget* parent)
    : QFrame(parent)
    , group_(new QButtonGroup(this))
    , actions_(new RailItem(theme, "command", tr("Actions")))
{
    setObjectName("navigationRail");
    setProperty("look", "rail");
    setAccessibleName(tr("Pages"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(2);
    for (std::size_t i = 0; i < pages.size(); ++i) {
        auto* item = new RailItem(theme, pages[i].icon, pages[i].title);
        item->setObjectName("page:" + pages[i].name);
        item->setCheckable(true);
        group_->addButton(item, static_cast<int>(i));
        layout->addWidget(item);
        items_.push_back(item);
    }
    layout->addStretch();
    actions_->setObjectName("actions");
    actions_->setToolTip(tr("All actions, by their words (Ctrl+K)"));
    layout->addWidget(actions_);
    connect(group_, &QButtonGroup::idClicked, this, &NavigationRail::chosen);
    connect(actions_, &QAbstractButton::clicked, this, &NavigationRail::actionsRequested);
    setCompact(false);
}

void NavigationRail::setCurrent(int index)
{
    items_.at(static_cast<std::size_t>(index))->setChecked(true);
}

void NavigationRail::setState(int index, PageState state, const QString& why)
{
    items_.at(static_cast<std::size_t>(index))->setState(state, why);
}

void NavigationRail::setCompact(bool compact)
{
    for (RailItem* item : items_)
        item->setCompact(compact);
    actions_->setCompact(compact);
    setFixedWidth(compact ? 52 : 151);
}

} // namespace ui
