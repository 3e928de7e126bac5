// SPDX-License-Identifier: GPL-3.0-or-later
// What the project knows of the experiment that is looked at, read on another thread whenever something new is stored; a
// second passes between two readings at least.
#pragma once

#include "ui/finetune/cell_matrix_model.h"
#include "ui/session/workspace.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <memory>
#include <optional>

namespace ui {

class ExperimentFeed : public QObject {
    Q_OBJECT

public:
    explicit ExperimentFeed(Workspace& workspace, QObject* parent = nullptr);

    void show(std::optional<core::RunId> experiment);
    std::optional<core::RunId> experiment() const { return run_; }
    /// Null until it was read once.
    const ExperimentPointer& figures() const { return figures_; }
    QString problem() const { return problem_; } ///< why it cannot be read

Q_SIGNALS:
    void changed();

private:
    void look();
    void take(const ExperimentPointer& figures);

    Workspace& workspace_;
    QTimer soon_;
    std::optional<core::RunId> run_;
    ExperimentPointer figures_;
    QString problem_;
    quint64 generation_ = 0;
    bool looking_ = false;
    bool again_ = false;
};

} // namespace ui
