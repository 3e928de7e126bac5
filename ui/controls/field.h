// SPDX-License-Identifier: GPL-3.0-or-later
// A labelled field: label above, at most one line of help below, and where the input is wrong an icon and a sentence.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

namespace ui {

class TextLabel;

class Field : public QWidget {
    Q_OBJECT

public:
    /// Takes the editor. The problem of a NumberBox shows by itself.
    Field(const Theme& theme, const QString& label, QWidget* editor, QWidget* parent = nullptr);

    void setHelp(const QString& help);

    /// Empty: nothing is wrong. It takes the place of the help.
    void setProblem(const QString& problem);
    QString problem() const;

    QWidget* editor() const { return editor_; }

private:
    void refresh();

    QWidget* editor_;
    TextLabel* help_;
    QWidget* problemRow_;
    TextLabel* problemText_;
};

} // namespace ui
