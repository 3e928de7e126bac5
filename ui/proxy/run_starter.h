// SPDX-License-Identifier: GPL-3.0-or-later
// From the form to a run as one action: new weights where a preset is used, then the run on them. One start at a time.
#pragma once

#include "ui/runs/set_up_values.h"
#include "ui/session/workspace.h"

#include <QtCore/QObject>

#include <optional>

namespace ui {

class RunStarter : public QObject {
    Q_OBJECT

public:
    enum class Stage { Idle, MakingModel, Starting };

    explicit RunStarter(Workspace& workspace, QObject* parent = nullptr);

    void start(const SetUpValues& values);
    Stage stage() const { return stage_; }

    /// Where new weights will lie, with the first number that is free. Looks at the disk: not in the GUI thread.
    static std::filesystem::path freeModelFolder(const std::filesystem::path& sideFolder, const std::string& preset);

Q_SIGNALS:
    void stageChanged();
    void started(core::RunId run);
    void failed(const QString& sentence, const QString& wayOut);

private:
    void makeModel(const std::filesystem::path& folder);
    void startRun(const std::filesystem::path& model);
    void giveUp(const QString& sentence, const QString& wayOut);
    void setStage(Stage stage);

    Workspace& workspace_;
    Stage stage_ = Stage::Idle;
    SetUpValues values_;
    std::optional<std::filesystem::path> madeHere_; ///< removed again where the run does not start
    quint64 making_ = 0;
    quint64 starting_ = 0;
};

} // namespace ui
