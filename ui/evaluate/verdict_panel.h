// SPDX-License-Identifier: GPL-3.0-or-later
// The sentence of an experiment with its caution: they are never shown apart.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QFrame>

namespace ui {

class IconLabel;
class TextLabel;

class VerdictPanel : public QFrame {
    Q_OBJECT

public:
    explicit VerdictPanel(const Theme& theme, QWidget* parent = nullptr);

    /// `claims`: the sentence says that an arm is better or worse.
    void setVerdict(const QString& sentence, const QString& caution, bool claims);

private:
    IconLabel* icon_;
    TextLabel* sentence_;
    TextLabel* caution_;
};

} // namespace ui
