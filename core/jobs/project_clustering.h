// SPDX-License-Identifier: Apache-2.0
// A run's trajectories clustered into easy and hard, judged, and stored in the project.
#pragma once

#include "core/analysis/cluster_quality.h"
#include "core/analysis/clustering.h"
#include "core/analysis/shares.h"
#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/data/columns.h"
#include "core/data/facets.h"
#include "core/store/project_session.h"

#include <optional>
#include <string>
#include <vector>

namespace core::jobs {

struct ClusterRequest {
    std::string run;
    std::string name; ///< empty: run and features, with the next free number
    analysis::ClusterSettings settings;
    std::optional<analysis::ThresholdSettings> threshold; ///< instead of k-means
    int hardClusters = 1; ///< how many of the hardest count as hard (k > 2)
    int agreementSeeds = 5; ///< 0 or 1: agreement is not measured
};

/// What one cluster holds, beside its losses: whether hard only means long, cut or short.
struct ClusterContent {
    analysis::ClusterSummary summary;
    double meanTokens = 0;
    double meanResponseTokens = 0;
    double truncatedShare = 0;
};

/// Of a source, of a bin of the length facet (data/facets.h).
struct NamedShare {
    std::string name;
    analysis::GroupShare share;
};

/// Everything that a page or a report says of a clustering.
struct ClusterReport {
    std::string name;
    analysis::Clustering clustering;
    std::vector<ClusterContent> contents;
    analysis::Share hardShare;
    analysis::Share hardTokenShare; ///< of response tokens
    std::vector<NamedShare> sources; ///< the one with the most rows first
    std::vector<NamedShare> lengths; ///< the shortest first; empty where lengths are not known
    analysis::Silhouette silhouette;
    std::optional<analysis::SeedAgreement> seeds;
    std::vector<analysis::WindowAgreement> windows;
    std::int64_t heldOut = 0; ///< rows left out because they are held out
    std::int64_t excluded = 0; ///< rows left out because a person excluded them (held-out ones are not counted again)
    std::string excludedRows; ///< excludedFingerprint() of the snapshot
    std::int64_t unscored = 0; ///< rows left out because a loss is missing
};

/// What the silhouette goes by: the features that made the clusters; where a threshold did, the losses of its window.
analysis::FeatureSettings featuresToJudge(const ClusterRequest& request);

std::vector<NamedShare> hardShareByLength(const analysis::Clustering& clustering, const data::LengthCodes& lengths);

/// Whether clustering leaves a row out whatever its losses are: held out, or excluded.
bool isLeftOut(const data::Columns& columns, std::size_t row);
/// Stands for the set of excluded rows, so that a clustering can be told from one with others excluded; empty: none is.
std::string excludedFingerprint(const data::Columns& columns);

/// Held-out rows, excluded rows and rows without a loss in the window take no part. Needs a writing session. Throws
/// Error{BadInput} (settings, a run without losses), {Cancelled}.
ClusterReport clusterRun(store::ProjectSession& session, const ClusterRequest& request, const CancelToken& cancel = {},
    const ProgressSink& progress = {});

OrderedJson settingsJson(const ClusterRequest& request);
OrderedJson qualityJson(const ClusterReport& report);

} // namespace core::jobs
