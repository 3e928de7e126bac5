// SPDX-License-Identifier: Apache-2.0
#include "core/data/hard_set.h"

namespace core::data {

HardSet hardSet(const Columns& columns, bool hard)
{
    HardSet set;
    set.rows = Selection(columns.rows());
    const RowMark in = hard ? RowMark::PinnedHard : RowMark::PinnedEasy;
    const RowMark out = hard ? RowMark::PinnedEasy : RowMark::PinnedHard;
    for (std::size_t row = 0; row < columns.rows(); ++row) {
        const bool clustered = !columns.cluster.empty() && columns.cluster[row] != noCluster;
        const bool byCluster = clustered && columns.isHardCluster(columns.cluster[row]) == hard;
        const bool heldOut = !columns.heldOut.empty() && columns.heldOut[row] != 0;
        const bool pinnedIn = columns.hasMark(row, in) && !heldOut;
        const bool pinnedOut = columns.hasMark(row, out);
        const bool belongs = pinnedIn || (byCluster && !pinnedOut);
        const bool excluded = belongs && columns.hasMark(row, RowMark::Excluded);
        set.byCluster += byCluster;
        set.excluded += excluded;
        set.pinnedIn += pinnedIn && !byCluster && !excluded;
        set.pinnedOut += byCluster && pinnedOut;
        set.rows.set(row, belongs && !excluded);
    }
    return set;
}

} // namespace core::data
