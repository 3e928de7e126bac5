// SPDX-License-Identifier: GPL-3.0-or-later
// An experiment as text: what is matched in every arm and what is not, how far it is.
#pragma once

#include "ui/finetune/cell_matrix_model.h"
#include "ui/runs/run_words.h"

#ifndef Q_MOC_RUN
#include "core/jobs/experiment_estimate.h"
#endif

namespace ui {

/// Target, matched, not matched, measured, cells.
/// `remaining`: seconds until all of them are done, where that is known.
std::vector<SettingsSection> experimentText(
    const core::jobs::ExperimentFigures& figures, bool active, std::optional<double> remaining = std::nullopt);

/// What is planned of one that is set up.
TextRows planText(const core::jobs::ExperimentEstimate& estimate, const core::jobs::ExperimentShape& shape);
/// "planned: 12 min and 8 000 answers · 1.2 GB memory · 340 MB disk, 9.1 GB free".
QString experimentPlanSummary(const core::jobs::ExperimentEstimate& estimate);

/// What the matrix can show of a cell: words and the benchmark that they stand for.
std::vector<std::pair<QString, std::string>> measureChoices(const core::protocol::ExperimentSpec& spec);

/// "2 of 12 cells failed. easy, seed 3: the disk is full." Empty: none did.
QString failureWords(const core::jobs::ExperimentFigures& figures, bool active);

} // namespace ui
