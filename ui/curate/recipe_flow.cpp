// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curate/recipe_flow.h"

#include "ui/plots/latest_task.h"
#include "ui/session/recipe_words.h"

#include <QtCore/QPointer>

#include <algorithm>

namespace ui {

using core::curate::Recipe;
using core::store::CommandKind;
using core::store::RecipeRecord;

namespace {

const RecipeRecord* newestOf(const std::vector<RecipeRecord>& recipes)
{
    const auto newest = std::max_element(recipes.begin(), recipes.end(),
        [](const RecipeRecord& one, const RecipeRecord& other) { return one.changedAt < other.changedAt; });
    return newest == recipes.end() ? nullptr : &*newest;
}

const RecipeRecord* namedOf(const std::vector<RecipeRecord>& recipes, const std::string& name)
{
    const auto found
        = std::find_if(recipes.begin(), recipes.end(), [&](const RecipeRecord& record) { return record.name == name; });
    return name.empty() || found == recipes.end() ? nullptr : &*found;
}

} // namespace

RecipeFlow::RecipeFlow(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , workspace_(workspace)
    , materials_(std::make_shared<RecipeMaterials>(workspace.session()))
    , task_(std::make_unique<LatestTask<CuratePreviewPointer>>([this](CuratePreviewPointer preview) {
        preview_ = std::move(preview);
        Q_EMIT previewChanged();
    }))
{
    connect(&workspace_, &Workspace::listsChanged, this, &RecipeFlow::followLists);
    connect(&workspace_, &Workspace::commandDone, this, &RecipeFlow::followCommand);
    connect(&workspace_, &Workspace::columnsChanged, this, &RecipeFlow::count);
    followLists();
}

RecipeFlow::~RecipeFlow() = default;

const RecipeRecord* RecipeFlow::record() const
{
    const auto& recipes = workspace_.recipes();
    const auto found
        = std::find_if(recipes.begin(), recipes.end(), [this](const RecipeRecord& each) { return id_ == each.id; });
    return found == recipes.end() ? nullptr : &*found;
}

QString RecipeFlow::name() const
{
    if (wanted_)
        return *wanted_;
    const auto* stored = record();
    return stored != nullptr ? QString::fromStdString(stored->name) : recipeNameOf(shown_);
}

bool RecipeFlow::isCounting() const
{
    return stale_ || task_->isBusy();
}

void RecipeFlow::setWatched(bool watched)
{
    watched_ = watched;
    if (watched && stale_)
        count();
}

const core::store::ClusteringRecord* RecipeFlow::clustering() const
{
    const auto& columns = workspace_.columns();
    return columns && columns->origin.clustering ? workspace_.clusteringRecord() : nullptr;
}

void RecipeFlow::followLists()
{
    if (pending_ > 0)
        return; // what is shown is newer
    const auto* stored = record();
    const auto* newest = newestOf(workspace_.recipes());
    if (stored == nullptr && (newest != nullptr || id_))
        show(newest);
    else if (stored != nullptr && !(stored->recipe == asked_))
        show(stored);
}

/// What is undone or done again is shown.
void RecipeFlow::followCommand(const core::store::CommandRecord& command, CommandTurn turn)
{
    const bool ofRecipe = command.kind == CommandKind::AddRecipe || command.kind == CommandKind::ChangeRecipe
        || command.kind == CommandKind::RemoveRecipe;
    if (!ofRecipe || turn == CommandTurn::Done || pending_ > 0)
        return;
    const auto* changed = namedOf(workspace_.recipes(), command.text);
    if (changed == nullptr)
        changed = namedOf(workspace_.recipes(), command.textBefore);
    if (changed != nullptr)
        show(changed);
}

void RecipeFlow::show(const RecipeRecord* stored)
{
    id_ = stored != nullptr ? std::optional(stored->id) : std::nullopt;
    shown_ = asked_ = stored != nullptr ? stored->recipe : Recipe();
    Q_EMIT recipeChanged();
    count();
}

void RecipeFlow::choose(core::store::RecipeId id)
{
    settle();
    const auto& recipes = workspace_.recipes();
    const auto found
        = std::find_if(recipes.begin(), recipes.end(), [id](const RecipeRecord& each) { return each.id == id; });
    if (found == recipes.end())
        return;
    wanted_.reset();
    show(&*found);
}

void RecipeFlow::edit(const Recipe& recipe)
{
    if (recipe == shown_)
        return;
    shown_ = recipe;
    Q_EMIT recipeChanged();
    count();
}

void RecipeFlow::settle()
{
    settle(shown_);
}

void RecipeFlow::settle(const Recipe& recipe)
{
    const bool usual = hasUsualName();
    edit(recipe);
    if (recipe == asked_)
        return;
    asked_ = recipe;
    if (adding_)
        return; // given when it has an id
    if (record() == nullptr)
        return add(recipe);
    change(recipe, usual ? freeName(recipeNameOf(recipe)) : name());
}

/// Whether nobody chose the name: it goes with the steps then.
bool RecipeFlow::hasUsualName() const
{
    const auto* stored = record();
    if (stored == nullptr)
        return true;
    const QString usual = recipeNameOf(stored->recipe);
    const QString own = QString::fromStdString(stored->name);
    bool number = false;
    own.mid(usual.size() + 1).toUInt(&number);
    return own == usual || (own.startsWith(usual + '-') && number);
}

/// No other recipe is called so.
QString RecipeFlow::freeName(const QString& wanted) const
{
    const auto isTaken = [this](const QString& name) {
        const auto* other = namedOf(workspace_.recipes(), name.toStdString());
        return other != nullptr && id_ != other->id;
    };
    QString name = wanted;
    for (int number = 2; isTaken(name); ++number)
        name = wanted + '-' + QString::number(number);
    return name;
}

void RecipeFlow::change(const Recipe& recipe, const QString& name)
{
    ++pending_;
    wanted_ = name;
    workspace_.changeRecipe(
        *id_, name.toStdString(), recipe, [self = QPointer<RecipeFlow>(this)](const std::optional<core::Error>& error) {
            if (self)
                self->onSettled(error);
        });
}

void RecipeFlow::rename(const QString& name)
{
    settle();
    if (record() != nullptr && !adding_)
        change(asked_, name);
}

void RecipeFlow::remove()
{
    if (record() == nullptr || adding_)
        return;
    ++pending_;
    workspace_.removeRecipe(*id_, [self = QPointer<RecipeFlow>(this)](const std::optional<core::Error>& error) {
        if (self)
            self->onSettled(error);
    });
}

void RecipeFlow::add(const Recipe& recipe, const QString& name)
{
    if (adding_)
        return;
    id_.reset();
    shown_ = asked_ = recipe;
    wanted_ = freeName(name.isEmpty() ? recipeNameOf(recipe) : name);
    adding_ = true;
    ++pending_;
    const QString given = *wanted_;
    workspace_.addRecipe(
        given.toStdString(), recipe, [self = QPointer<RecipeFlow>(this), given](const std::optional<core::Error>& error) {
            if (self)
                self->onAdded(given, error);
        });
    Q_EMIT recipeChanged();
    count();
}

void RecipeFlow::onAdded(const QString& name, const std::optional<core::Error>& error)
{
    adding_ = false;
    const auto* added = error ? nullptr : namedOf(workspace_.recipes(), name.toStdString());
    if (added != nullptr && !id_) { // no other one was chosen meanwhile
        id_ = added->id;
        if (!(added->recipe == asked_)) // something was settled meanwhile
            change(asked_, hasUsualName() ? freeName(recipeNameOf(asked_)) : name);
    }
    onSettled(error);
}

void RecipeFlow::onSettled(const std::optional<core::Error>& error)
{
    --pending_;
    if (error)
        Q_EMIT failed(QString::fromStdString(error->message()), QString::fromStdString(error->hint()));
    if (pending_ > 0)
        return;
    wanted_.reset();
    const auto* stored = record();
    if (stored == nullptr)
        show(newestOf(workspace_.recipes()));
    else if (error)
        show(stored);
    else
        Q_EMIT recipeChanged(); // its name may be another
}

void RecipeFlow::count()
{
    const auto& columns = workspace_.columns();
    stale_ = true;
    if (!columns) {
        task_->drop();
        preview_ = nullptr;
        Q_EMIT previewChanged();
        return;
    }
    if (!watched_)
        return;
    stale_ = false;
    task_->start(
        [columns = columns, recipe = shown_, materials = materials_] { return curatePreview(columns, recipe, *materials); });
}

} // namespace ui
