// SPDX-License-Identifier: Apache-2.0
#include "core/data/hard_rows.h"

namespace core::data {

Hardness hardnessOf(const Columns& columns, std::size_t row)
{
    if (columns.heldOut[row] != 0 || columns.hasMark(row, RowMark::Excluded))
        return Hardness::Neither;
    if (columns.hasMark(row, RowMark::PinnedHard))
        return Hardness::Hard;
    if (columns.hasMark(row, RowMark::PinnedEasy))
        return Hardness::Easy;
    if (columns.cluster.empty() || columns.cluster[row] == noCluster)
        return Hardness::Neither;
    return columns.isHardCluster(columns.cluster[row]) ? Hardness::Hard : Hardness::Easy;
}

Selection rowsOf(const Columns& columns, Hardness hardness)
{
    return Selection::where(columns.rows(), [&](std::size_t row) { return hardnessOf(columns, row) == hardness; });
}

} // namespace core::data
