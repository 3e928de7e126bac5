// SPDX-License-Identifier: Apache-2.0
// Which example is trained on in which step: a pure function of seed, rows and batch size.
#pragma once

#include "core/base/ids.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace core::training {

/// A row of the dataset that a run works on.
struct TrainingRow {
    std::size_t row = 0; ///< in EncodedRows
    ExampleId example;
    std::uint32_t copies = 1;
    bool heldOut = false; ///< scored, never trained on
};

/// What the batch at the end of an epoch holds.
enum class EpochEnd {
    ShortBatch, ///< what is left of it: an epoch is a whole number of steps
    FullBatch, ///< what is left of it and the beginning of the next one: every step has as many examples
};

/// Every epoch is ordered by xxh3(seed, epoch, example id, copy), so rows that two datasets share keep their relative
/// order.
class DataOrder {
public:
    /// `rows`: those to train on (no held-out ones). 1 ≤ batchSize.
    DataOrder(
        std::vector<TrainingRow> rows, std::uint64_t seed, std::int64_t batchSize, EpochEnd end = EpochEnd::ShortBatch);

    std::int64_t examplesPerEpoch() const { return static_cast<std::int64_t>(items_.size()); }
    std::int64_t stepsPerEpoch() const;
    /// With short batches: ceil(epochs × steps per epoch).
    std::int64_t steps(double epochs) const;
    /// The rows (TrainingRow values, copies = which copy) of a step from 0. Cheap within one epoch.
    std::vector<TrainingRow> batch(std::int64_t step);

private:
    std::vector<TrainingRow> items_;
    std::uint64_t seed_;
    std::int64_t batchSize_;
    EpochEnd end_;
    std::int64_t epoch_ = -1;
    std::vector<std::size_t> order_;

    void orderEpoch(std::int64_t epoch);
};

} // namespace core::training
