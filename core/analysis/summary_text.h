// SPDX-License-Identifier: Apache-2.0
// An experiment's summary as it is exported: JSON for programs, CSV for tables, Markdown for people. Accuracies are shares;
// differences are first minus second.
#pragma once

#include "core/analysis/experiment_summary.h"
#include "core/base/json.h"

#include <string>

namespace core::analysis {

/// Everything: arms with their cells, comparisons, learning times, definitions and cautions.
OrderedJson summaryJson(const ExperimentSummary& summary);

/// One line for every arm, column and seed, then one for every mean over seeds (seed "mean") with its t interval:
/// experiment,arm,kind,column,items,seed,value,low,high,seeds. RFC 4180 with a heading line.
std::string summaryCsv(const ExperimentSummary& summary);

/// Sentences, the table of arms, differences, learning times and cautions.
std::string summaryMarkdown(const ExperimentSummary& summary);

/// A column's name, of a source with that of its benchmark: "held-out loss, mul".
std::string columnTitle(const ExperimentSummary& summary, std::size_t column);

/// ".611 ± .018" with the seeds, ".611 (.577 to .644)" of a single one, "1.2340 ± 0.0310" of losses; "-" without a cell.
std::string scoreText(const ArmScore& score, ScoreKind kind);

} // namespace core::analysis
