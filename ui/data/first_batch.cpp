// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/first_batch.h"

#include "core/base/hash.h"

#include <algorithm>
#include <tuple>

namespace ui {

std::vector<std::uint32_t> firstBatch(const core::data::Columns& columns, std::uint64_t seed, std::int64_t batchSize)
{
    struct Item {
        std::uint64_t key;
        core::ExampleId example;
        std::uint32_t copy;
        std::uint32_t row;
    };
    constexpr std::uint64_t epoch = 0;
    std::vector<Item> items;
    for (std::uint32_t row = 0; row < columns.rows(); ++row)
        for (std::uint32_t copy = 0; columns.heldOut[row] == 0 && copy < columns.copies[row]; ++copy)
            items.push_back({ core::xxh3({ seed, epoch, static_cast<std::uint64_t>(columns.ids[row].value), copy }),
                columns.ids[row], copy, row });
    const auto count = std::min(items.size(), static_cast<std::size_t>(std::max<std::int64_t>(1, batchSize)));
    std::partial_sort(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(count), items.end(),
        [](const Item& left, const Item& right) {
            return std::tie(left.key, left.example, left.copy) < std::tie(right.key, right.example, right.copy);
        });
    std::vector<std::uint32_t> rows;
    for (std::size_t i = 0; i < count; ++i)
        rows.push_back(items[i].row);
    return rows;
}

std::optional<ModelReading> readingOf(const core::store::RunRecord& run)
{
    try {
        const core::protocol::JobSpec spec = core::protocol::parseJobSpec(run.spec.dump(), run.name);
        return ModelReading{ spec.model.path, spec.text, spec.train.seed, spec.train.batchSize, run.name };
    } catch (const core::Error&) {
        return std::nullopt;
    }
}

} // namespace ui
