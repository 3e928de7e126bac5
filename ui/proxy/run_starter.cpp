// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/run_starter.h"

#include "core/base/files.h"

namespace ui {

namespace {

std::filesystem::path pathOf(const QString& text)
{
    return text.toStdString();
}

} // namespace

RunStarter::RunStarter(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , workspace_(workspace)
{
    ModelSessionDoor& models = workspace.models();
    connect(&models, &ModelSessionDoor::newModelReady, this, [this](quint64 generation, const QString& folder) {
        if (generation == making_)
            startRun(pathOf(folder));
    });
    connect(&models, &ModelSessionDoor::failed, this,
        [this](quint64 generation, const QString& sentence, const QString& wayOut) {
            if (generation == making_)
                giveUp(sentence, wayOut);
        });
    connect(&workspace.jobs(), &JobsDoor::requestAnswered, this, [this](const core::jobs::RequestAnswered& answer) {
        if (starting_ == 0 || answer.request != starting_)
            return;
        if (answer.failure) {
            if (answer.run.value != 0)
                madeHere_.reset(); // the run is there and can be resumed
            giveUp(QString::fromStdString(answer.failure->message()), QString::fromStdString(answer.failure->hint()));
            return;
        }
        starting_ = 0;
        setStage(Stage::Idle);
        Q_EMIT started(answer.run);
    });
}

std::filesystem::path RunStarter::freeModelFolder(const std::filesystem::path& sideFolder, const std::string& preset)
{
    std::error_code missing;
    for (int number = 1;; ++number) {
        const auto folder = sideFolder / "models" / (preset + "-" + std::to_string(number));
        if (!std::filesystem::exists(folder, missing))
            return folder;
    }
}

void RunStarter::start(const SetUpValues& values)
{
    if (stage_ != Stage::Idle)
        return;
    values_ = values;
    madeHere_.reset();
    if (values_.presetRecord() == nullptr) {
        startRun(pathOf(values_.modelFolder));
        return;
    }
    setStage(Stage::MakingModel);
    workspace_.background().run(
        this,
        [side = workspace_.session()->sideFolder(), preset = values_.preset] {
            auto folder = freeModelFolder(side, preset);
            core::createFolders(folder.parent_path());
            return folder;
        },
        [this](const std::filesystem::path& folder) { makeModel(folder); },
        [this](const core::Error& error) {
            giveUp(QString::fromStdString(error.message()), QString::fromStdString(error.hint()));
        });
}

void RunStarter::makeModel(const std::filesystem::path& folder)
{
    const auto& preset = *values_.presetRecord();
    madeHere_ = folder;
    making_ = workspace_.models().askNewModel(core::Json(core::jobs::configOf(preset)),
        preset.needsTokenizer ? pathOf(values_.tokenizerFolder) : std::filesystem::path(), values_.request.train.seed,
        folder);
}

void RunStarter::startRun(const std::filesystem::path& model)
{
    making_ = 0;
    setStage(Stage::Starting);
    starting_ = workspace_.jobs().startRun(requestOf(values_, model));
}

void RunStarter::giveUp(const QString& sentence, const QString& wayOut)
{
    making_ = starting_ = 0;
    if (madeHere_)
        workspace_.background().run(
            this,
            [folder = *madeHere_] {
                std::error_code ignored;
                std::filesystem::remove_all(folder, ignored);
            },
            [] {});
    madeHere_.reset();
    setStage(Stage::Idle);
    Q_EMIT failed(sentence, wayOut);
}

void RunStarter::setStage(Stage stage)
{
    if (stage == stage_)
        return;
    stage_ = stage;
    Q_EMIT stageChanged();
}

} // namespace ui
