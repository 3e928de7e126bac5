// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/text_block.h"

#include <QtGui/QWheelEvent>

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

void TextBlock::mark()
{
    QList<ExtraSelection> marks;
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
