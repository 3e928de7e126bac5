// SPDX-License-Identifier: GPL-3.0-or-later
// The settings and costs of a proxy run as text.
#pragma once

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <compare>
#include "core/jobs/project_facts.h"
#include "core/jobs/run_estimate.h"
#endif

#include "ui/proxy/run_histories.h"
#include "ui/runs/model_facts.h"
#include "ui/runs/run_words.h"

namespace ui {

/// Model, data, training: as the page shows them while the run goes on.
std::vector<SettingsSection> settingsText(
    const core::store::RunRecord& run, const std::optional<ModelFacts>& model, const RunHistory* history);
/// Time, memory and disk: planned where a plan is known, and measured.
SettingsSection costText(const core::store::RunRecord& run, const core::jobs::RunProgressed* progress,
    const RunHistory* history, const std::optional<core::jobs::RunEstimate>& plan);

} // namespace ui
