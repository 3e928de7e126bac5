// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/model_inquiry.h"

#include "ui/theme/number_text.h"

namespace ui {

namespace {

std::filesystem::path pathOf(const QString& text)
{
    return text.toStdString();
}

} // namespace

ModelInquiry::ModelInquiry(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , workspace_(workspace)
{
    connect(&workspace.models(), &ModelSessionDoor::infoReady, this, [this](quint64 generation, const ModelInfo& info) {
        if (generation != infoGeneration_)
            return;
        modelInfo_ += tr(", %1 parameters").arg(countText(info.parameters));
        modelProblem_ = QString::fromStdString(info.tokenizerProblem);
        Q_EMIT changed();
    });
    connect(&workspace.models(), &ModelSessionDoor::failed, this,
        [this](quint64 generation, const QString& sentence, const QString& wayOut) {
            if (generation != infoGeneration_)
                return;
            modelProblem_ = wayOut.isEmpty() ? sentence : sentence + ' ' + wayOut;
            Q_EMIT changed();
        });
}

void ModelInquiry::setModelFolder(const QString& folder)
{
    if (folder == modelFolder_)
        return;
    modelFolder_ = folder;
    modelInfo_.clear();
    modelProblem_.clear();
    modelFacts_.reset();
    infoGeneration_ = 0;
    const quint64 generation = ++modelGeneration_;
    if (modelFolder_.isEmpty())
        return;
    workspace_.background().run(
        this, [folder = pathOf(modelFolder_)] { return readModelFacts(folder); },
        [this, generation](const std::optional<ModelFacts>& found) {
            if (generation != modelGeneration_)
                return;
            modelFacts_ = found;
            if (found)
                modelInfo_ = tr("%1, %2 × %3").arg(found->family, countText(found->layers), countText(found->width));
            infoGeneration_ = workspace_.models().askInfo(pathOf(modelFolder_)); // says what is wrong, too
            Q_EMIT changed();
        });
}

void ModelInquiry::setTokenizerFolder(const QString& folder)
{
    if (folder == tokenizerFolder_)
        return;
    tokenizerFolder_ = folder;
    tokenizerProblem_.clear();
    const quint64 generation = ++tokenizerGeneration_;
    if (tokenizerFolder_.isEmpty())
        return;
    workspace_.background().run(
        this, [folder = pathOf(tokenizerFolder_)] { return hasTokenizer(folder); },
        [this, generation](bool found) {
            if (generation != tokenizerGeneration_)
                return;
            tokenizerProblem_ = found ? QString() : tr("There is no tokenizer.json in that folder.");
            Q_EMIT changed();
        });
}

} // namespace ui
