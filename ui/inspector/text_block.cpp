// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/text_block.h"

#include <QtGui/QWheelEvent>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr int mostMarks = 500;

} // namespace

TextBlock::TextBlock(const Theme& theme, QWidget* parent)
    : QTextEdit(parent)
    , theme_(theme)
{
    setReadOnly(true);
    setProperty("look", "plain");
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    connect(&theme_, &Theme::changed, this, &TextBlock::mark);
}

void TextBlock::setContent(const QString& text)
{
    setPlainText(text);
    mark();
    fit();
}

void TextBlock::setWords(const QStringList& words)
{
    if (words == words_)
        return;
    words_ = words;
    mark();
}

void TextBlock::setCut(std::optional<int> place)
{
    cut_ = place;
    mark();
}

void TextBlock::mark()
{
    QList<ExtraSelection> marks;
    if (cut_) {
        ExtraSelection rest;
        rest.cursor = QTextCursor(document());
        rest.cursor.setPosition(std::min(*cut_, document()->characterCount() - 1));
        rest.cursor.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
        rest.format.setForeground(theme_.colour(Role::Secondary));
        rest.format.setBackground(theme_.colour(Role::Hover));
        marks.append(rest);
    }
    QTextCharFormat format;
    format.setBackground(theme_.colour(Role::SearchHit));
    for (const QString& words : words_) {
        QTextCursor at(document());
        while (!words.isEmpty() && marks.size() < mostMarks) {
            at = document()->find(words, at);
            if (at.isNull())
                break;
            marks.append({ at, format });
        }
    }
    setExtraSelections(marks);
}

QSize TextBlock::sizeHint() const
{
    return { 240, static_cast<int>(std::ceil(document()->size().height())) + 2 * frameWidth() };
}

void TextBlock::resizeEvent(QResizeEvent* event)
{
    QTextEdit::resizeEvent(event);
    fit();
}

void TextBlock::wheelEvent(QWheelEvent* event)
{
    event->ignore();
}

void TextBlock::fit()
{
    setFixedHeight(std::max(20, sizeHint().height()));
}

} // namespace ui
