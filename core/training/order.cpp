// SPDX-License-Identifier: Apache-2.0
#include "core/training/order.h"

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/protocol/run_settings.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace core::training {

DataOrder::DataOrder(std::vector<TrainingRow> rows, std::uint64_t seed, std::int64_t batchSize, EpochEnd end)
    : seed_(seed)
    , batchSize_(batchSize)
    , end_(end)
{
    if (batchSize < 1)
        throw Error(ErrorKind::BadInput, "the batch size must be at least 1");
    for (const TrainingRow& row : rows) {
        for (std::uint32_t copy = 0; copy < row.copies; ++copy)
            items_.push_back({ row.row, row.example, copy, row.heldOut });
    }
}

std::int64_t DataOrder::stepsPerEpoch() const
{
    return (examplesPerEpoch() + batchSize_ - 1) / batchSize_;
}

std::int64_t DataOrder::steps(double epochs) const
{
    return protocol::optimizerSteps(examplesPerEpoch(), epochs, batchSize_);
}

void DataOrder::orderEpoch(std::int64_t epoch)
{
    std::vector<std::uint64_t> keys(items_.size());
    for (std::size_t i = 0; i < items_.size(); ++i) {
        keys[i] = xxh3({ seed_, static_cast<std::uint64_t>(epoch), static_cast<std::uint64_t>(items_[i].example.value),
            items_[i].copies });
    }
    order_.resize(items_.size());
    std::iota(order_.begin(), order_.end(), std::size_t{ 0 });
    std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
        return std::tie(keys[a], items_[a].example, items_[a].copies)
            < std::tie(keys[b], items_[b].example, items_[b].copies);
    });
    epoch_ = epoch;
}

std::vector<TrainingRow> DataOrder::batch(std::int64_t step)
{
    if (step < 0 || items_.empty())
        throw Error(ErrorKind::Internal, "there is no batch for step " + std::to_string(step));
    // Examples are counted from the beginning of the run; with short batches an epoch counts as whole batches.
    const bool full = end_ == EpochEnd::FullBatch;
    const std::int64_t perEpoch = full ? examplesPerEpoch() : stepsPerEpoch() * batchSize_;
    std::vector<TrainingRow> rows;
    for (std::int64_t i = step * batchSize_; i < (step + 1) * batchSize_; ++i) {
        if (const std::int64_t epoch = i / perEpoch; epoch != epoch_)
            orderEpoch(epoch);
        if (const std::int64_t place = i % perEpoch; place < examplesPerEpoch())
            rows.push_back(items_[order_[static_cast<std::size_t>(place)]]);
    }
    return rows;
}

} // namespace core::training
