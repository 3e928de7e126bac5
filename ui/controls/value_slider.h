// SPDX-License-Identifier: GPL-3.0-or-later
// The slider of a SliderBox: a position from 0 to 1 without ticks, and a zone on its groove.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QSlider>

#include <optional>
#include <utility>

namespace ui {

class ValueSlider : public QSlider {
    Q_OBJECT

public:
    explicit ValueSlider(const Theme& theme, QWidget* parent = nullptr);

    double position() const;
    void setPosition(double position); ///< without telling
    void setZone(std::optional<std::pair<double, double>> zone);

    QSize sizeHint() const override { return { 160, 24 }; }
    QSize minimumSizeHint() const override { return { 60, 24 }; }

Q_SIGNALS:
    void dragged(); ///< by the pointer
    void released();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void moveTo(double x);
    double xOf(double position) const;

    const Theme& theme_;
    std::optional<std::pair<double, double>> zone_;
    bool byKeyboard_ = false;
};

} // namespace ui
