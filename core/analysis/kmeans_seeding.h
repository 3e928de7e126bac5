// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/kmeans_rows.h"
#include "core/base/cancel_token.h"
#include "core/base/random.h"

#include <vector>

namespace core::analysis {

/// Greedy k-means++ (Arthur and Vassilvitskii 2007, with 2 + floor(ln K) candidates a centre, the one that lowers the sum of
/// squared distances most): K rows as centroids, K × D. Where all rows are on chosen centres already the next unchosen
/// rows in order are taken.
std::vector<double> seedCentroids(
    const PaddedRows& rows, std::size_t clusters, RandomStream& random, const CancelToken& cancel);

} // namespace core::analysis
