// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of one step of a recipe, in its row: how many copies, of what.
#pragma once

#include "core/curate/recipe.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

class QComboBox;

namespace ui {

class NumberBox;
class TextLabel;

/// What steps can name.
struct StepChoices {
    QStringList sources;
    QStringList selections;
    bool operator==(const StepChoices&) const = default;
};

class StepEditor : public QWidget {
    Q_OBJECT

public:
    explicit StepEditor(const Theme& theme, QWidget* parent = nullptr);

    /// Fields that say the same already keep their text and cursor.
    void setStep(const core::curate::RecipeStep& step, const StepChoices& choices);
    void goIn(); ///< gives the first field the focus

Q_SIGNALS:
    void edited(const core::curate::RecipeStep& step); ///< while it is typed
    void settled(const core::curate::RecipeStep& step); ///< Enter, another field, a choice
    void left(); ///< Enter or Escape: back to the list

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    core::curate::RecipeStep step() const;
    void fillChoices(const StepChoices& choices);
    void settle();

    core::curate::RecipeStep step_;
    StepChoices choices_;
    TextLabel* what_;
    QComboBox* choice_;
    TextLabel* times_;
    NumberBox* number_;
    TextLabel* problem_;
    bool filled_ = false;
};

} // namespace ui
