// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/message_line.h"

#include "ui/controls/icon_label.h"
#include "ui/controls/text_label.h"

#include <QtWidgets/QHBoxLayout>

#include <array>

namespace ui {

namespace {

struct Look {
    const char* name;
    const char* icon;
    Role role;
};

const Look& lookOf(MessageKind kind)
{
    static constexpr std::array<Look, 4> looks{ { { "success", "circle-check", Role::Success },
        { "warning", "alert-triangle", Role::Warning }, { "error", "alert-circle", Role::Error },
        { "information", "info-circle", Role::Secondary } } };
    return looks.at(static_cast<std::size_t>(kind));
}

} // namespace

MessageLine::MessageLine(const Theme& theme, MessageKind kind, const QString& text, QWidget* parent)
    : QFrame(parent)
    , theme_(theme)
    , icon_(new IconLabel(theme, lookOf(kind).icon, lookOf(kind).role, 16, this))
    , text_(new TextLabel(text, TextKind::Body, this))
    , row_(new QHBoxLayout(this))
    , actions_(new QHBoxLayout)
{
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row_->setContentsMargins(10, 1, 10, 1);
    row_->setSpacing(8);
    row_->addWidget(icon_);
    row_->addWidget(text_, 1);
    row_->addLayout(actions_);
    actions_->setSpacing(8);
    setMinimumHeight(30);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    setMessage(kind, text);
}

void MessageLine::setMessage(MessageKind kind, const QString& text)
{
    const Look& look = lookOf(kind);
    setProperty("look", look.name);
    icon_->setIcon(look.icon, look.role);
    text_->setText(text);
    setAccessibleName(text);
    restyle(*this);
}

QString MessageLine::text() const
{
    return text_->text();
}

Button* MessageLine::addAction(const QString& text, ButtonKind kind)
{
    auto* button = new Button(theme_, kind, text, this);
    actions_->addWidget(button);
    return button;
}

void MessageLine::clearActions()
{
    while (QLayoutItem* item = actions_->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
}

void MessageLine::setDismissable()
{
    auto* close = new IconButton(theme_, "x", tr("Dismiss"), this);
    row_->addWidget(close);
    connect(close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
}

} // namespace ui
