// SPDX-License-Identifier: GPL-3.0-or-later
// What follows from what, without a widget: a moved control is a preview, a settled one is stored, a chosen clustering is
// shown, new recording points make it stale; each gives clusters and, off the GUI thread, the picture of them.
#pragma once

#include "ui/session/cluster_door.h"
#include "ui/session/workspace.h"
#include "ui/trajectories/trajectory_picture.h"

#include <memory>
#include <optional>

namespace ui {

template <typename Result> class LatestTask;

class ClusterFlow : public QObject {
    Q_OBJECT

public:
    explicit ClusterFlow(Workspace& workspace, QObject* parent = nullptr);
    ~ClusterFlow() override;

    ClusterDoor& door() { return door_; }
    const ClustersPointer& clusters() const { return door_.latest(); } ///< null: none yet
    const PicturePointer& picture() const { return picture_; }
    /// Recording points that came since what is shown was made; 0 where it names its window.
    std::size_t newPoints() const;
    /// Whether rows were excluded, or included again, since what is shown was made.
    bool othersExcluded() const;
    bool isWorking() const { return door_.isStoring() || door_.isJudging(); }

    void move(const ClusterChoice& choice);
    /// Chooses the clustering that was made so already, else makes and stores it.
    void settle(const ClusterChoice& choice);
    void rename(const QString& name); ///< the clustering that is chosen

Q_SIGNALS:
    /// clusters() are others, or have one figure more, or are null.
    void clustersChanged();
    /// Of a clustering that was stored before: the controls follow it.
    void choiceShown(const ui::ClusterChoice& choice);
    void pictureChanged();
    void failed(const QString& sentence, const QString& wayOut);

private:
    void followColumns();
    void onClusters(const ClustersPointer& clusters);
    void makePicture(const ClustersPointer& clusters);

    Workspace& workspace_;
    ClusterDoor door_;
    ClusterChoice choice_; ///< of the controls
    std::optional<core::RunId> run_;
    PicturePointer picture_;
    std::unique_ptr<LatestTask<PicturePointer>> pictureTask_;
};

} // namespace ui
