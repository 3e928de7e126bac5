// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/kmeans_rows.h"
#include "core/base/cancel_token.h"

#include <cstdint>
#include <vector>

namespace core::analysis {

struct LloydFit {
    std::vector<std::int32_t> labels; ///< N
    std::vector<double> centroids; ///< K × D
    std::vector<std::size_t> sizes; ///< K
    double inertia = 0;
    int iterations = 0;
    bool converged = false;
};

/// Lloyd's iteration until no label changes: the same labels in every iteration as if every distance were computed in
/// float64, but with bounds on them (Hamerly 2010) most need not be.
LloydFit lloyd(const PaddedRows& rows, std::vector<double> centroids, int maximumIterations, const CancelToken& cancel);

} // namespace core::analysis
