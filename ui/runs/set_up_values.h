// SPDX-License-Identifier: GPL-3.0-or-later
// What the set-up form says, as values: the choices, what is wrong with them in words, and the request that they stand for.
#pragma once

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <compare>
#include "core/jobs/model_presets.h"
#include "core/jobs/project_run.h"
#include "core/store/run_records.h"
#endif

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>
#include <vector>

namespace ui {

inline constexpr double usualNewRate = 1e-3; ///< DESIGN §2
inline constexpr double usualTrainedRate = 2e-5;

struct SetUpValues {
    std::string preset = "small"; ///< empty: the folder below
    QString modelFolder;
    QString tokenizerFolder; ///< of a preset that needs one
    std::optional<core::DatasetId> dataset;
    core::jobs::RunRequest request; ///< the rest; its dataset and model are set by requestOf()
    friend bool operator==(const SetUpValues& a, const SetUpValues& b);

    const core::jobs::ModelPreset* presetRecord() const; ///< null: a folder
};

enum class SetUpField { Project, Dataset, Model, Tokenizer, Name, Settings };

struct SetUpProblem {
    SetUpField field = SetUpField::Settings;
    QString sentence;
};

/// What was found out about the choices, away from the GUI thread.
struct SetUpFacts {
    bool readOnly = false;
    QStringList takenNames; ///< of runs
    QString modelProblem; ///< why the folder is none; empty while it is fine or being looked at
    QString tokenizerProblem;
};

/// In the order of the form; empty: it can be started.
std::vector<SetUpProblem> problemsOf(const SetUpValues& values, const SetUpFacts& facts);

/// With the model that will be used. The values have no problems.
core::jobs::RunRequest requestOf(const SetUpValues& values, const std::filesystem::path& model);

} // namespace ui
