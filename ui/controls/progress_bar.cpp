// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/progress_bar.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr int steps = 1000;

} // namespace

ProgressBar::ProgressBar(const Theme& theme, QWidget* parent)
    : QProgressBar(parent)
    , theme_(theme)
{
    setRange(0, steps);
    setValue(0);
    setTextVisible(false);
    setFixedHeight(6);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void ProgressBar::setShare(double share)
{
    setValue(share > 0 ? static_cast<int>(std::lround(std::min(share, 1.0) * steps)) : 0);
}

void ProgressBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath groove;
    groove.addRoundedRect(QRectF(rect()), 3, 3);
    painter.fillPath(groove, theme_.colour(Role::Sunken));
    QPainterPath done;
    done.addRoundedRect(QRectF(0, 0, width() * static_cast<double>(value()) / steps, height()), 3, 3);
    painter.fillPath(done & groove, theme_.colour(isEnabled() ? Role::Accent : Role::Disabled));
}

} // namespace ui
