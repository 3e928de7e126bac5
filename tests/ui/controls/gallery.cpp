// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/controls/gallery.h"

#include "tests/ui/controls/gallery_parts.h"
#include "ui/controls/big_figure.h"
#include "ui/controls/button.h"
#include "ui/controls/chip_row.h"
#include "ui/controls/field.h"
#include "ui/controls/key_value_list.h"
#include "ui/controls/number_box.h"
#include "ui/controls/page_header.h"
#include "ui/controls/progress_bar.h"
#include "ui/controls/section_heading.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/slider_box.h"
#include "ui/controls/text_label.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QRadioButton>

using namespace ui;
using namespace gallery;

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

void Gallery::pretendHovering()
{
    for (QWidget* widget : findChildren<QWidget*>()) {
        if (!widget->property("hovered").toBool())
            continue;
        widget->setAttribute(Qt::WA_UnderMouse);
        const QPointF place(4, 4); // push buttons go by the pointer's moves
        QMouseEvent move(QEvent::MouseMove, place, widget->mapToGlobal(place), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(widget, &move);
    }
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
