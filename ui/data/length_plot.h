// SPDX-License-Identifier: GPL-3.0-or-later
// The length histogram of the data page: all rows pale, what the filter shows over them, and the line at which rows are cut.
#pragma once

#include "ui/data/length_histogram.h"
#include "ui/plots/histogram_plot.h"
#include "ui/plots/latest_task.h"

#include <optional>

namespace ui {

/// What the token counts of a snapshot were made with; the words of the plot.
struct LengthTerms {
    QString tokenizer; ///< name of its folder; empty: the counts are characters
    std::optional<qint64> limit; ///< tokens
    QString policy; ///< "cut at the end"
    QString shownName; ///< "math": what the highlighted rows are called
    friend bool operator==(const LengthTerms&, const LengthTerms&) = default;
};

HistogramContent lengthContent(const LengthHistogram& histogram, const LengthTerms& terms);

class LengthPlot : public HistogramPlot {
    Q_OBJECT

public:
    explicit LengthPlot(const Theme& theme, QWidget* parent = nullptr);

    using Rows = std::shared_ptr<const std::vector<std::uint32_t>>;
    /// Counts away from the GUI thread; the picture follows. `visible` null: all rows.
    void setRows(std::shared_ptr<const core::data::Columns> columns, Rows visible, LengthTerms terms);
    const LengthHistogram& histogram() const { return histogram_; }

private:
    struct Counted {
        LengthHistogram histogram;
        LengthTerms terms;
    };
    LengthHistogram histogram_;
    LatestTask<Counted> task_;
};

} // namespace ui
