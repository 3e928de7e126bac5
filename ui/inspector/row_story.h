// SPDX-License-Identifier: GPL-3.0-or-later
// Why a row is where it is: its trajectory beside its cluster and its nearest rows, when it was learned, how long it is,
// what was flagged. Pure computation on a snapshot, for a thread that is not the GUI's.
#pragma once

#include "core/data/columns.h"
#include "ui/theme/colours.h"

#include <QtCore/QString>

#include <memory>
#include <mutex>
#include <vector>

namespace ui {

struct RowStory {
    static constexpr std::size_t nearestRows = 8;

    struct Line {
        std::uint32_t row = 0;
        std::vector<float> losses; ///< one a step
        float distance = 0;
    };

    std::uint32_t row = 0;
    std::vector<double> steps; ///< of the recording points so far; empty: there are no losses
    Line line; ///< the row itself; losses may be NaN
    bool scored = false; ///< at every recording point
    std::vector<Line> nearest; ///< nearest first
    QString cluster; ///< its name; empty: it belongs to none
    Role colour = Role::Neutral; ///< of the row
    std::size_t peers = 0; ///< rows in the band: of its cluster, else all scored ones
    QString peersName;
    Role peersColour = Role::Neutral;
    std::vector<float> low; ///< 10 % of the peers
    std::vector<float> high; ///< 90 %
    float learnedAt = 0; ///< NaN: not yet, or unscored
    float medianLearnedAt = 0; ///< of all rows that were learned
    std::optional<std::uint32_t> responseTokens;
    double medianResponseTokens = 0; ///< of all rows
    QStringList flags; ///< "cut", "duplicate of an earlier row", ...
};

/// Keeps what the next row of the same snapshot needs. Any thread.
class StoryTeller {
public:
    RowStory tell(const std::shared_ptr<const core::data::Columns>& columns, std::uint32_t row);

private:
    struct Band {
        std::vector<float> low;
        std::vector<float> high;
        std::size_t rows = 0;
    };
    struct Kept {
        std::shared_ptr<const core::data::Columns> columns;
        std::vector<std::optional<Band>> bands; ///< of each cluster, and of all rows behind them
        float medianLearnedAt = 0;
        double medianResponseTokens = 0;
    };
    std::mutex mutex_;
    Kept kept_;

    const Band& bandOf(std::size_t cluster);
    void keep(const std::shared_ptr<const core::data::Columns>& columns);
};

} // namespace ui
