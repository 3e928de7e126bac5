// SPDX-License-Identifier: Apache-2.0
#include "core/store/subset.h"

#include "core/data/dataset_rows.h"

namespace core::store {

namespace {

bool isIn(const data::Columns& columns, const data::Selection& among, const SubsetWish& wish, std::size_t row)
{
    return among.contains(row) && !(wish.withoutExcluded && columns.hasMark(row, data::RowMark::Excluded));
}

} // namespace

std::size_t availableRows(const data::Columns& columns, const data::Selection& among, const SubsetWish& wish)
{
    std::size_t rows = 0;
    for (std::size_t row = 0; row < columns.rows(); ++row)
        rows += isIn(columns, among, wish, row) ? 1 : 0;
    return rows;
}

SubsetPlan planSubset(
    const data::Columns& columns, const DatasetRecord& parent, const data::Selection& among, const SubsetWish& wish)
{
    std::vector<data::SubsetRow> rows;
    for (std::size_t row = 0; row < columns.rows(); ++row)
        if (isIn(columns, among, wish, row))
            rows.push_back({ { columns.ids[row], columns.copies[row], columns.heldOut[row] != 0 },
                wish.bySource ? columns.source.codes[row] : 0 });
    if (rows.empty())
        throw Error(ErrorKind::BadInput, "there is no row to choose from");
    const std::uint64_t count = wish.count == 0 ? rows.size() : wish.count;
    SubsetPlan plan;
    plan.rows = data::stratifiedSubset(rows, count, wish.seed);
    plan.record.name = wish.name;
    plan.record.kind = DatasetKind::Subset;
    plan.record.parent = parent.id;
    plan.record.rule = { { "subset_of", parent.name }, { "count", count }, { "seed", std::to_string(wish.seed) },
        { "stratified_by", wish.bySource ? "source" : "" }, { "taken_from", wish.takenFrom }, { "available", rows.size() },
        { "without_excluded", wish.withoutExcluded } };
    plan.record.createdAt = unixMilliseconds();
    return plan;
}

} // namespace core::store
