// SPDX-License-Identifier: GPL-3.0-or-later
// The head of a group of controls, with a link at its right end where there is something to do.
#pragma once

#include "ui/controls/button.h"

namespace ui {

class TextLabel;

class SectionHeading : public QWidget {
    Q_OBJECT

public:
    SectionHeading(const Theme& theme, const QString& text, QWidget* parent = nullptr);

    void setText(const QString& text);

    /// A link at the right end ("Clear", "Set by hand…"); the caller connects it, and hides it when there is nothing to do.
    Button* addLink(const QString& text);

private:
    const Theme& theme_;
    TextLabel* text_;
};

} // namespace ui
