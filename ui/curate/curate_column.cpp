// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curate/curate_column.h"

#include "ui/controls/button.h"
#include "ui/controls/message_line.h"
#include "ui/controls/panes.h"
#include "ui/controls/text_label.h"
#include "ui/controls/whole_names.h"
#include "ui/curate/controls_panel.h"
#include "ui/curate/saved_list.h"
#include "ui/curate/step_list.h"
#include "ui/session/read_only_words.h"
#include "ui/session/recipe_words.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

using core::curate::RecipeStep;
using core::curate::StepKind;

namespace {

constexpr int columnWidth = 384; // with the plots at their least it fits a window of 800

} // namespace

CurateColumn::CurateColumn(const Theme& theme, Workspace& workspace, RecipeFlow& flow, QWidget* parent)
    : QScrollArea(parent)
    , theme_(theme)
    , workspace_(workspace)
    , flow_(flow)
{
    setObjectName(QStringLiteral("curateColumn"));
    setFocusPolicy(Qt::NoFocus); // its controls take it
    markPane(*this, Pane::Controls);
    setFixedWidth(columnWidth);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget(this);
    setWidget(content);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 14, 12);
    column->setSpacing(10);
    addChoosers(*column);
    addSteps(*column);
    addRest(*column);
    column->addStretch();
    connect(&flow_, &RecipeFlow::recipeChanged, this, &CurateColumn::refresh);
    connect(&flow_, &RecipeFlow::previewChanged, this, &CurateColumn::showPreview);
    connect(&workspace_, &Workspace::listsChanged, this, &CurateColumn::refresh);
    connect(&workspace_, &Workspace::choiceChanged, this, &CurateColumn::refresh);
    connect(&workspace_, &Workspace::columnsChanged, this, &CurateColumn::refresh);
    refresh();
}

void CurateColumn::addChoosers(QVBoxLayout& column)
{
    recipes_ = new QComboBox(widget());
    recipes_->setObjectName(QStringLiteral("recipes"));
    recipes_->setAccessibleName(tr("Recipe"));
    clusterings_ = new QComboBox(widget());
    clusterings_->setObjectName(QStringLiteral("curateClusterings"));
    clusterings_->setAccessibleName(tr("The clustering that says what is hard"));
    more_ = new IconButton(theme_, QStringLiteral("dots"), tr("More about this recipe"), widget());
    more_->setObjectName(QStringLiteral("recipeMore"));
    add_ = new Button(theme_, ButtonKind::Outlined, tr("Add step"), QStringLiteral("plus"), widget());
    add_->setObjectName(QStringLiteral("addStep"));
    auto* first = new QHBoxLayout;
    first->setSpacing(6);
    first->addWidget(new TextLabel(tr("Recipe"), TextKind::Head, widget()));
    first->addWidget(recipes_, 1);
    first->addWidget(more_);
    first->addWidget(add_);
    auto* second = new QHBoxLayout;
    second->setSpacing(6);
    auto* on = new TextLabel(tr("Hard and easy by"), TextKind::Label, widget());
    on->setBuddy(clusterings_);
    second->addWidget(on);
    second->addWidget(clusterings_, 1);
    column.addLayout(first);
    column.addLayout(second);
    for (QComboBox* box : { recipes_, clusterings_ })
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(recipes_, &QComboBox::activated, this,
        [this](int index) { flow_.choose({ recipes_->itemData(index).toLongLong() }); });
    connect(clusterings_, &QComboBox::activated, this, [this](int index) {
        workspace_.chooseClustering(core::ClusteringId{ clusterings_->itemData(index).toLongLong() });
    });
    makeMenu();
}

void CurateColumn::makeMenu()
{
    addMenu_ = new QMenu(add_);
    addMenu_->setObjectName(QStringLiteral("addStepMenu"));
    addMenu_->setToolTipsVisible(true);
    connect(add_, &QPushButton::clicked, this, [this] {
        fillAddMenu();
        addMenu_->popup(add_->mapToGlobal(QPoint(0, add_->height())));
    });
    moreMenu_ = new QMenu(more_);
    moreMenu_->setObjectName(QStringLiteral("recipeMenu"));
    moreMenu_->addAction(tr("New recipe"), this, [this] { flow_.add({}); })->setObjectName(QStringLiteral("newRecipe"));
    moreMenu_->addAction(tr("Copy of this recipe"), this, [this] { flow_.add(flow_.recipe(), flow_.name()); })
        ->setObjectName(QStringLiteral("copyRecipe"));
    moreMenu_->addAction(tr("Rename…"), this, &CurateColumn::renameRequested)->setObjectName(QStringLiteral("renameRecipe"));
    moreMenu_->addAction(tr("Remove this recipe"), this, [this] { flow_.remove(); })
        ->setObjectName(QStringLiteral("removeRecipe"));
    connect(more_, &QAbstractButton::clicked, this, [this] {
        for (QAction* action : moreMenu_->actions())
            action->setEnabled(action->objectName() == QStringLiteral("newRecipe") || flow_.record() != nullptr);
        moreMenu_->popup(more_->mapToGlobal(QPoint(0, more_->height())));
    });
}

void CurateColumn::addSteps(QVBoxLayout& column)
{
    noClusters_
        = new MessageLine(theme_, MessageKind::Information, tr("No clustering yet, so no row is hard or easy."), widget());
    noClusters_->setObjectName(QStringLiteral("noClustering"));
    connect(
        noClusters_->addAction(tr("See trajectories")), &QPushButton::clicked, this, &CurateColumn::trajectoriesRequested);
    steps_ = new StepList(theme_, widget());
    offered_ = new Button(theme_, ButtonKind::Outlined, tr("Take every hard row twice"), QStringLiteral("plus"), widget());
    offered_->setObjectName(QStringLiteral("offerHard"));
    connect(offered_, &QPushButton::clicked, this, [this] { addStep({ StepKind::Hard, 2, {} }); });
    auto* hint
        = new TextLabel(tr("Drag to reorder, or press Alt with an arrow. Counts follow each step; every change can be "
                           "undone."),
            TextKind::Small, widget());
    hint->setWordWrap(true);
    column.addWidget(noClusters_);
    column.addWidget(steps_);
    column.addWidget(offered_, 0, Qt::AlignLeft);
    column.addWidget(hint);
    connect(steps_, &StepList::edited, &flow_, &RecipeFlow::edit);
    connect(steps_, &StepList::settled, &flow_, qOverload<const core::curate::Recipe&>(&RecipeFlow::settle));
}

void CurateColumn::addRest(QVBoxLayout& column)
{
    controls_ = new ControlsPanel(theme_, widget());
    saved_ = new SavedList(theme_, widget());
    column.addSpacing(4);
    column.addWidget(controls_);
    column.addSpacing(4);
    column.addWidget(saved_);
    connect(controls_, &ControlsPanel::seedSettled, this, [this](quint64 seed) {
        core::curate::Recipe recipe = flow_.recipe();
        recipe.seed = seed;
        flow_.settle(recipe);
    });
    connect(saved_, &SavedList::openRequested, this, &CurateColumn::openRequested);
}

void CurateColumn::fillAddMenu()
{
    addMenu_->clear();
    const bool clusters = flow_.clustering() != nullptr;
    const StepChoices known = choices();
    const auto add = [this](QMenu* menu, const QString& words, const RecipeStep& step, const QString& problem = {}) {
        auto* action = menu->addAction(words, this, [this, step] { addStep(step); });
        action->setObjectName(QStringLiteral("add ") + QString::fromStdString(core::curate::stepText(step)));
        action->setEnabled(problem.isEmpty());
        action->setToolTip(problem);
    };
    const QString noClusters = clusters ? QString() : tr("There is no clustering yet.");
    const auto first = [](const QStringList& names) { return names.isEmpty() ? std::string() : names[0].toStdString(); };
    add(addMenu_, stepTitle({ StepKind::Hard, 2, {} }), { StepKind::Hard, 2, {} }, noClusters);
    add(addMenu_, stepTitle({ StepKind::Easy, 2, {} }), { StepKind::Easy, 2, {} }, noClusters);
    add(addMenu_, tr("Rows of a selection × 2"), { StepKind::Selection, 2, first(known.selections) },
        known.selections.isEmpty() ? tr("No selection is stored: save one on Trajectories.") : QString());
    add(addMenu_, tr("Cap a source"), { StepKind::Cap, 500, first(known.sources) },
        known.sources.isEmpty() ? tr("The rows are still being read.") : QString());
    addMenu_->addSeparator();
    for (const std::string_view what : core::curate::droppable) {
        const RecipeStep step{ StepKind::Drop, 0, std::string(what) };
        add(addMenu_, stepTitle(step), step);
    }
    addMenu_->addSeparator();
    for (const RecipeStep& step : { RecipeStep{ StepKind::RandomControl, 2, {} }, RecipeStep{ StepKind::EasyControl, 2, {} },
             RecipeStep{ StepKind::MatchedControl, 2, "source" } })
        add(addMenu_, stepTitle(step), step, noClusters);
}

void CurateColumn::addStep(const RecipeStep& step)
{
    core::curate::Recipe recipe = flow_.recipe();
    recipe.steps.push_back(step);
    flow_.settle(recipe);
    steps_->setCurrent(static_cast<int>(recipe.steps.size()) - 1);
    steps_->setFocus(Qt::OtherFocusReason);
}

StepChoices CurateColumn::choices() const
{
    StepChoices choices;
    if (const auto& columns = workspace_.columns())
        for (const std::string& source : columns->source.names)
            if (!source.empty())
                choices.sources.append(QString::fromStdString(source));
    choices.sources.sort();
    for (const auto& selection : workspace_.selections())
        choices.selections.append(QString::fromStdString(selection.name));
    return choices;
}

void CurateColumn::fillRecipes()
{
    const QSignalBlocker quiet(recipes_);
    recipes_->clear();
    for (const auto& record : workspace_.recipes())
        recipes_->addItem(QString::fromStdString(record.name), static_cast<qlonglong>(record.id.value));
    const auto* own = flow_.record();
    recipes_->setCurrentIndex(own != nullptr ? recipes_->findData(static_cast<qlonglong>(own->id.value)) : -1);
    recipes_->setPlaceholderText(recipes_->count() == 0 ? tr("None yet") : flow_.name());
    recipes_->setEnabled(recipes_->count() > 0);
    showWholeNames(*recipes_);
}

void CurateColumn::fillClusterings()
{
    const QSignalBlocker quiet(clusterings_);
    clusterings_->clear();
    clusterings_->setCurrentIndex(-1);
    for (const auto& record : workspace_.clusterings()) {
        if (record.run != workspace_.run())
            continue;
        clusterings_->addItem(QString::fromStdString(record.name), static_cast<qlonglong>(record.id.value));
        if (workspace_.clustering() == record.id)
            clusterings_->setCurrentIndex(clusterings_->count() - 1);
    }
    const auto& columns = workspace_.columns();
    if (columns && !columns->origin.clustering && columns->clusters > 0)
        clusterings_->setCurrentIndex(-1);
    clusterings_->setPlaceholderText(
        clusterings_->count() > 0 ? tr("A preview that is not stored") : tr("No clustering yet"));
    clusterings_->setEnabled(clusterings_->count() > 0);
    showWholeNames(*clusterings_);
}

void CurateColumn::refresh()
{
    const bool editable = !workspace_.readOnly();
    fillRecipes();
    fillClusterings();
    steps_->setRecipe(flow_.recipe(), choices(), editable);
    controls_->setSeed(flow_.recipe().seed, editable);
    for (QWidget* button : std::initializer_list<QWidget*>{ add_, more_, offered_ }) {
        button->setEnabled(editable);
        if (button != more_)
            button->setToolTip(readOnlyWords(workspace_));
    }
    noClusters_->setVisible(workspace_.columns() && flow_.clustering() == nullptr && clusterings_->count() == 0);
    offered_->setVisible(editable && flow_.recipe().steps.empty() && flow_.clustering() != nullptr);
    std::vector<core::store::CurationRecord> own;
    for (const auto& curation : workspace_.curations()) {
        const auto& sets = workspace_.datasets();
        const auto set
            = std::find_if(sets.begin(), sets.end(), [&](const auto& dataset) { return dataset.id == curation.dataset; });
        if (set != sets.end() && set->parent == workspace_.dataset())
            own.push_back(curation);
    }
    saved_->setCurations(own);
    showPreview();
}

/// While newer counts are on their way those before stay, as far as they hold.
void CurateColumn::showPreview()
{
    const auto* dataset = workspace_.datasetRecord();
    steps_->setPreview(flow_.preview(), dataset != nullptr ? QString::fromStdString(dataset->name) : QString());
    controls_->setPreview(flow_.preview());
}

} // namespace ui
