// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/text_label.h"

#include <QtGui/QPainter>
#include <QtWidgets/QStyle>

#include <array>

namespace ui {

TextLabel::TextLabel(const QString& text, TextKind kind, QWidget* parent)
    : QLabel(text, parent)
{
    static constexpr std::array kinds{ "welcome", "title", "sentence", "head", "section", "body", "quiet", "small", "label",
        "note", "problem" };
    setProperty("kind", kinds.at(static_cast<std::size_t>(kind)));
    setTextFormat(Qt::PlainText);
}

void TextLabel::setInk(Ink ink)
{
    setProperty("ink", ink == Ink::Easy ? "easy" : ink == Ink::Hard ? "hard" : "");
    restyle(*this);
}

void TextLabel::setElided(bool elided)
{
    elided_ = elided;
    updateGeometry();
    update();
}

QSize TextLabel::minimumSizeHint() const
{
    const QSize hint = QLabel::minimumSizeHint();
    return elided_ ? QSize(std::min(hint.width(), fontMetrics().averageCharWidth() * 4), hint.height()) : hint;
}

void TextLabel::paintEvent(QPaintEvent* event)
{
    const QRect place = contentsRect();
    if (!elided_ || fontMetrics().horizontalAdvance(text()) <= place.width()) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    style()->drawItemText(&painter, place, static_cast<int>(alignment()), palette(), isEnabled(),
        fontMetrics().elidedText(text(), Qt::ElideRight, place.width()), foregroundRole());
}

void TextLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    if (elided_)
        setToolTip(fontMetrics().horizontalAdvance(text()) > contentsRect().width() ? text() : QString());
}

void restyle(QWidget& widget)
{
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
    widget.update();
}

} // namespace ui
