// SPDX-License-Identifier: GPL-3.0-or-later
// What the Evaluate page shows of an experiment for a choice of arms and benchmark, as plain values: made away from the GUI
// thread from what core found.
#pragma once

#include "ui/evaluate/learning_table_model.h"
#include "ui/evaluate/score_table_model.h"
#include "ui/plots/interval_content.h"

#ifndef Q_MOC_RUN
#include "core/analysis/experiment_summary.h"
#endif

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <memory>
#include <optional>
#include <string>

namespace ui {

/// What is looked at.
struct EvaluationChoice {
    std::string arm; ///< first of the two; empty: the one that is usual
    std::string against; ///< empty: the one that is usual
    std::string column; ///< of the summary, by name; empty: the headline's
    friend bool operator==(const EvaluationChoice&, const EvaluationChoice&) = default;
};

struct EvaluationView {
    EvaluationChoice choice; ///< as it was taken
    QStringList columns; ///< that can be chosen
    QString sentence; ///< empty: nothing can be compared yet
    QString caution; ///< every reason why it may be less than it seems
    bool claims = false; ///< the sentence says that one arm is better or worse
    ScoreTable scores;
    IntervalContent differences; ///< to the arm `against`
    IntervalContent groups; ///< by skill, of the two arms
    LearningPointer learning; ///< null: no curve was measured
    QString learningComparison; ///< of the entropies of the two arms; empty: none
    std::optional<std::string> benchmark; ///< whose answers lie side by side
    QString status; ///< "800 items × 4 arms × 8 seeds, every answer is stored"
    std::shared_ptr<const core::analysis::ExperimentSummary> summary;
};

using ExperimentDataPointer = std::shared_ptr<const core::analysis::ExperimentData>;

/// Throws core::Error for data that do not fit.
EvaluationView evaluationView(const core::analysis::ExperimentData& data, const EvaluationChoice& choice);

} // namespace ui
