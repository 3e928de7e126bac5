// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/why_tab.h"

#include "ui/controls/button.h"
#include "ui/controls/flow_layout.h"
#include "ui/controls/icon_label.h"
#include "ui/controls/state_panel.h"
#include "ui/controls/text_label.h"
#include "ui/inspector/story_plot.h"
#include "ui/plots/line_plot.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QVBoxLayout>

#include <cmath>

namespace ui {

namespace {

constexpr int plotHeight = 208;

void clear(QLayout& layout)
{
    while (QLayoutItem* item = layout.takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater(); // a click on it may have led here
        }
        delete item;
    }
}

} // namespace

WhyTab::WhyTab(const Theme& theme, QWidget* parent)
    : QScrollArea(parent)
    , theme_(theme)
    , state_(new StatePanel(theme))
    , content_(new QWidget)
    , plot_(new LinePlot(theme, content_))
    , nearest_(new QWidget(content_))
    , facts_(new QWidget(content_))
{
    setObjectName("inspector why");
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* whole = new QFrame;
    whole->setProperty("look", "panel");
    auto* layout = new QVBoxLayout(whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(state_);
    layout->addWidget(content_);
    setWidget(whole);
    setUpContent();
    connect(state_, &StatePanel::buttonClicked, this, &WhyTab::proxyRequested);
    showNothing();
}

void WhyTab::setUpContent()
{
    plot_->setFixedHeight(plotHeight);
    plot_->setObjectName("inspector trajectory");
    new FlowLayout(nearest_, 8);
    nearest_->setObjectName("inspector nearest");
    auto* facts = new QVBoxLayout(facts_);
    facts->setContentsMargins(12, 8, 12, 8);
    facts->setSpacing(2);
    auto* layout = new QVBoxLayout(content_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(plot_);
    auto* head = new TextLabel(tr("Nearest rows"), TextKind::Section, content_);
    head->setContentsMargins(12, 4, 12, 0);
    layout->addWidget(head);
    nearest_->setContentsMargins(12, 0, 12, 0);
    layout->addWidget(nearest_);
    layout->addWidget(facts_);
    layout->addStretch(1);
}

void WhyTab::showNothing()
{
    content_->hide();
    state_->hide();
}

void WhyTab::setStory(const RowStory& story)
{
    const bool known = !story.steps.empty();
    content_->setVisible(known);
    state_->setVisible(!known);
    if (!known) {
        state_->showEmpty(
            "chart-line", tr("No trajectory yet"), tr("A proxy records the loss of every example."), tr("Set up a proxy"));
        return;
    }
    plot_->setContent(storyContent(story));
    fillNearest(story);
    fillFacts(story);
}

void WhyTab::fillNearest(const RowStory& story)
{
    clear(*nearest_->layout());
    for (const RowStory::Line& line : story.nearest) {
        auto* link = new Button(theme_, ButtonKind::Link, countText(line.row + 1), nearest_);
        link->setAccessibleName(tr("Example %1").arg(countText(line.row + 1)));
        link->setToolTip(
            tr("Example %1, %2 nats away").arg(countText(line.row + 1), numberText(static_cast<double>(line.distance), 2)));
        link->setObjectName("nearest " + QString::number(line.row));
        connect(link, &Button::clicked, this, [this, row = line.row] { Q_EMIT rowRequested(row); });
        nearest_->layout()->addWidget(link);
        link->show();
    }
    if (story.nearest.empty())
        nearest_->layout()->addWidget(new TextLabel(tr("None: this row has no loss."), TextKind::Small, nearest_));
}

void WhyTab::addFact(const QString& icon, Role role, const QString& fact, const QString& comparison)
{
    auto* line = new QWidget(facts_);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(new IconLabel(theme_, icon, role, 14, line), 0, Qt::AlignTop);
    auto* text = new TextLabel(fact, TextKind::Label, line);
    text->setWordWrap(true);
    layout->addWidget(text, 1);
    layout->addWidget(new TextLabel(comparison, TextKind::Small, line), 0, Qt::AlignTop);
    facts_->layout()->addWidget(line);
    line->show();
}

void WhyTab::fillFacts(const RowStory& story)
{
    clear(*facts_->layout());
    const auto median
        = [](double value) { return std::isnan(value) ? QString() : tr("median %1").arg(countText(std::llround(value))); };
    if (!story.scored)
        addFact("circle-x", Role::Secondary, tr("Unscored: a recording point has no loss of it"), {});
    else if (std::isnan(story.learnedAt))
        addFact("clock", Role::Secondary, tr("Not learned yet: its loss fell by less than a tenth"),
            median(static_cast<double>(story.medianLearnedAt)));
    else
        addFact("clock", Role::Secondary,
            tr("Half learned at step %1").arg(countText(std::llround(static_cast<double>(story.learnedAt)))),
            median(static_cast<double>(story.medianLearnedAt)));
    if (story.responseTokens)
        addFact("note", Role::Secondary, tr("%1 response tokens").arg(countText(*story.responseTokens)),
            median(story.medianResponseTokens));
    if (story.flags.isEmpty()) {
        addFact("circle-check", Role::Success, tr("Not cut, no duplicate"), {});
        return;
    }
    for (QString flag : story.flags) {
        flag[0] = flag[0].toUpper();
        addFact("alert-triangle", Role::Warning, flag, {});
    }
}

} // namespace ui
