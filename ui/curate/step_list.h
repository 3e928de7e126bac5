// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of a recipe under each other, with what is left after each. A row is dragged to its place, or moved with Alt and
// the arrows; Enter goes into the fields of the current step, Delete removes it.
#pragma once

#include "ui/curate/curate_preview.h"
#include "ui/curate/step_editor.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QFrame>

#include <vector>

class QVBoxLayout;

namespace ui {

class StepRow;
class TextLabel;

class StepList : public QFrame {
    Q_OBJECT

public:
    explicit StepList(const Theme& theme, QWidget* parent = nullptr);

    void setRecipe(const core::curate::Recipe& recipe, const StepChoices& choices, bool editable);
    /// Counts of that recipe, or of one before: those of the steps that both begin with hold. Null: none yet. `dataset`:
    /// what all rows are of.
    void setPreview(const CuratePreviewPointer& preview, const QString& dataset);
    /// -1: none.
    int current() const { return current_; }
    void setCurrent(int index);
    void goInto(int index); ///< and into its fields

Q_SIGNALS:
    void edited(const core::curate::Recipe& recipe); ///< while a number is typed
    void settled(const core::curate::Recipe& recipe);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void makeRows(std::size_t count);
    void move(std::size_t from, std::size_t to);
    void remove(std::size_t index);
    core::curate::Recipe with(std::size_t index, const core::curate::RecipeStep& step) const;
    std::size_t placeAt(int y) const;
    void showPlace(std::optional<std::size_t> place);
    QString problemOf(std::size_t step) const;
    std::size_t countedSteps() const;

    const Theme& theme_;
    core::curate::Recipe recipe_;
    bool editable_ = true;
    CuratePreviewPointer preview_;
    QVBoxLayout* column_;
    TextLabel* allCount_;
    TextLabel* allSentence_;
    TextLabel* end_; ///< what is wrong with the whole
    QFrame* drop_; ///< where a dragged row would go
    std::vector<StepRow*> rows_;
    int current_ = -1;
    std::optional<QPoint> pressed_; ///< in this widget
    std::optional<std::size_t> dragged_;
    std::optional<std::size_t> place_; ///< before which row it would go
    bool keyboardFocus_ = false;
};

} // namespace ui
