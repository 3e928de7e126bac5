// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the plan of what the form says up to date: asked for a little after the last change, measured by the worker's
// session, late answers dropped. A preset is measured on weights made for that in the cache, which go with this object.
#pragma once

#include "ui/runs/set_up_values.h"
#include "ui/session/workspace.h"

#include <QtCore/QObject>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>

#include <memory>
#include <optional>

namespace ui {

class RunPlan : public QObject {
    Q_OBJECT

public:
    enum class Stage { None, Making, Measuring, Ready, Failed };

    explicit RunPlan(Workspace& workspace, QObject* parent = nullptr);
    ~RunPlan() override;

    /// What is to be planned; nullopt: nothing (the form has problems, or the page shows a run).
    void setValues(std::optional<SetUpValues> values);

    Stage stage() const { return stage_; }
    const std::optional<core::jobs::RunEstimate>& estimate() const { return estimate_; } ///< while Ready
    QString problem() const { return problem_; } ///< while Failed: a sentence and the way out

Q_SIGNALS:
    void changed();

private:
    void ask();
    void askEstimate(const std::filesystem::path& model);
    void makeModel();
    bool isMade() const;
    void setStage(Stage stage, const QString& problem = {});

    Workspace& workspace_;
    QTimer soon_;
    std::optional<SetUpValues> values_;
    std::unique_ptr<QTemporaryDir> folder_; ///< weights of the preset that was planned last
    std::string madePreset_;
    QString madeTokenizer_;
    bool made_ = false;
    quint64 making_ = 0; ///< generations
    quint64 asking_ = 0;
    Stage stage_ = Stage::None;
    std::optional<core::jobs::RunEstimate> estimate_;
    QString problem_;
};

} // namespace ui
