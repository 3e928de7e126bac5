// SPDX-License-Identifier: GPL-3.0-or-later
// A box in which a number is typed: any legal value, no arrows. Up and Down step, Page keys step by ten, Ctrl+0 resets.
#pragma once

#include <QtWidgets/QLineEdit>

#include <limits>

namespace ui {

/// What a number may be. With `factor` the step multiplies: 10 ^ step.
struct NumberRange {
    double lowest = -std::numeric_limits<double>::infinity();
    double highest = std::numeric_limits<double>::infinity();
    double step = 1;
    double initial = 0;
    bool wholeNumbers = false;
    bool factor = false;

    bool operator==(const NumberRange&) const = default;
};

class NumberBox : public QLineEdit {
    Q_OBJECT

public:
    explicit NumberBox(const NumberRange& range, QWidget* parent = nullptr);

    /// The last legal value, also while the text is wrong.
    double value() const { return value_; }

    /// Replaces the text without telling; values outside the range are brought to its nearest end.
    void setValue(double value);

    const NumberRange& range() const { return range_; }
    void setRange(const NumberRange& range);

    /// What reset() goes back to; text and value stay as they are.
    void setInitial(double initial) { range_.initial = initial; }

    /// As if the user pressed Up that many times.
    void stepBy(int steps);
    void reset();

    /// Why the text is not a legal value, in a sentence; empty while it is.
    const QString& problem() const { return problem_; }

Q_SIGNALS:
    void edited(double value); ///< by the user, at every legal change
    void settled(double value); ///< after edited: Enter was pressed, or the box left
    void problemChanged(const QString& problem);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void onTextEdited(const QString& text);
    void change(double value);
    void setProblem(const QString& problem);
    QString problemOf(const QString& text) const;
    QString textOf(double value) const;
    double nearestLegal(double value) const;

    NumberRange range_;
    double value_;
    bool unsettled_ = false;
    QString problem_;
};

} // namespace ui
