// SPDX-License-Identifier: GPL-3.0-or-later
// A bar of 6 pixels: how much of the work is done. The words stand beside it, not in it.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QProgressBar>

namespace ui {

class ProgressBar : public QProgressBar {
    Q_OBJECT

public:
    explicit ProgressBar(const Theme& theme, QWidget* parent = nullptr);

    /// From 0 to 1; NaN counts as 0.
    void setShare(double share);

    QSize sizeHint() const override { return { 160, 6 }; }
    QSize minimumSizeHint() const override { return { 24, 6 }; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& theme_;
};

} // namespace ui
