// SPDX-License-Identifier: GPL-3.0-or-later
// The recipe that is worked on, without a widget: what is edited is shown and counted at once; what is settled is a command
// of the project, so it can be undone. Counts are made off the GUI thread, of the newest recipe only.
#pragma once

#include "ui/curate/curate_preview.h"
#include "ui/session/workspace.h"

#include <QtCore/QObject>

#include <memory>
#include <optional>

namespace ui {

template <typename Result> class LatestTask;

class RecipeFlow : public QObject {
    Q_OBJECT

public:
    explicit RecipeFlow(Workspace& workspace, QObject* parent = nullptr);
    ~RecipeFlow() override;

    /// The stored recipe that is worked on; null before the first.
    const core::store::RecipeRecord* record() const;
    /// As it is shown: with what was typed and not settled.
    const core::curate::Recipe& recipe() const { return shown_; }
    QString name() const; ///< of the record, else what the recipe would be called
    /// Of the shown recipe, or of one before while newer counts are on their way; null: none yet.
    const CuratePreviewPointer& preview() const { return preview_; }
    bool isCounting() const;
    /// Counts are made while somebody looks.
    void setWatched(bool watched);

    void choose(core::store::RecipeId id);
    void edit(const core::curate::Recipe& recipe);
    void settle(const core::curate::Recipe& recipe);
    /// What was edited is settled.
    void settle();
    void rename(const QString& name);
    void remove();
    /// Another recipe, empty or given; it is worked on from then on.
    void add(const core::curate::Recipe& recipe, const QString& name = {});

    /// The stored clustering that is looked at; null: none, or a preview is shown.
    const core::store::ClusteringRecord* clustering() const;

Q_SIGNALS:
    void recipeChanged(); ///< record(), recipe() or name()
    void previewChanged();
    void failed(const QString& sentence, const QString& wayOut);

private:
    void followLists();
    void followCommand(const core::store::CommandRecord& command, CommandTurn turn);
    void show(const core::store::RecipeRecord* record);
    void change(const core::curate::Recipe& recipe, const QString& name);
    void onAdded(const QString& name, const std::optional<core::Error>& error);
    void onSettled(const std::optional<core::Error>& error);
    QString freeName(const QString& wanted) const;
    bool hasUsualName() const;
    void count();

    Workspace& workspace_;
    std::shared_ptr<RecipeMaterials> materials_;
    std::optional<core::store::RecipeId> id_;
    core::curate::Recipe shown_;
    core::curate::Recipe asked_; ///< settled last
    int pending_ = 0; ///< commands under way
    bool adding_ = false; ///< the recipe has no id yet
    std::optional<QString> wanted_; ///< the name that a command under way gives
    bool watched_ = false;
    bool stale_ = true; ///< the counts are of something else
    CuratePreviewPointer preview_;
    std::unique_ptr<LatestTask<CuratePreviewPointer>> task_;
};

} // namespace ui
