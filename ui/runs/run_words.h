// SPDX-License-Identifier: GPL-3.0-or-later
// A run in words: its state, its phase, the names of its settings.
#pragma once

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <compare>
#include "core/jobs/project_run.h"
#include "core/protocol/job_event.h"
#include "core/store/run_records.h"
#endif

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>
#include <utility>
#include <vector>

namespace ui {

using TextRows = std::vector<std::pair<QString, QString>>;

struct SettingsSection {
    QString head;
    TextRows rows;
};

bool isActive(core::store::RunState state); ///< queued, running or paused
QString stateWords(core::store::RunState state);
QString phaseWords(core::protocol::Phase phase);
QString templateWords(const core::protocol::TextSettings& settings);
QString overlongWords(core::protocol::OverlongPolicy policy);
QString precisionWords(core::protocol::Precision precision);
/// "1 × 10⁻³".
QString rateText(double rate);

/// The run's request as it would be asked for again; nullopt when its record is of another version.
std::optional<core::jobs::RunRequest> requestOf(const core::store::RunRecord& run);

} // namespace ui
