// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trajectories/cluster_flow.h"

#include "ui/plots/latest_task.h"

namespace ui {

ClusterFlow::ClusterFlow(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , workspace_(workspace)
    , door_(workspace.session(), workspace.background())
    , pictureTask_(std::make_unique<LatestTask<PicturePointer>>([this](const PicturePointer& picture) {
        if (!picture)
            return;
        picture_ = picture;
        Q_EMIT pictureChanged();
    }))
{
    connect(&workspace_, &Workspace::columnsChanged, this, &ClusterFlow::followColumns);
    connect(&workspace_, &Workspace::listsChanged, this, &ClusterFlow::followColumns);
    connect(&door_, &ClusterDoor::previewed, this, [this](const ClustersPointer& clusters) {
        if (workspace_.columns() && !clusters->columns->losses.sharesWith(workspace_.columns()->losses))
            return; // of a snapshot that was replaced meanwhile; the next preview is on its way
        workspace_.showPreview(clusters->columns);
        onClusters(clusters);
    });
    connect(
        &door_, &ClusterDoor::stored, this, [this](const ClustersPointer& clusters, std::optional<core::ClusteringId> id) {
            if (id)
                workspace_.adoptClustering(*id, clusters->columns);
            else
                workspace_.showPreview(clusters->columns);
            onClusters(clusters);
        });
    connect(&door_, &ClusterDoor::shown, this, [this](const ClustersPointer& clusters) {
        choice_ = clusters->choice;
        onClusters(clusters);
        Q_EMIT choiceShown(clusters->choice);
    });
    connect(&door_, &ClusterDoor::judged, this, &ClusterFlow::clustersChanged);
    connect(&door_, &ClusterDoor::renamed, &workspace_, &Workspace::readLists);
    connect(&door_, &ClusterDoor::failed, this, [this](const QString& sentence, const QString& wayOut) {
        if (!picture_ && workspace_.columns() && workspace_.columns()->points() > 0)
            makePicture(nullptr);
        Q_EMIT failed(sentence, wayOut);
    });
    followColumns();
}

ClusterFlow::~ClusterFlow() = default;

std::size_t ClusterFlow::newPoints() const
{
    const auto& columns = workspace_.columns();
    if (!clusters() || !columns || clusters()->choice.window || columns->points() < clusters()->points)
        return 0;
    return columns->points() - clusters()->points;
}

bool ClusterFlow::othersExcluded() const
{
    const auto& columns = workspace_.columns();
    return clusters() && columns && clusters()->columns->rows() == columns->rows()
        && clusters()->report.excludedRows != core::jobs::excludedFingerprint(*columns);
}

/// A snapshot came: another run, another clustering, more recording points, or only other annotations.
void ClusterFlow::followColumns()
{
    const auto& columns = workspace_.columns();
    if (run_ != workspace_.run()) {
        run_ = workspace_.run();
        door_.forget();
        pictureTask_->drop();
        picture_ = nullptr;
        choice_ = {};
        moving_ = false;
        Q_EMIT choiceShown(choice_);
    }
    if (!columns || columns->points() == 0 || columns->origin.run != run_) {
        Q_EMIT clustersChanged();
        return;
    }
    if (moving_) { // a snapshot that was read meanwhile does not take back what the hand does
        if (!clusters() || !clusters()->columns->losses.sharesWith(columns->losses)
            || !clusters()->columns->cluster.sharesWith(columns->cluster))
            door_.preview(columns, withoutUnused(choice_));
        return;
    }
    const auto* record = workspace_.clusteringRecord();
    if (columns->origin.clustering) {
        if (record != nullptr && record->id == columns->origin.clustering)
            door_.show(columns, *record);
    } else if (!workspace_.clustering() && !door_.isStoring()) {
        const bool same = clusters() && clusters()->columns->losses.sharesWith(columns->losses);
        if (!same)
            door_.preview(columns, choice_); // none is stored yet: how the default would look
    }
}

void ClusterFlow::move(const ClusterChoice& choice)
{
    choice_ = choice;
    moving_ = true;
    if (const auto& columns = workspace_.columns(); columns && columns->points() > 0)
        door_.preview(columns, withoutUnused(choice));
}

void ClusterFlow::settle(const ClusterChoice& choice)
{
    choice_ = choice;
    moving_ = false;
    const auto& columns = workspace_.columns();
    const auto* run = workspace_.runRecord();
    if (!columns || columns->points() == 0 || run == nullptr)
        return;
    const auto same = sameClustering(
        workspace_.clusterings(), run->id, choice, columns->points(), core::jobs::excludedFingerprint(*columns));
    if (same && columns->origin.clustering == same)
        return; // it is what is shown
    if (same && !workspace_.readOnly()) {
        door_.stop();
        workspace_.chooseClustering(*same);
    } else {
        door_.store(columns, withoutUnused(choice), *run);
        Q_EMIT clustersChanged();
    }
}

void ClusterFlow::rename(const QString& name)
{
    if (const auto* record = workspace_.clusteringRecord())
        door_.rename(*record, name);
}

void ClusterFlow::onClusters(const ClustersPointer& clusters)
{
    makePicture(clusters);
    Q_EMIT clustersChanged();
}

void ClusterFlow::makePicture(const ClustersPointer& clusters)
{
    const ColumnsPointer columns = clusters ? clusters->columns : workspace_.columns();
    pictureTask_->start([columns, clusters, last = picture_]() -> PicturePointer {
        try {
            return ui::makePicture(columns, clusters, last);
        } catch (const std::exception&) {
            return nullptr; // the plots keep what they show; the clusters themselves were made
        }
    });
}

} // namespace ui
