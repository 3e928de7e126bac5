// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/verdict_panel.h"

#include "ui/controls/icon_label.h"
#include "ui/controls/text_label.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

constexpr int iconSize = 18;

} // namespace

VerdictPanel::VerdictPanel(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , icon_(new IconLabel(theme, "scale", Role::Secondary, iconSize))
    , sentence_(new TextLabel({}, TextKind::Sentence))
    , caution_(new TextLabel({}, TextKind::Small))
{
    setObjectName("verdictPanel");
    sentence_->setObjectName("verdictSentence");
    caution_->setObjectName("verdictCaution");
    for (TextLabel* label : { sentence_, caution_ }) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(12);
    row->addWidget(icon_, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    column->addWidget(sentence_);
    column->addWidget(caution_);
    row->addLayout(column, 1);
}

void VerdictPanel::setVerdict(const QString& sentence, const QString& caution, bool claims)
{
    icon_->setIcon("scale", claims ? Role::Accent : Role::Secondary);
    sentence_->setText(sentence);
    caution_->setText(caution);
    caution_->setVisible(!caution.isEmpty());
}

} // namespace ui
