// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/big_figure.h"

#include <QtWidgets/QVBoxLayout>

namespace ui {

BigFigure::BigFigure(const QString& label, QWidget* parent)
    : QWidget(parent)
    , label_(new TextLabel(label, TextKind::Small, this))
    , value_(new TextLabel(QString(QChar(0x2013)), TextKind::Title, this))
    , note_(new TextLabel({}, TextKind::Small, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (TextLabel* line : { label_, value_, note_ }) {
        line->setElided(true);
        column->addWidget(line);
    }
    note_->setElided(false);
    note_->setWordWrap(true);
    note_->hide();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    refreshName();
}

void BigFigure::setValue(const QString& value, Ink ink)
{
    value_->setText(value);
    value_->setInk(ink);
    refreshName();
}

void BigFigure::setNote(const QString& note)
{
    note_->setText(note);
    note_->setVisible(!note.isEmpty());
    refreshName();
}

void BigFigure::refreshName()
{
    setAccessibleName(label_->text() + ": " + value_->text() + (note_->text().isEmpty() ? "" : ", " + note_->text()));
}

} // namespace ui
