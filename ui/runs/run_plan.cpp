// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_plan.h"

#include "core/base/folders.h"

#include <QtCore/QDir>

namespace ui {

namespace {

constexpr int afterChange = 400; // milliseconds

QString withWayOut(const QString& sentence, const QString& wayOut)
{
    return wayOut.isEmpty() ? sentence : sentence + ' ' + wayOut;
}

std::filesystem::path pathOf(const QString& text)
{
    return text.toStdString();
}

} // namespace

RunPlan::RunPlan(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , workspace_(workspace)
{
    soon_.setSingleShot(true);
    soon_.setInterval(afterChange);
    connect(&soon_, &QTimer::timeout, this, &RunPlan::ask);
    ModelSessionDoor& models = workspace.models();
    connect(&models, &ModelSessionDoor::newModelReady, this, [this](quint64 generation) {
        if (generation != making_)
            return;
        making_ = 0;
        made_ = true;
        ask();
    });
    connect(&models, &ModelSessionDoor::estimateReady, this,
        [this](quint64 generation, const core::jobs::RunEstimate& estimate) {
            if (generation != asking_)
                return;
            asking_ = 0;
            estimate_ = estimate;
            setStage(Stage::Ready);
        });
    connect(&models, &ModelSessionDoor::failed, this,
        [this](quint64 generation, const QString& sentence, const QString& wayOut) {
            if (generation != asking_ && generation != making_)
                return;
            asking_ = making_ = 0;
            setStage(Stage::Failed, withWayOut(sentence, wayOut));
        });
}

RunPlan::~RunPlan() = default;

void RunPlan::setValues(std::optional<SetUpValues> values)
{
    if (values) { // what changes no figure
        values->request.name.clear();
        values->request.train.seed = 0;
    }
    if (values == values_)
        return;
    values_ = std::move(values);
    if (asking_ != 0)
        workspace_.models().forget(ModelQuestion::Estimate);
    asking_ = 0;
    estimate_.reset();
    soon_.stop();
    if (!values_) {
        if (making_ != 0)
            workspace_.models().forget(ModelQuestion::NewModel);
        making_ = 0;
        setStage(Stage::None);
        return;
    }
    setStage(Stage::Measuring);
    soon_.start();
}

void RunPlan::ask()
{
    if (!values_)
        return;
    if (values_->presetRecord() == nullptr)
        askEstimate(pathOf(values_->modelFolder));
    else if (isMade())
        askEstimate(pathOf(folder_->filePath(QStringLiteral("model"))));
    else if (making_ == 0)
        makeModel();
}

bool RunPlan::isMade() const
{
    return made_ && madePreset_ == values_->preset
        && (!values_->presetRecord()->needsTokenizer || madeTokenizer_ == values_->tokenizerFolder);
}

void RunPlan::makeModel()
{
    const auto& preset = *values_->presetRecord();
    const QString cache = QString::fromStdString(core::cacheFolder().string());
    QDir().mkpath(cache);
    folder_ = std::make_unique<QTemporaryDir>(cache + QStringLiteral("/planned-XXXXXX"));
    made_ = false;
    madePreset_ = values_->preset;
    madeTokenizer_ = values_->tokenizerFolder;
    making_ = workspace_.models().askNewModel(core::Json(core::jobs::configOf(preset)),
        preset.needsTokenizer ? pathOf(madeTokenizer_) : std::filesystem::path(), 0,
        pathOf(folder_->filePath(QStringLiteral("model"))));
    setStage(Stage::Making);
}

void RunPlan::askEstimate(const std::filesystem::path& model)
{
    asking_ = workspace_.models().askEstimate(workspace_.session(), requestOf(*values_, model));
    setStage(Stage::Measuring);
}

void RunPlan::setStage(Stage stage, const QString& problem)
{
    stage_ = stage;
    problem_ = problem;
    Q_EMIT changed();
}

} // namespace ui
