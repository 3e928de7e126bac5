// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/controls/gallery.h"

#include "ui/controls/bar_list.h"
#include "ui/controls/big_figure.h"
#include "ui/controls/button.h"
#include "ui/controls/chip_row.h"
#include "ui/controls/field.h"
#include "ui/controls/key_value_list.h"
#include "ui/controls/message_line.h"
#include "ui/controls/number_box.h"
#include "ui/controls/page_header.h"
#include "ui/controls/progress_bar.h"
#include "ui/controls/rail_item.h"
#include "ui/controls/section_heading.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/slider_box.h"
#include "ui/controls/state_panel.h"
#include "ui/controls/tab_row.h"
#include "ui/controls/text_label.h"

#include <QtGui/QStandardItemModel>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QTableView>

using namespace ui;

namespace {

QVBoxLayout* columnOf(QWidget* parent, int gap = 4)
{
    auto* column = new QVBoxLayout(parent);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gap);
    return column;
}

QWidget* rowOf(const QList<QWidget*>& widgets, bool stretched = true)
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
    widget->setAttribute(Qt::WA_UnderMouse);
    return widget;
}

template <typename Widget> Widget* disabled(Widget* widget)
{
    widget->setEnabled(false);
    return widget;
}

} // namespace

Gallery::Gallery(const Theme& theme)
    : theme_(theme)
{
    auto* whole = columnOf(this, 0);
    auto* header = named(new PageHeader("Components", "Every state of every control, once."), "header");
    header->addWidget(new Button(theme, ButtonKind::Outlined, "Export…", "file-export"));
    header->addWidget(named(new Button(theme, ButtonKind::Primary, "Set up a proxy"), "primary"));
    whole->addWidget(header);
    auto* columns = new QHBoxLayout;
    columns->setContentsMargins(16, 12, 16, 12);
    columns->setSpacing(24);
    whole->addLayout(columns, 1);
    const QList<QList<QWidget*>> parts{ { makeRail(), makeLists() }, { makeButtons(), makeChoices(), makeNumbers() },
        { makeFields(), makeFigures(), makeTexts() }, { makeMessages(), makeStates(), makeTable() } };
    for (const auto& part : parts) {
        auto* column = new QVBoxLayout;
        column->setSpacing(12);
        for (QWidget* group : part)
            column->addWidget(group);
        column->addStretch();
        columns->addLayout(column, &part == &parts.back() ? 2 : &part == &parts.front() ? 0 : 1);
    }
    setAttribute(Qt::WA_StyledBackground);
    setAutoFillBackground(true);
}

QWidget* Gallery::makeButtons()
{
    auto* group = new QWidget;
    auto* column = columnOf(group, 6);
    const auto button
        = [this](ButtonKind kind, const char* text, const char* icon = "") { return new Button(theme_, kind, text, icon); };
    using enum ButtonKind;
    column->addWidget(new SectionHeading(theme_, "Buttons: usual, hover, disabled"));
    column->addWidget(rowOf({ button(Primary, "Start", "player-play"), hovered(button(Primary, "Start")),
        disabled(button(Primary, "Start", "player-play")) }));
    column->addWidget(rowOf({ named(button(Outlined, "Export…", "file-export"), "outlined"),
        hovered(button(Outlined, "Export…")), disabled(button(Outlined, "Export…")) }));
    column->addWidget(rowOf({ button(Destructive, "Stop…", "player-stop"), hovered(button(Destructive, "Stop…")),
        disabled(button(Destructive, "Stop…")) }));
    column->addWidget(rowOf({ named(button(Link, "Set by hand…"), "link"), disabled(button(Link, "Clear")),
        named(new IconButton(theme_, "download", "Export"), "icon"), hovered(new IconButton(theme_, "lasso", "Lasso")),
        disabled(new IconButton(theme_, "zoom-reset", "Reset view")) }));
    return group;
}

QWidget* Gallery::makeChoices()
{
    auto* group = new QWidget;
    auto* column = columnOf(group, 6);
    column->addWidget(new SectionHeading(theme_, "Two to five choices"));
    column->addWidget(named(new SegmentedChoice(theme_, { "Raw", "Last", "Shape" }), "segments"));
    column->addWidget(disabled(new SegmentedChoice(theme_, { "2", "3", "4", "5" })));
    column->addWidget(new SectionHeading(theme_, "More than five"));
    auto* combo = named(new QComboBox, "combo");
    combo->addItems({ "Log-relative", "Raw loss (the paper)" });
    auto* off = disabled(new QComboBox);
    off->addItem("Log-relative");
    column->addWidget(rowOf({ combo, off }, false));
    auto* on = named(new QCheckBox("Random control"), "check");
    on->setChecked(true);
    auto* some = new QCheckBox("Some");
    some->setTristate();
    some->setCheckState(Qt::PartiallyChecked);
    auto* onOff = new QCheckBox("Off");
    onOff->setChecked(true);
    column->addWidget(rowOf({ on, new QCheckBox("Easy"), some }));
    column->addWidget(rowOf({ disabled(onOff), disabled(new QCheckBox("Off")) }));
    auto* rows = named(new QRadioButton("Rows"), "radio");
    rows->setChecked(true);
    column->addWidget(rowOf({ rows, new QRadioButton("Tokens"), disabled(new QRadioButton("Off")) }));
    return group;
}

QWidget* Gallery::makeNumbers()
{
    auto* group = new QWidget;
    auto* column = columnOf(group, 6);
    const NumberRange range{ .lowest = 0, .step = 0.01, .initial = 0.05 };
    const auto rho = QString::fromUtf8("Perturbation ρ");
    column->addWidget(new SectionHeading(theme_, "A range worth exploring: slider and box"));
    auto* slider = named(new SliderBox(theme_, rho, { 0, 0.2 }, range), "slider");
    slider->setZone(std::pair(0.02, 0.1));
    column->addWidget(slider);
    column->addWidget(disabled(new SliderBox(theme_, rho, { 0, 0.2 }, range)));
    column->addWidget(new SectionHeading(theme_, "A number known beforehand: box only"));
    auto* seed
        = named(new Field(theme_, "Seed", new NumberBox({ .lowest = 0, .initial = 1, .wholeNumbers = true })), "seed");
    auto* restarts = new Field(
        theme_, "Restarts", new NumberBox({ .lowest = 1, .highest = 1000, .initial = 10, .wholeNumbers = true }));
    restarts->setHelp("the best of them counts");
    auto* fields = rowOf({ seed, restarts }, false);
    for (QWidget* field : { seed, restarts })
        fields->layout()->setAlignment(field, Qt::AlignTop);
    column->addWidget(fields);
    return group;
}

QWidget* Gallery::makeFields()
{
    auto* group = new QWidget;
    auto* column = columnOf(group, 6);
    column->addWidget(new SectionHeading(theme_, "Text fields"));
    auto* search = named(new QLineEdit, "search");
    search->setPlaceholderText("Search all text");
    search->setAccessibleName("Search all text");
    column->addWidget(search);
    auto* rate = new NumberBox({ .lowest = 0, .initial = 0.001 });
    auto* field = named(new Field(theme_, "Peak rate", rate), "rate");
    rate->setText("1e-");
    Q_EMIT rate->textEdited("1e-");
    column->addWidget(field);
    column->addWidget(disabled(new QLineEdit("hard-x2")));
    auto* filter = named(new QLineEdit, "filter");
    filter->setPlaceholderText("contains");
    filter->setProperty("look", "filter");
    auto* filled = new QLineEdit("> 3");
    filled->setProperty("look", "filter");
    filled->setProperty("filled", true);
    column->addWidget(rowOf({ filter, filled }, false));
    auto* chips = named(new ChipRow(theme_), "chips");
    chips->setChips({ { "source", "Source: math" }, { "length", QString::fromUtf8("Length ≥ 512") } });
    column->addWidget(chips);
    return group;
}

QWidget* Gallery::makeFigures()
{
    auto* group = new QWidget;
    auto* column = columnOf(group, 6);
    auto* share = named(new BigFigure("Hard share"), "figure");
    share->setValue(QString::fromUtf8("42.9\u202f%"), Ink::Hard);
    share->setNote(QString::fromUtf8("11\u202f312 rows"));
    auto* step = new BigFigure("Progress");
    step->setValue("Step 287 of 468");
    step->setNote("epoch 1.8 of 3");
    column->addWidget(rowOf({ share, step }, false));
    auto* bar = named(new ProgressBar(theme_), "progress");
    bar->setShare(287.0 / 468);
    column->addWidget(bar);
    auto* empty = new ProgressBar(theme_);
    empty->setShare(0.01);
    column->addWidget(empty);
    column->addWidget(rowOf({ new TextLabel("Step 287 of 468", TextKind::Label),
        new TextLabel(QString::fromUtf8("about 9\u202fmin left"), TextKind::Small) }));
    auto* settings = named(new KeyValueList, "settings");
    settings->setRows({ { "Preset", "Small proxy" }, { "Family", "GPT-NeoX" },
        { QString::fromUtf8("Layers × width"), QString::fromUtf8("6 × 128") },
        { "Trained on", QString::fromUtf8("5\u202f000 rows") } });
    column->addWidget(settings);
    return group;
}

QWidget* Gallery::makeTexts()
{
    auto* group = new QWidget;
    auto* column = columnOf(group, 2);
    column->addWidget(new TextLabel("Title 17 semibold", TextKind::Title));
    column->addWidget(new TextLabel("Sentence 15 semibold", TextKind::Sentence));
    column->addWidget(new TextLabel("Head 13 semibold", TextKind::Head));
    column->addWidget(new TextLabel(QString::fromUtf8("Body 13: 26\u202f472 rows"), TextKind::Body));
    column->addWidget(new TextLabel("Small 12, secondary", TextKind::Small));
    column->addWidget(new TextLabel("Axis 11: 0 100 200", TextKind::Note));
    auto* elided
        = named(new TextLabel("A line that is much too long to be shown here as a whole", TextKind::Body), "elided");
    elided->setElided(true);
    column->addWidget(elided);
    return group;
}

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
