// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/chip_row.h"

#include "ui/controls/flow_layout.h"

#include <QtGui/QFocusEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QAbstractButton>

namespace ui {

namespace {

constexpr int side = 8;
constexpr int crossSize = 12;
constexpr int mostText = 260;

class ChipButton : public QAbstractButton {
public:
    ChipButton(const Theme& theme, const QString& text, QWidget* parent)
        : QAbstractButton(parent)
        , theme_(theme)
    {
        setText(text);
        setToolTip(ChipRow::tr("Remove the filter “%1”").arg(text));
        setAccessibleName(toolTip());
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        connect(&theme, &Theme::changed, this, [this] { update(); });
    }

    QSize sizeHint() const override
    {
        const int text = std::min(mostText, QFontMetrics(textFont()).horizontalAdvance(this->text()));
        return { text + 1 + crossSize + 3 * side, 24 };
    }

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        const int key = event->key();
        if (key == Qt::Key_Delete || key == Qt::Key_Backspace || key == Qt::Key_Return || key == Qt::Key_Enter)
            click();
        else
            QAbstractButton::keyPressEvent(event);
    }

    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF chip = QRectF(rect()).adjusted(0, 3, 0, -3);
        painter.setPen(hasFocus() ? QPen(theme_.colour(Role::Focus), 2) : QPen(Qt::NoPen));
        painter.setBrush(theme_.colour(Role::Selection));
        painter.drawRoundedRect(hasFocus() ? QRectF(rect()).adjusted(1, 1, -1, -1) : chip, 3, 3);
        painter.setFont(textFont());
        painter.setPen(theme_.colour(Role::Text));
        const QRect place = rect().adjusted(side, 0, -2 * side - crossSize, 0);
        painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
            QFontMetrics(textFont()).elidedText(text(), Qt::ElideRight, place.width()));
        const QRect cross(width() - side - crossSize, (height() - crossSize) / 2, crossSize, crossSize);
        theme_.icon("x", underMouse() ? Role::Accent : Role::Text).paint(&painter, cross);
    }

private:
    QFont textFont() const
    {
        QFont bold = theme_.font(TextSize::Small12);
        bold.setWeight(QFont::Medium);
        return bold;
    }

    const Theme& theme_;
};

} // namespace

ChipRow::ChipRow(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
{
    new FlowLayout(this, 4);
}

void ChipRow::setChips(const std::vector<Chip>& chips)
{
    if (chips == chips_)
        return;
    chips_ = chips;
    while (QLayoutItem* item = layout()->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one whose click led here
        delete item;
    }
    for (const Chip& chip : chips) {
        auto* button = new ChipButton(theme_, chip.text, this);
        button->setObjectName("chip " + chip.key);
        layout()->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, key = chip.key] { Q_EMIT removed(key); });
        button->show();
    }
    updateGeometry();
}

} // namespace ui
