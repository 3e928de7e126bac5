// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/token_view.h"

#include "ui/theme/number_text.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr int tokenPixels = 12;
constexpr int lineHeight = 20;

} // namespace

double TokenHeat::tone(double loss) const
{
    return deviation > 0 ? std::tanh((loss - mean) / deviation) : 0;
}

std::optional<TokenHeat> heatOf(const TokenizedRow& row)
{
    double count = 0;
    double sum = 0;
    double squares = 0;
    TokenHeat heat{ std::numeric_limits<double>::infinity(), 0, 0, 0 };
    for (const auto& token : row.tokens) {
        if (!token.response || !token.loss)
            continue;
        heat.least = std::min(heat.least, *token.loss);
        heat.most = std::max(heat.most, *token.loss);
        sum += *token.loss;
        squares += *token.loss * *token.loss;
        ++count;
    }
    if (count == 0)
        return std::nullopt;
    heat.mean = sum / count;
    heat.deviation = std::sqrt(std::max(0.0, squares / count - heat.mean * heat.mean));
    return heat;
}

QString tokenSentence(const TokenizedRow& row, int token)
{
    if (token < 0 || token >= static_cast<int>(row.tokens.size()))
        return {};
    const auto& shown = row.tokens[static_cast<std::size_t>(token)];
    QString text = QString::fromStdString(shown.text);
    text.replace('\n', QChar(0x21B5));
    const QString what = TokenView::tr("“%1”, token %2 of %3")
                             .arg(text, countText(token + 1), countText(static_cast<qint64>(row.tokens.size())));
    if (!shown.response)
        return TokenView::tr("%1: prompt, not trained").arg(what);
    if (!shown.loss)
        return TokenView::tr("%1: response, trained").arg(what);
    return TokenView::tr("%1: loss %2 nats").arg(what, numberText(*shown.loss, 2));
}

TokenView::TokenView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Tokens"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme_, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TokenView::setRow(std::shared_ptr<const TokenizedRow> row)
{
    row_ = std::move(row);
    heat_ = row_ ? heatOf(*row_) : std::nullopt;
    point(-1);
    refresh();
}

void TokenView::refresh()
{
    layout_ = layOut(width());
    updateGeometry();
    update();
}

TokenLayout TokenView::layOut(int width) const
{
    if (!row_)
        return {};
    const QFontMetricsF metrics(theme_.monospaced(tokenPixels));
    return layOutTokens(row_->tokens, std::max(40, width), lineHeight,
        [&metrics](const QString& text) { return metrics.horizontalAdvance(text); });
}

int TokenView::heightForWidth(int width) const
{
    return std::max(lineHeight, static_cast<int>(std::ceil(layOut(width).height)));
}

QSize TokenView::sizeHint() const
{
    return { 240, heightForWidth(std::max(width(), 240)) };
}

void TokenView::resizeEvent(QResizeEvent*)
{
    layout_ = layOut(width());
}

QColor TokenView::groundOf(const TokenizedRow::Token& token) const
{
    if (!token.response)
        return {};
    if (heat_ && token.loss)
        return theme_.diverging(heat_->tone(*token.loss));
    return theme_.colour(Role::Selection);
}

void TokenView::paintPiece(QPainter& painter, const TokenPiece& piece) const
{
    const auto& token = row_->tokens[static_cast<std::size_t>(piece.token)];
    const QRectF ground = piece.place.adjusted(0.5, 2, -0.5, -2);
    if (const QColor colour = groundOf(token); colour.isValid())
        painter.fillRect(ground, colour);
    painter.setPen(theme_.colour(token.response ? Role::Text : Role::Secondary));
    painter.drawText(piece.place, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, piece.text);
    if (piece.token == current_) {
        painter.setPen(QPen(theme_.colour(hasFocus() ? Role::Focus : Role::Edge), hasFocus() ? 2 : 1));
        painter.drawRect(ground);
    }
}

void TokenView::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.setFont(theme_.monospaced(tokenPixels));
    for (const TokenPiece& piece : layout_.pieces)
        if (event->region().intersects(piece.place.toAlignedRect()))
            paintPiece(painter, piece);
    if (hasFocus() && current_ < 0) {
        painter.setPen(QPen(theme_.colour(Role::Focus), 2));
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void TokenView::point(int token)
{
    if (token == current_)
        return;
    current_ = token;
    const QString sentence = row_ ? tokenSentence(*row_, token) : QString();
    setToolTip(sentence);
    setAccessibleDescription(sentence);
    update();
    Q_EMIT pointed(token);
}

void TokenView::mouseMoveEvent(QMouseEvent* event)
{
    point(layout_.tokenAt(event->position()));
}

void TokenView::leaveEvent(QEvent*)
{
    if (!hasFocus())
        point(-1);
}

void TokenView::keyPressEvent(QKeyEvent* event)
{
    const int last = row_ ? static_cast<int>(row_->tokens.size()) - 1 : -1;
    if (last >= 0 && event->key() == Qt::Key_Left)
        point(std::max(0, current_ - 1));
    else if (last >= 0 && event->key() == Qt::Key_Right)
        point(std::min(last, current_ + 1));
    else if (last >= 0 && event->key() == Qt::Key_Home)
        point(0);
    else if (last >= 0 && event->key() == Qt::Key_End)
        point(last);
    else if (current_ >= 0 && event->key() == Qt::Key_Escape)
        point(-1);
    else
        QWidget::keyPressEvent(event);
}

HeatKey::HeatKey(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
{
    connect(&theme_, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void HeatKey::setHeat(const std::optional<TokenHeat>& heat)
{
    heat_ = heat;
    setVisible(heat.has_value());
    if (heat)
        setAccessibleName(tr("Loss from %1 to %2 nats").arg(numberText(heat->least, 1), numberText(heat->most, 1)));
    update();
}

void HeatKey::paintEvent(QPaintEvent*)
{
    if (!heat_)
        return;
    QPainter painter(this);
    painter.setFont(theme_.font(TextSize::Axis11));
    painter.setPen(theme_.colour(Role::Secondary));
    const QFontMetrics metrics = painter.fontMetrics();
    const QString least = numberText(heat_->least, 1);
    const int left = metrics.horizontalAdvance(least) + 6;
    painter.drawText(QRect(0, 0, left, height()), Qt::AlignVCenter | Qt::AlignLeft, least);
    constexpr int stops = 7;
    constexpr int stopWidth = 18;
    for (int i = 0; i < stops; ++i)
        painter.fillRect(left + i * stopWidth, (height() - 10) / 2, stopWidth, 10, theme_.diverging(i / 3.0 - 1));
    painter.drawText(QRect(left + stops * stopWidth + 6, 0, width(), height()), Qt::AlignVCenter | Qt::AlignLeft,
        tr("%1 nats").arg(numberText(heat_->most, 1)));
}

} // namespace ui
