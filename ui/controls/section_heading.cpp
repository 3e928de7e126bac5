// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/section_heading.h"

#include "ui/controls/text_label.h"

#include <QtWidgets/QHBoxLayout>

namespace ui {

SectionHeading::SectionHeading(const Theme& theme, const QString& text, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , text_(new TextLabel(text, TextKind::Section, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(text_, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMinimumHeight(20);
}

void SectionHeading::setText(const QString& text)
{
    text_->setText(text);
}

Button* SectionHeading::addLink(const QString& text)
{
    auto* link = new Button(theme_, ButtonKind::Link, text, this);
    layout()->addWidget(link);
    return link;
}

} // namespace ui
