// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/slider_box.h"

#include "ui/controls/text_label.h"
#include "ui/controls/value_slider.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QGridLayout>

#include <cmath>

namespace ui {

namespace {

constexpr int boxWidth = 60;

/// What a key does on the slider: steps of the box, or 0.
int stepsOf(int key)
{
    switch (key) {
    case Qt::Key_Up:
    case Qt::Key_Right:
        return 1;
    case Qt::Key_Down:
    case Qt::Key_Left:
        return -1;
    case Qt::Key_PageUp:
        return 10;
    case Qt::Key_PageDown:
        return -10;
    default:
        return 0;
    }
}

} // namespace

SliderBox::SliderBox(
    const Theme& theme, const QString& label, const SliderRange& slider, const NumberRange& box, QWidget* parent)
    : QWidget(parent)
    , range_(slider)
    , slider_(new ValueSlider(theme, this))
    , box_(new NumberBox(box, this))
    , problem_(new TextLabel({}, TextKind::Problem, this))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(0);
    grid->addWidget(new TextLabel(label, TextKind::Label, this), 0, 0, 1, 2);
    grid->addWidget(slider_, 1, 0);
    grid->addWidget(box_, 1, 1);
    grid->addWidget(problem_, 2, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    box_->setFixedWidth(boxWidth);
    box_->setAlignment(Qt::AlignRight);
    box_->setAccessibleName(label);
    slider_->setAccessibleName(label);
    problem_->hide();
    slider_->installEventFilter(this);
    slider_->setPosition(positionOf(box_->value()));
    connect(slider_, &ValueSlider::dragged, this, &SliderBox::onSliderMoved);
    connect(slider_, &ValueSlider::released, this, [this] { Q_EMIT settled(value()); });
    connect(box_, &NumberBox::edited, this, &SliderBox::onBoxEdited);
    connect(box_, &NumberBox::settled, this, &SliderBox::settled);
    connect(box_, &NumberBox::problemChanged, this, &SliderBox::showProblem);
}

void SliderBox::setValue(double value)
{
    box_->setValue(value);
    slider_->setPosition(positionOf(box_->value()));
}

void SliderBox::setSliderRange(const SliderRange& range)
{
    range_ = range;
    slider_->setPosition(positionOf(value()));
    setZone(zone_);
}

void SliderBox::setZone(std::optional<std::pair<double, double>> zone)
{
    zone_ = zone;
    if (zone)
        slider_->setZone(std::pair(positionOf(zone->first), positionOf(zone->second)));
    else
        slider_->setZone(std::nullopt);
}

bool SliderBox::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_0 && key->modifiers() == Qt::ControlModifier) {
        box_->reset();
        Q_EMIT settled(value());
        return true;
    }
    if (key->key() == Qt::Key_Home || key->key() == Qt::Key_End) {
        slider_->setPosition(key->key() == Qt::Key_Home ? 0 : 1);
        onSliderMoved();
        Q_EMIT settled(value());
        return true;
    }
    if (const int steps = stepsOf(key->key()); steps != 0) {
        box_->stepBy(steps);
        Q_EMIT settled(value());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void SliderBox::onSliderMoved()
{
    const double before = value();
    // as many digits as the slider can tell apart
    box_->setValue(QString::number(valueOf(slider_->position()), 'g', 3).toDouble());
    if (value() != before)
        Q_EMIT moved(value());
}

void SliderBox::onBoxEdited(double value)
{
    slider_->setPosition(positionOf(value));
    Q_EMIT moved(value);
}

void SliderBox::showProblem(const QString& problem)
{
    problem_->setText(problem);
    problem_->setVisible(!problem.isEmpty());
}

double SliderBox::positionOf(double value) const
{
    if (range_.logarithmic)
        return value > 0 ? std::log(value / range_.from) / std::log(range_.to / range_.from) : 0;
    return (value - range_.from) / (range_.to - range_.from);
}

double SliderBox::valueOf(double position) const
{
    if (range_.logarithmic)
        return range_.from * std::pow(range_.to / range_.from, position);
    return range_.from + position * (range_.to - range_.from);
}

} // namespace ui
