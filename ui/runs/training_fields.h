// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of a training: the few that are usually chosen, and the advanced ones folded below them.
#pragma once

#include "ui/controls/number_box.h"
#include "ui/runs/set_up_values.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

class QCheckBox;
class QLineEdit;
class QVBoxLayout;

namespace ui {

class Button;
class Field;
class SegmentedChoice;

/// An experiment has a name and seeds of its own and keeps no weights on the way.
enum class TrainingUse { Proxy, Experiment };

class TrainingFields : public QWidget {
    Q_OBJECT

public:
    explicit TrainingFields(const Theme& theme, TrainingUse use = TrainingUse::Proxy, QWidget* parent = nullptr);

    void showValues(const SetUpValues& values); ///< without telling
    void readInto(SetUpValues& values) const;

    /// The rate that is usual for the model; it is taken over as long as the person typed none.
    void setUsualRate(double rate, const QString& why);
    void setNameProblem(const QString& problem);
    /// A box whose text is no legal value; empty: none.
    QString wrongField() const;

Q_SIGNALS:
    void edited();

private:
    Field* addNumber(QVBoxLayout* column, const QString& label, const QString& name, const NumberRange& range);
    void addPair(QVBoxLayout* column, Field* left, Field* right);
    void makeUsual(QVBoxLayout* column);
    void makeAdvanced(QVBoxLayout* column);
    void makeOptimizer(QVBoxLayout* column);
    void makeResources(QVBoxLayout* column);
    void fold(bool folded);
    NumberBox* box(Field* field) const;

    const Theme& theme_;
    std::vector<Field*> numbers_;
    Field* epochs_ = nullptr;
    Field* batch_ = nullptr;
    Field* rate_ = nullptr;
    Field* points_ = nullptr;
    Field* seed_ = nullptr;
    Button* fold_ = nullptr;
    QWidget* advanced_ = nullptr;
    Field* name_ = nullptr;
    QLineEdit* nameLine_ = nullptr;
    SegmentedChoice* schedule_ = nullptr;
    Field* warmup_ = nullptr;
    Field* decay_ = nullptr;
    QCheckBox* decayAll_ = nullptr;
    Field* clip_ = nullptr;
    Field* beta1_ = nullptr;
    Field* beta2_ = nullptr;
    SegmentedChoice* weighting_ = nullptr;
    SegmentedChoice* device_ = nullptr;
    Field* deviceField_ = nullptr;
    Field* threads_ = nullptr;
    Field* memory_ = nullptr;
    Field* checkpoints_ = nullptr;
    QCheckBox* keepWeights_ = nullptr;
    double usualRate_ = usualNewRate;
    bool rateTyped_ = false;
};

} // namespace ui
