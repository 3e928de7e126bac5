// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/page_header.h"

#include "ui/controls/panes.h"
#include "ui/controls/text_label.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

namespace ui {

PageHeader::PageHeader(const QString& title, const QString& subTitle, QWidget* parent)
    : QFrame(parent)
    , subTitle_(new TextLabel(subTitle, TextKind::Quiet, this))
    , right_(new QHBoxLayout)
{
    setProperty("look", "header");
    setFixedHeight(56);
    markPane(*this, Pane::Header);
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addStretch();
    words->addWidget(new TextLabel(title, TextKind::Title, this));
    words->addWidget(subTitle_);
    words->addStretch();
    subTitle_->setElided(true);
    right_->setSpacing(8);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(16);
    row->addLayout(words, 1);
    row->addLayout(right_);
}

void PageHeader::setSubTitle(const QString& subTitle)
{
    subTitle_->setText(subTitle);
}

void PageHeader::addWidget(QWidget* widget)
{
    right_->addWidget(widget, 0, Qt::AlignVCenter);
}

} // namespace ui
