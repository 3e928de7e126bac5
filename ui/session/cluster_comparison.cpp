// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/cluster_comparison.h"

#include <algorithm>

namespace ui {

using namespace core::analysis;

namespace {

Clustering storedClustering(const core::store::ProjectSession& session, core::ClusteringId id)
{
    const auto all = session.listClusterings();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& record) { return record.id == id; });
    if (found == all.end())
        throw core::Error(core::ErrorKind::BadInput, "the clustering to compare with is gone", "Choose another one.");
    const auto record = session.clustering(found->name);
    Clustering clustering;
    clustering.clusters.resize(static_cast<std::size_t>(record.clusters));
    clustering.hardClusters.assign(record.hardClusters.begin(), record.hardClusters.end());
    clustering.labels.reserve(record.assignment.size());
    for (const std::uint16_t code : record.assignment)
        clustering.labels.push_back(code == core::store::unscoredCluster ? unscored : std::int32_t{ code });
    return clustering;
}

Clustering shorterClustering(const Clusters& shown, UpToPoint upTo, const core::CancelToken& cancel)
{
    ClusterChoice choice = shown.choice;
    if (choice.features == FeatureKind::Raw)
        choice.features = FeatureKind::Window;
    choice.window = Window{ shown.choice.windowOf(shown.points).first, upTo.last };
    return clustersOf(shown.input, choice, cancel)->clustering();
}

} // namespace

ClusterChanges compareClusterings(const core::store::ProjectSession& session, const Clusters& shown,
    const ComparedClustering& left, const ComparedClustering& right, const core::CancelToken& cancel)
{
    const auto clusteringOf = [&](const ComparedClustering& side) {
        if (const auto* id = std::get_if<core::ClusteringId>(&side))
            return storedClustering(session, *id);
        if (const auto* upTo = std::get_if<UpToPoint>(&side))
            return shorterClustering(shown, *upTo, cancel);
        return shown.clustering();
    };
    const Clustering before = clusteringOf(left);
    cancel.check();
    return changesBetween(before, clusteringOf(right));
}

} // namespace ui
