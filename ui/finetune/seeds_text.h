// SPDX-License-Identifier: GPL-3.0-or-later
// Seeds as a person writes them: a count, or a list with ranges.
#pragma once

#include <QtCore/QString>

#include <cstdint>
#include <vector>

namespace ui {

struct SeedsReading {
    std::vector<std::uint64_t> seeds; ///< in the order given, none twice
    QString problem; ///< why the text is none; then there are no seeds
};

/// "5": the seeds 1 to 5; "3, 7, 10-12": those. At most 1,000.
SeedsReading readSeeds(const QString& text);

/// "1 to 5", "3, 7, 10 to 12".
QString seedsWords(const std::vector<std::uint64_t>& seeds);

} // namespace ui
