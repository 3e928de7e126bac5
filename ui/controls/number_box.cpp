// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/number_box.h"

#include "ui/controls/text_label.h"
#include "ui/theme/number_text.h"

#include <QtGui/QKeyEvent>

#include <algorithm>
#include <cmath>

namespace ui {

NumberBox::NumberBox(const NumberRange& range, QWidget* parent)
    : QLineEdit(parent)
    , range_(range)
    , value_(range.initial)
{
    setText(textOf(value_));
    connect(this, &QLineEdit::textEdited, this, &NumberBox::onTextEdited);
    connect(this, &QLineEdit::editingFinished, this, [this] {
        if (problem_.isEmpty())
            setText(textOf(value_));
        if (unsettled_) {
            unsettled_ = false;
            Q_EMIT settled(value_);
        }
    });
    connect(this, &NumberBox::edited, this, [this] { unsettled_ = true; });
}

void NumberBox::setValue(double value)
{
    value_ = nearestLegal(value);
    setText(textOf(value_));
    setProblem({});
}

void NumberBox::setRange(const NumberRange& range)
{
    range_ = range;
    setValue(value_);
}

void NumberBox::stepBy(int steps)
{
    const double next = range_.factor ? value_ * std::pow(10, range_.step * steps) : value_ + range_.step * steps;
    // what adding 0.1 ten times leaves behind the twelfth digit is cut off
    change(QString::number(next, 'g', 12).toDouble());
}

void NumberBox::reset()
{
    change(range_.initial);
}

void NumberBox::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_0 && event->modifiers() == Qt::ControlModifier) {
        reset();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up:
        return stepBy(1);
    case Qt::Key_Down:
        return stepBy(-1);
    case Qt::Key_PageUp:
        return stepBy(10);
    case Qt::Key_PageDown:
        return stepBy(-10);
    default:
        QLineEdit::keyPressEvent(event);
    }
}

void NumberBox::onTextEdited(const QString& text)
{
    // read before anything is told: who hears of a problem may ask for the value, or replace the text
    const auto typed = numberFromText(text);
    const QString problem = problemOf(text);
    const bool changes = problem.isEmpty() && typed && *typed != value_;
    if (changes)
        value_ = *typed;
    setProblem(problem);
    if (changes)
        Q_EMIT edited(value_);
}

void NumberBox::change(double value)
{
    const double before = value_;
    setValue(value);
    if (value_ != before)
        Q_EMIT edited(value_);
}

void NumberBox::setProblem(const QString& problem)
{
    if (problem == problem_)
        return;
    problem_ = problem;
    setProperty("problem", !problem.isEmpty());
    setAccessibleDescription(problem);
    restyle(*this);
    Q_EMIT problemChanged(problem);
}

QString NumberBox::problemOf(const QString& text) const
{
    const auto typed = numberFromText(text);
    if (!typed)
        return (range_.wholeNumbers ? tr("A whole number, like %1") : tr("A number, like %1")).arg(textOf(range_.initial));
    if (range_.wholeNumbers && *typed != std::floor(*typed))
        return tr("A whole number, like %1").arg(textOf(range_.initial));
    if (*typed >= range_.lowest && *typed <= range_.highest)
        return {};
    if (std::isinf(range_.highest))
        return tr("%1 or more").arg(textOf(range_.lowest));
    if (std::isinf(range_.lowest))
        return tr("%1 or less").arg(textOf(range_.highest));
    return tr("From %1 to %2").arg(textOf(range_.lowest), textOf(range_.highest));
}

QString NumberBox::textOf(double value) const
{
    return range_.wholeNumbers && std::abs(value) < 1e15 ? countText(std::llround(value)) : shortNumberText(value);
}

double NumberBox::nearestLegal(double value) const
{
    if (std::isnan(value))
        return range_.initial;
    const double clipped = std::clamp(value, range_.lowest, range_.highest);
    return range_.wholeNumbers && std::isfinite(clipped) ? std::round(clipped) : clipped;
}

} // namespace ui
