// SPDX-License-Identifier: GPL-3.0-or-later
// The gallery's messages, states, navigation, lists and table.
#include "tests/ui/controls/gallery.h"
#include "tests/ui/controls/gallery_parts.h"
#include "ui/controls/bar_list.h"
#include "ui/controls/button.h"
#include "ui/controls/message_line.h"
#include "ui/controls/rail_item.h"
#include "ui/controls/section_heading.h"
#include "ui/controls/state_panel.h"
#include "ui/controls/tab_row.h"

#include <QtGui/QStandardItemModel>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QTableView>

#include <cmath>

using namespace ui;
using namespace gallery;

QWidget* Gallery::makeMessages()
{
    auto* group = new QWidget;
    auto* column = columnOf(group, 6);
    column->addWidget(new SectionHeading(theme_, "Messages, where they arose"));
    using enum MessageKind;
    const auto line = [&](MessageKind kind, const char* text) {
        auto* message = new MessageLine(theme_, kind, QString::fromUtf8(text));
        column->addWidget(message);
        return message;
    };
    line(Success, "Exported 36\u202f000 rows to hard-x2.jsonl.")->setDismissable();
    named(line(Warning, "1\u202f192 rows are longer than 512 tokens and will be cut."), "warning")->addAction("Show them");
    line(Error, "Line 311: the quote is not closed. 26\u202f471 rows were kept.")->addAction("Retry", ButtonKind::Outlined);
    line(Information, "Four seeds finished; a claim needs five.");
    return group;
}

QWidget* Gallery::makeStates()
{
    auto* empty = named(new StatePanel(theme_), "empty");
    empty->showEmpty("activity", "No trajectories yet", "A proxy records them.", "Set up a proxy");
    auto* loading = named(new StatePanel(theme_), "loading");
    loading->showLoading("Scoring examples");
    loading->setProgress(12288, 26472);
    auto* error = named(new StatePanel(theme_), "error");
    error->showError("Point 6 is unreadable", QString::fromUtf8("The file is 4\u202fKB too short."), "Score it again");
    QList<QWidget*> cards;
    for (StatePanel* panel : { empty, loading, error }) {
        auto* card = new QFrame;
        card->setProperty("look", "card");
        columnOf(card)->addWidget(panel);
        card->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        card->setMinimumHeight(150);
        cards += card;
    }
    return rowOf(cards, false);
}

QWidget* Gallery::makeRail()
{
    auto* group = new QWidget;
    auto* column = columnOf(group, 2);
    const auto item = [&](const char* icon, const char* text, PageState state, const char* why = "") {
        auto* made = new RailItem(theme_, icon, text);
        made->setState(state, why);
        column->addWidget(made);
        return made;
    };
    item("database", "Data", PageState::Ready);
    named(item("activity", "Proxy", PageState::Running), "rail")->setChecked(true);
    item("chart-line", "Trajectories", PageState::Stale, "The data changed after the proxy was trained");
    hovered(item("adjustments", "Curate", PageState::Empty));
    item("math-function", "Theory lab", PageState::None);
    auto* compact = new RailItem(theme_, "database", "Data");
    compact->setCompact(true);
    column->addWidget(compact, 0, Qt::AlignLeft);
    return group;
}

QWidget* Gallery::makeLists()
{
    auto* group = new QWidget;
    group->setFixedWidth(202);
    auto* column = columnOf(group, 4);
    auto* heading = new SectionHeading(theme_, "Source");
    heading->addLink("Clear");
    column->addWidget(heading);
    auto* facets = named(new BarList(theme_), "facets");
    facets->setRows({ { "gsm8k", "gsm8k", 7473, QString::fromUtf8("7\u202f473") },
        { "math", "math", 7405, QString::fromUtf8("7\u202f405") },
        { "mathqa", "mathqa with a long name", 2790, QString::fromUtf8("2\u202f790") }, { "aqua", "aqua", 254, "254" } });
    facets->setSelectedKeys({ "math" });
    column->addWidget(facets);
    column->addWidget(new SectionHeading(theme_, "Hard share by source"));
    auto* shares = named(new BarList(theme_, BarList::Density::Dense), "shares");
    shares->setRows({ { "math", "math", 0.9, QString::fromUtf8("90\u202f%") },
        { "aqua", "aqua", 0.54, QString::fromUtf8("54\u202f%") }, { "mawps", "mawps", 0.04, QString::fromUtf8("4\u202f%") },
        { "x", "unscored", std::nan(""), QString::fromUtf8("–") } });
    shares->setFullValue(1);
    shares->setBarRole(Role::Hard);
    shares->setSelectable(false);
    column->addWidget(shares);
    auto* tabs = named(new TabRow(theme_), "tabs");
    for (const char* text : { "Text", "Tokens", "Why" })
        tabs->addTab(text);
    tabs->setCurrentIndex(2);
    column->addWidget(tabs);
    return group;
}

QWidget* Gallery::makeTable()
{
    auto* table = named(new QTableView, "table");
    auto* model = new QStandardItemModel(4, 4, table);
    model->setHorizontalHeaderLabels({ "Row", "Cluster", "Prompt", "Last loss" });
    const QStringList cells[]{ { "6", "Hard", "Which of the following is a long question", "3.01" },
        { "7", "Easy", "A square and a circle", "3.30" }, { "29", "Hard", "$ABCD$ is a rectangle", "3.75" },
        { "42", "Unscored", "A portion of the text", QString::fromUtf8("–") } };
    for (int row = 0; row < 4; ++row)
        for (int column = 0; column < 4; ++column) {
            auto* item = new QStandardItem(cells[row][column]);
            if (column == 0 || column == 3)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            model->setItem(row, column, item);
        }
    for (const int column : { 0, 3 })
        model->setHeaderData(column, Qt::Horizontal, QVariant(Qt::AlignRight | Qt::AlignVCenter), Qt::TextAlignmentRole);
    table->setModel(model);
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(26);
    table->horizontalHeader()->setSortIndicatorShown(true);
    table->horizontalHeader()->setSortIndicator(3, Qt::DescendingOrder);
    table->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
    table->horizontalHeader()->setHighlightSections(false);
    table->setFixedHeight(28 + 4 * 26 + 2);
    table->selectRow(1);
    return table;
}
