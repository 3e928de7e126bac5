// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/text_tab.h"

#include "ui/controls/button.h"
#include "ui/controls/text_label.h"
#include "ui/inspector/text_block.h"
#include "ui/session/model_session_door.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

QString tokensText(qint64 tokens)
{
    return TextTab::tr("%1 tokens").arg(countText(tokens));
}

QString charactersText(qint64 characters)
{
    return TextTab::tr("%1 characters").arg(countText(characters));
}

/// The part of a longer row that a run cut.
bool isCut(const TextSection& section, const core::data::Columns& columns, std::size_t row, bool promptIsCut)
{
    using Kind = TextSection::Kind;
    return !columns.flags.empty() && !columns.tokens.empty() && columns.hasFlag(row, core::data::RowFlag::Truncated)
        && (section.kind == Kind::Text || section.kind == (promptIsCut ? Kind::Prompt : Kind::Response));
}

QString cutText(const QString& kept, bool promptIsCut)
{
    return promptIsCut ? TextTab::tr("cut to the last %1").arg(kept) : TextTab::tr("cut after %1").arg(kept);
}

/// How long a section is: tokens where they were counted, else characters; nothing for parts that were not counted alone.
QString lengthOf(const TextSection& section, const core::data::Columns& columns, std::size_t row)
{
    const bool tokens = !columns.tokens.empty() && !columns.responseTokens.empty();
    switch (section.kind) {
    case TextSection::Kind::Prompt:
        return tokens ? tokensText(qint64{ columns.tokens[row] } - qint64{ columns.responseTokens[row] })
                      : charactersText(columns.promptCharacters[row]);
    case TextSection::Kind::Response:
        return tokens ? tokensText(columns.responseTokens[row]) : charactersText(columns.responseCharacters[row]);
    case TextSection::Kind::Text:
        return tokens ? tokensText(columns.tokens[row]) : charactersText(columns.responseCharacters[row]);
    case TextSection::Kind::Other:
        break;
    }
    return {};
}

} // namespace

TextTab::TextTab(const Theme& theme, QWidget* parent)
    : QScrollArea(parent)
    , theme_(theme)
{
    setObjectName("inspector text");
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void TextTab::setDetails(
    const ExampleDetails& details, const core::data::Columns& columns, std::size_t row, bool promptIsCut)
{
    blocks_.clear();
    cutBlock_ = nullptr;
    cutCount_ = nullptr;
    auto* content = new QFrame;
    content->setProperty("look", "panel");
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(4);
    bool cut = false;
    for (const TextSection& section : details.sections) {
        const bool shortened = row < columns.rows() && isCut(section, columns, row, promptIsCut);
        const QString length = row < columns.rows() ? lengthOf(section, columns, row) : QString();
        addSection(*layout, section,
            shortened ? cutText(length, promptIsCut && section.kind == TextSection::Kind::Prompt) : length,
            shortened && section.kind != TextSection::Kind::Prompt);
        cut = cut || section.cut;
    }
    if (cut) {
        auto* more = new Button(theme_, ButtonKind::Link, tr("Show all of it"), content);
        more->setObjectName("show whole text");
        layout->addWidget(more, 0, Qt::AlignLeft);
        connect(more, &Button::clicked, this, &TextTab::wholeTextRequested);
    }
    addFields(*layout, details);
    layout->addStretch(1);
    setWidget(content);
}

void TextTab::addSection(QVBoxLayout& layout, const TextSection& section, const QString& count, bool cut)
{
    auto* head = new QHBoxLayout;
    head->addWidget(new TextLabel(section.name, TextKind::Section));
    head->addStretch(1);
    auto* length = new TextLabel(count, TextKind::Small);
    length->setObjectName("length " + QString::number(blocks_.size()));
    head->addWidget(length);
    layout.addLayout(head);
    auto* block = new TextBlock(theme_);
    block->setAccessibleName(section.name);
    block->setObjectName("section " + QString::number(blocks_.size()));
    block->setWords(words_);
    block->setContent(section.text.isEmpty() ? tr("(empty)") : section.text);
    blocks_.append(block);
    layout.addWidget(block);
    if (cut) {
        cutBlock_ = block;
        cutCount_ = length;
    }
    if (section.cut) {
        auto* note = new TextLabel(
            tr("The first %1 of %2 are shown.")
                .arg(bytesText(static_cast<quint64>(section.text.toUtf8().size())), bytesText(section.bytes)),
            TextKind::Note);
        note->setWordWrap(true);
        layout.addWidget(note);
    }
    layout.addSpacing(8);
}

void TextTab::addFields(QVBoxLayout& layout, const ExampleDetails& details)
{
    layout.addWidget(new TextLabel(tr("Source fields"), TextKind::Section));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(1, 1);
    std::vector<std::pair<QString, QString>> fields = details.fields;
    fields.emplace_back(tr("file"), tr("%1, line %2").arg(details.file, countText(static_cast<qint64>(details.line))));
    if (details.parent)
        fields.emplace_back(tr("corrects"), tr("example %1").arg(countText(details.parent->value)));
    for (const auto& [name, value] : fields) {
        const int line = grid->rowCount();
        auto* label = new TextLabel(name, TextKind::Small);
        label->setMaximumWidth(90);
        label->setElided(true);
        auto* text = new TextLabel(value, TextKind::Small);
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(label, line, 0, Qt::AlignTop);
        grid->addWidget(text, line, 1);
    }
    layout.addLayout(grid);
}

void TextTab::setTokenized(const TokenizedRow& row)
{
    if (cutBlock_ == nullptr || !row.truncated)
        return;
    const auto kept = std::ranges::count_if(row.tokens, [](const auto& token) { return token.response; });
    const auto whole = row.fullLength - (std::ssize(row.tokens) - kept);
    cutCount_->setText(tr("cut after %1 of %2").arg(countText(kept), tokensText(whole)));
    std::string text;
    for (const auto& token : row.tokens)
        if (token.response)
            text += token.text;
    QString read = QString::fromStdString(text).trimmed();
    while (read.endsWith(QChar::ReplacementCharacter)) // half a character
        read.chop(1);
    const QString shown = cutBlock_->toPlainText();
    const auto start = shown.indexOf(read); // behind blanks that it begins with
    if (!read.isEmpty() && start >= 0 && QStringView(shown).left(start).trimmed().isEmpty())
        cutBlock_->setCut(static_cast<int>(start + read.size()));
}

void TextTab::clear()
{
    blocks_.clear();
    cutBlock_ = nullptr;
    cutCount_ = nullptr;
    setWidget(new QWidget);
}

void TextTab::setWords(const QStringList& words)
{
    words_ = words;
    for (TextBlock* block : blocks_)
        block->setWords(words);
}

} // namespace ui
