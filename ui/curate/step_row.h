// SPDX-License-Identifier: GPL-3.0-or-later
// One step of a recipe in the list: what it does, what is left after it, and its fields while it is the current one.
#pragma once

#include "core/curate/apply_recipe.h"
#include "ui/curate/step_editor.h"

#include <QtWidgets/QFrame>

#include <optional>

namespace ui {

class IconButton;
class TextLabel;

class StepRow : public QFrame {
    Q_OBJECT

public:
    StepRow(const Theme& theme, std::size_t index, QWidget* parent = nullptr);

    void setStep(const core::curate::RecipeStep& step, const StepChoices& choices, std::size_t steps, bool editable);
    /// Absent: not counted (yet).
    void setCounts(
        const std::optional<core::curate::StepCount>& before, const std::optional<core::curate::StepCount>& after);
    void setProblem(const QString& problem); ///< empty: none
    void setCurrent(bool current);
    bool isCurrent() const { return current_; }
    std::size_t index() const { return index_; }
    StepEditor& editor() { return *editor_; }

Q_SIGNALS:
    void upRequested();
    void downRequested();
    void removeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refreshName();

    const Theme& theme_;
    std::size_t index_;
    TextLabel* title_;
    TextLabel* sentence_;
    TextLabel* count_;
    TextLabel* change_;
    TextLabel* problem_;
    QWidget* tools_;
    StepEditor* editor_;
    IconButton* up_;
    IconButton* down_;
    IconButton* remove_;
    bool current_ = false;
    bool editable_ = true;
};

} // namespace ui
