// SPDX-License-Identifier: GPL-3.0-or-later
// A number whose effect is worth exploring while it moves: a slider over the sensible range, and a box for any legal value.
#pragma once

#include "ui/controls/number_box.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

#include <optional>

namespace ui {

class TextLabel;
class ValueSlider;

/// What the slider covers, inside the box's range; logarithmic sliders need `from` above 0.
struct SliderRange {
    double from = 0;
    double to = 1;
    bool logarithmic = false;

    bool operator==(const SliderRange&) const = default;
};

class SliderBox : public QWidget {
    Q_OBJECT

public:
    SliderBox(const Theme& theme, const QString& label, const SliderRange& slider, const NumberRange& box,
        QWidget* parent = nullptr);

    double value() const { return box_->value(); }
    void setValue(double value); ///< without telling
    void setSliderRange(const SliderRange& range);

    /// The part of the range where theory holds, drawn on the groove; none by default.
    void setZone(std::optional<std::pair<double, double>> zone);

    NumberBox* box() const { return box_; }

Q_SIGNALS:
    void moved(double value); ///< by the user, while it moves
    void settled(double value); ///< by the user: the slider was let go or moved by a key, or the box settled

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void onSliderMoved();
    void onBoxEdited(double value);
    void showProblem(const QString& problem);
    double positionOf(double value) const;
    double valueOf(double position) const;

    SliderRange range_;
    ValueSlider* slider_;
    NumberBox* box_;
    TextLabel* problem_;
    std::optional<std::pair<double, double>> zone_;
};

} // namespace ui
