// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page_actions.h"

#include <QtGui/QAction>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QStackedWidget>

#include <utility>

namespace ui {

namespace {

constexpr int data = 0;
constexpr int proxy = 1;
constexpr int trajectories = 2;
constexpr int curate = 3;

/// By the object names of the buttons.
constexpr std::pair<int, const char*> buttons[] = { { data, "what the model sees" }, { data, "new subset" },
    { data, "edit mapping" }, { data, "count tokens" }, { data, "clear filters" }, { data, "data next" },
    { proxy, "newProxy" }, { proxy, "setUpAgain" }, { proxy, "copyCommand" }, { trajectories, "export" },
    { trajectories, "useInRecipe" }, { trajectories, "nameClustering" }, { trajectories, "copyClusterCommand" },
    { trajectories, "pinHard" }, { trajectories, "pinEasy" }, { trajectories, "excludeRows" },
    { trajectories, "saveSelection" }, { trajectories, "clear filters" }, { curate, "exportCuration" },
    { curate, "copyCurateCommand" }, { curate, "saveCuration" }, { curate, "addStep" }, { curate, "checkOverlap" } };

} // namespace

PageActions::PageActions(const QStackedWidget& pages, std::function<void(int page)> show, QObject* parent)
    : QObject(parent)
    , pages_(pages)
    , show_(std::move(show))
{
    for (const auto& [page, name] : buttons) {
        auto* button = pages_.widget(page)->findChild<QAbstractButton*>(name);
        auto* action = new QAction(this);
        connect(action, &QAction::triggered, this, [this, page = page, button] {
            show_(page);
            button->click();
        });
        actions_.push_back({ page, button, action });
    }
}

std::vector<PaletteEntry> PageActions::entries(const QStringList& pageTitles) const
{
    std::vector<PaletteEntry> entries;
    for (const PageAction& known : actions_) {
        known.action->setEnabled(known.button->isEnabled() && known.button->isVisibleTo(pages_.widget(known.page)));
        entries.push_back({ known.action, pageTitles[known.page] + QStringLiteral(" › ") + known.button->text() });
    }
    return entries;
}

} // namespace ui
