// SPDX-License-Identifier: GPL-3.0-or-later
// Every control of the window in every state, once.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

class Gallery : public QWidget {
    Q_OBJECT

public:
    explicit Gallery(const ui::Theme& theme);

    /// Those that show the hovered state look as if the pointer were above them.
    void pretendHovering();

private:
    QWidget* makeButtons();
    QWidget* makeChoices();
    QWidget* makeNumbers();
    QWidget* makeFields();
    QWidget* makeMessages();
    QWidget* makeFigures();
    QWidget* makeTexts();
    QWidget* makeStates();
    QWidget* makeRail();
    QWidget* makeLists();
    QWidget* makeTable();

    const ui::Theme& theme_;
};
