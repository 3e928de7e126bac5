// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/segmented_choice.h"

#include <QtGui/QFocusEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QHBoxLayout>

namespace ui {

namespace {

constexpr int rowHeight = 28;
constexpr int sideSpace = 12;

/// One choice: it draws its part of the frame that goes round all of them.
class Segment : public QAbstractButton {
public:
    Segment(const Theme& theme, const QString& text, QWidget* parent)
        : QAbstractButton(parent)
        , theme_(theme)
    {
        setText(text);
        setCheckable(true);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(&theme, &Theme::changed, this, [this] { update(); });
    }

    QSize sizeHint() const override
    {
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        return { QFontMetrics(bold).horizontalAdvance(text()) + 2 * sideSpace, rowHeight };
    }

    QSize minimumSizeHint() const override { return { sizeHint().width() - sideSpace, rowHeight }; }

protected:
    void focusInEvent(QFocusEvent* event) override
    {
        byKeyboard_ = event->reason() != Qt::MouseFocusReason;
        QAbstractButton::focusInEvent(event);
    }

    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF whole = QRectF(parentWidget()->rect()).translated(-pos());
        QPainterPath outline;
        outline.addRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        drawGround(painter, outline);
        drawText(painter);
        painter.setPen(QPen(theme_.colour(isEnabled() ? Role::Edge : Role::Border), 1));
        painter.drawPath(outline);
        if (pos().x() > 0)
            painter.drawLine(QPointF(0.5, 1), QPointF(0.5, rowHeight - 1));
        if (hasFocus() && byKeyboard_) {
            painter.setPen(QPen(theme_.colour(Role::Focus), 2));
            painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
        }
    }

private:
    void drawGround(QPainter& painter, const QPainterPath& outline) const
    {
        const Role ground = !isEnabled() ? Role::Window
            : isChecked()                ? Role::Selection
            : isDown()                   ? Role::Sunken
            : underMouse()               ? Role::Hover
                                         : Role::Panel;
        painter.save();
        painter.setClipPath(outline);
        painter.fillRect(rect(), theme_.colour(ground));
        if (isChecked())
            painter.fillRect(
                QRect(0, rowHeight - 2, width(), 2), theme_.colour(isEnabled() ? Role::Accent : Role::Disabled));
        painter.restore();
    }

    void drawText(QPainter& painter) const
    {
        QFont shown = font();
        if (isChecked())
            shown.setWeight(QFont::DemiBold);
        painter.setFont(shown);
        painter.setPen(theme_.colour(isEnabled() ? Role::Text : Role::Disabled));
        painter.drawText(rect(), Qt::AlignCenter, QFontMetrics(shown).elidedText(text(), Qt::ElideRight, width() - 8));
    }

    const Theme& theme_;
    bool byKeyboard_ = false;
};

} // namespace

SegmentedChoice::SegmentedChoice(const Theme& theme, const QStringList& choices, QWidget* parent)
    : QWidget(parent)
    , group_(new QButtonGroup(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    for (const QString& text : choices) {
        auto* segment = new Segment(theme, text, this);
        group_->addButton(segment, count());
        row->addWidget(segment, 1);
        segments_.push_back(segment);
    }
    setCurrent(0);
    connect(group_, &QButtonGroup::idClicked, this, &SegmentedChoice::chosen);
}

int SegmentedChoice::current() const
{
    return group_->checkedId();
}

void SegmentedChoice::setCurrent(int index)
{
    choice(index)->setChecked(true);
}

void SegmentedChoice::setChoiceEnabled(int index, bool enabled)
{
    choice(index)->setEnabled(enabled);
}

QAbstractButton* SegmentedChoice::choice(int index) const
{
    return segments_.at(static_cast<std::size_t>(index));
}

} // namespace ui
