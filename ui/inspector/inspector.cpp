// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector.h"

#include "core/protocol/job_spec.h"
#include "ui/controls/button.h"
#include "ui/controls/message_line.h"
#include "ui/controls/panes.h"
#include "ui/controls/tab_row.h"
#include "ui/controls/text_label.h"
#include "ui/inspector/notes_tab.h"
#include "ui/inspector/text_tab.h"
#include "ui/inspector/tokens_tab.h"
#include "ui/inspector/why_tab.h"
#include "ui/models/example_view.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace ui {

Inspector::Inspector(const Theme& theme, Workspace& workspace, QWidget* parent)
    : QFrame(parent)
    , theme_(theme)
    , workspace_(workspace)
    , title_(new TextLabel(tr("No example"), TextKind::Head, this))
    , name_(new TextLabel({}, TextKind::Small, this))
    , previous_(new IconButton(theme, "chevron-up", tr("Previous example"), this))
    , next_(new IconButton(theme, "chevron-down", tr("Next example"), this))
    , tabs_(new TabRow(theme, this))
    , stack_(new QStackedWidget(this))
    , message_(new MessageLine(theme, MessageKind::Error, {}, this))
    , text_(new TextTab(theme))
    , tokens_(new TokensTab(theme, workspace))
    , why_(new WhyTab(theme))
    , notes_(new NotesTab(theme, workspace))
{
    setObjectName("inspector");
    markPane(*this, Pane::Inspector);
    setProperty("look", "panel");
    setAccessibleName(tr("Inspector"));
    setMinimumWidth(220);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    setUpHead();
    setUpTabs();
    SelectionState& selection = workspace_.selection();
    connect(&selection, &SelectionState::currentRowChanged, this, &Inspector::follow);
    connect(&selection, &SelectionState::filterChanged, this, &Inspector::markWords);
    connect(&workspace_, &Workspace::columnsChanged, this, &Inspector::follow);
    connect(&workspace_, &Workspace::textsChanged, this, [this] {
        shown_.reset();
        follow();
    });
    connect(why_, &WhyTab::rowRequested, this, [this](std::uint32_t row) { workspace_.selection().setCurrentRow(row); });
    connect(why_, &WhyTab::proxyRequested, this, &Inspector::proxyRequested);
    connect(tokens_, &TokensTab::tokenized, text_, &TextTab::setTokenized);
    connect(tokens_, &TokensTab::proxyRequested, this, &Inspector::proxyRequested);
    connect(text_, &TextTab::wholeTextRequested, this, [this] {
        whole_ = true;
        if (shown_)
            readDetails(*shown_);
    });
    follow();
}

Inspector::~Inspector() = default;

void Inspector::setUpHead()
{
    previous_->setObjectName("previous example");
    next_->setObjectName("next example");
    title_->setObjectName("inspector title");
    name_->setElided(true);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 10, 8, 6);
    head->setSpacing(2);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title_);
    words->addWidget(name_);
    head->addLayout(words, 1);
    head->addWidget(previous_, 0, Qt::AlignTop);
    head->addWidget(next_, 0, Qt::AlignTop);
    static_cast<QVBoxLayout*>(layout())->addLayout(head);
    connect(previous_, &IconButton::clicked, this, [this] { step(-1); });
    connect(next_, &IconButton::clicked, this, [this] { step(1); });
}

void Inspector::setUpTabs()
{
    tabs_->setObjectName("inspector tabs");
    for (const QString& name : { tr("Text"), tr("Tokens"), tr("Why"), tr("Notes") })
        tabs_->addTab(name);
    auto* line = new QFrame(this);
    line->setFixedHeight(1);
    line->setProperty("look", "line");
    for (QWidget* tab : { static_cast<QWidget*>(text_), static_cast<QWidget*>(tokens_), static_cast<QWidget*>(why_),
             static_cast<QWidget*>(notes_) })
        stack_->addWidget(tab);
    auto* tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(14, 0, 14, 0);
    tabRow->addWidget(tabs_);
    tabRow->addStretch(1);
    static_cast<QVBoxLayout*>(layout())->addLayout(tabRow);
    layout()->addWidget(line);
    layout()->addWidget(message_);
    static_cast<QVBoxLayout*>(layout())->addWidget(stack_, 1);
    message_->setObjectName("inspector message");
    message_->hide();
    connect(tabs_, &QTabBar::currentChanged, this, [this](int index) {
        notes_->flush();
        stack_->setCurrentIndex(index);
        readStory();
    });
}

Inspector::Tab Inspector::tab() const
{
    return static_cast<Tab>(tabs_->currentIndex());
}

void Inspector::setTab(Tab tab)
{
    tabs_->setCurrentIndex(static_cast<int>(tab));
}

void Inspector::flush()
{
    notes_->flush();
}

void Inspector::setOrder(std::shared_ptr<const VisibleOrder> order)
{
    order_ = std::move(order);
    refreshSteps();
}

void Inspector::follow()
{
    const auto& columns = workspace_.columns();
    const RowChoice row = workspace_.selection().currentRow();
    if (!columns || !row || *row >= columns->rows()) {
        showNothing();
        return;
    }
    stack_->setEnabled(true);
    title_->setText(tr("Example %1").arg(countText(*row + 1)));
    refreshSteps();
    const core::ExampleId id = columns->ids[*row];
    if (shown_ != id)
        whole_ = false;
    readDetails(id);
    readStory();
}

void Inspector::showNothing()
{
    ++detailsGeneration_;
    ++storyGeneration_;
    shown_.reset();
    title_->setText(tr("No example"));
    name_->setText(workspace_.columns() ? tr("Choose a row of the table.") : QString());
    notes_->showNothing();
    tokens_->showNothing();
    why_->showNothing();
    stack_->setEnabled(false);
    message_->hide();
    text_->clear();
    refreshSteps();
}

void Inspector::readDetails(core::ExampleId id)
{
    const quint64 generation = ++detailsGeneration_;
    const std::size_t longest = whole_ ? ExampleDetails::longText : ExampleDetails::shortText;
    workspace_.background().run(
        this, [session = workspace_.session(), id, longest] { return readExampleDetails(*session, id, longest); },
        [this, generation](const ExampleDetails& details) {
            if (generation == detailsGeneration_)
                showDetails(details);
        },
        [this, generation](const core::Error& error) {
            if (generation != detailsGeneration_)
                return;
            message_->setMessage(MessageKind::Error,
                QString::fromStdString(error.message() + (error.hint().empty() ? "" : ". " + error.hint())));
            message_->show();
        });
}

void Inspector::showDetails(const ExampleDetails& details)
{
    const auto& columns = workspace_.columns();
    const RowChoice row = workspace_.selection().currentRow();
    if (!columns || !row)
        return;
    message_->hide();
    const bool other = shown_ != details.id;
    shown_ = details.id;
    name_->setText(details.name.isEmpty() ? tr("%1, line %2").arg(details.file, countText(static_cast<qint64>(details.line)))
                                          : details.name);
    if (other || sections_ != details.sections || !lengths_.sharesWith(columns->responseTokens)) {
        text_->setDetails(details, *columns, *row, promptIsCut());
        sections_ = details.sections;
        lengths_ = columns->responseTokens;
        markWords();
    }
    if (other)
        tokens_->setExample(details.text);
    notes_->setExample(details.id, details.annotations);
}

/// By the run whose token counts are shown: the prompt gives way where a row is too long.
bool Inspector::promptIsCut() const
{
    const auto& origin = workspace_.columns()->origin;
    const auto counted = origin.tokens ? origin.tokens : origin.run;
    const auto* run = counted ? workspace_.jobs().run(*counted) : nullptr;
    if (run == nullptr)
        return false;
    try {
        return core::protocol::parseJobSpec(run->spec.dump(), run->name).text.overlong
            == core::protocol::OverlongPolicy::TruncatePrompt;
    } catch (const core::Error&) {
        return false; // of another version
    }
}

/// Only for a tab that is seen: it costs a look at every row.
void Inspector::readStory()
{
    const quint64 generation = ++storyGeneration_;
    const auto& columns = workspace_.columns();
    const RowChoice row = workspace_.selection().currentRow();
    if (tab() != Tab::Why || !columns || !row || *row >= columns->rows())
        return;
    workspace_.background().run(
        this, [teller = teller_, columns = columns, row = *row] { return teller->tell(columns, row); },
        [this, generation](const RowStory& story) {
            if (generation == storyGeneration_)
                why_->setStory(story);
        });
}

RowChoice Inspector::neighbour(int direction) const
{
    const auto& columns = workspace_.columns();
    const RowChoice row = workspace_.selection().currentRow();
    if (!columns || !row)
        return {};
    if (!order_ || order_->places.size() != columns->rows()) {
        const qint64 next = qint64{ *row } + direction;
        return next < 0 || next >= static_cast<qint64>(columns->rows()) ? RowChoice()
                                                                        : RowChoice(static_cast<std::uint32_t>(next));
    }
    const std::uint32_t place = order_->places[*row];
    const qint64 next = place == VisibleOrder::hidden ? 0 : qint64{ place } + direction;
    return next < 0 || next >= std::ssize(order_->rows) ? RowChoice()
                                                        : RowChoice(order_->rows[static_cast<std::size_t>(next)]);
}

void Inspector::step(int direction)
{
    if (const RowChoice row = neighbour(direction))
        workspace_.selection().setCurrentRow(row);
}

void Inspector::refreshSteps()
{
    previous_->setEnabled(neighbour(-1).has_value());
    next_->setEnabled(neighbour(1).has_value());
}

void Inspector::markWords()
{
    QStringList words;
    for (const core::data::TextFilter& filter : workspace_.selection().filter().rows.texts)
        words.append(QString::fromStdString(filter.text));
    text_->setWords(words);
}

} // namespace ui
