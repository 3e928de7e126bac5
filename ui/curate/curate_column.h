// SPDX-License-Identifier: GPL-3.0-or-later
// The left side of the page: which recipe on which clustering, its steps, its controls, and what was saved.
#pragma once

#include "ui/curate/recipe_flow.h"
#include "ui/curate/step_editor.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QScrollArea>

class QComboBox;
class QMenu;
class QVBoxLayout;

namespace ui {

class Button;
class ControlsPanel;
class IconButton;
class MessageLine;
class SavedList;
class StepList;

class CurateColumn : public QScrollArea {
    Q_OBJECT

public:
    CurateColumn(const Theme& theme, Workspace& workspace, RecipeFlow& flow, QWidget* parent = nullptr);

    ControlsPanel& controls() { return *controls_; }
    StepList& steps() { return *steps_; }
    void refresh();

Q_SIGNALS:
    void trajectoriesRequested();
    void openRequested(const QString& curation);
    void renameRequested();

private:
    void addChoosers(QVBoxLayout& column);
    void addSteps(QVBoxLayout& column);
    void addRest(QVBoxLayout& column);
    void makeMenu();
    void fillAddMenu();
    void addStep(const core::curate::RecipeStep& step);
    void fillRecipes();
    void fillClusterings();
    void showPreview();
    StepChoices choices() const;

    const Theme& theme_;
    Workspace& workspace_;
    RecipeFlow& flow_;
    QComboBox* recipes_;
    QComboBox* clusterings_;
    IconButton* more_;
    Button* add_;
    QMenu* addMenu_;
    QMenu* moreMenu_;
    MessageLine* noClusters_;
    StepList* steps_;
    Button* offered_; ///< hard × 2, while the recipe is empty
    ControlsPanel* controls_;
    SavedList* saved_;
};

} // namespace ui
