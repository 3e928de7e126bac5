// SPDX-License-Identifier: GPL-3.0-or-later
// A number to be read from afar: what it is above, the value large, a note below.
#pragma once

#include "ui/controls/text_label.h"

namespace ui {

class BigFigure : public QWidget {
    Q_OBJECT

public:
    explicit BigFigure(const QString& label, QWidget* parent = nullptr);

    void setValue(const QString& value, Ink ink = Ink::OfKind);
    void setNote(const QString& note); ///< empty: no line for it
    QString value() const { return value_->text(); }
    QString note() const { return note_->text(); }

private:
    void refreshName();

    TextLabel* label_;
    TextLabel* value_;
    TextLabel* note_;
};

} // namespace ui
