// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/set_up_values.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui::SetUpValues)
};

void addModelProblems(std::vector<SetUpProblem>& problems, const SetUpValues& values, const SetUpFacts& facts)
{
    const auto* preset = values.presetRecord();
    if (preset == nullptr) {
        if (values.modelFolder.isEmpty())
            problems.push_back({ SetUpField::Model, Words::tr("Choose a model folder.") });
        else if (!facts.modelProblem.isEmpty())
            problems.push_back({ SetUpField::Model, facts.modelProblem });
    } else if (preset->needsTokenizer) {
        if (values.tokenizerFolder.isEmpty())
            problems.push_back({ SetUpField::Tokenizer, Words::tr("Choose a folder with tokenizer.json.") });
        else if (!facts.tokenizerProblem.isEmpty())
            problems.push_back({ SetUpField::Tokenizer, facts.tokenizerProblem });
    }
}

void addNameProblem(std::vector<SetUpProblem>& problems, const std::string& given, const SetUpFacts& facts)
{
    const QString name = QString::fromStdString(given);
    if (name.contains('/') || name.startsWith('.'))
        problems.push_back(
            { SetUpField::Name, Words::tr("The name becomes a folder: without / and without a dot at its start.") });
    else if (facts.takenNames.contains(name))
        problems.push_back({ SetUpField::Name, Words::tr("A run named %1 exists already.").arg(name) });
}

} // namespace

bool operator==(const SetUpValues& a, const SetUpValues& b)
{
    return a.preset == b.preset && a.modelFolder == b.modelFolder && a.tokenizerFolder == b.tokenizerFolder
        && a.dataset == b.dataset && a.request.name == b.request.name && a.request.text == b.request.text
        && a.request.train == b.request.train && a.request.recordingPoints == b.request.recordingPoints
        && a.request.keepRecordingWeights == b.request.keepRecordingWeights && a.request.resources == b.request.resources;
}

const core::jobs::ModelPreset* SetUpValues::presetRecord() const
{
    const auto presets = core::jobs::modelPresets();
    const auto found = std::ranges::find(presets, preset, &core::jobs::ModelPreset::id);
    return found == presets.end() ? nullptr : &*found;
}

std::vector<SetUpProblem> problemsOf(const SetUpValues& values, const SetUpFacts& facts)
{
    std::vector<SetUpProblem> problems;
    if (facts.readOnly)
        problems.push_back(
            { SetUpField::Project, Words::tr("The project is open read-only: another process writes to it.") });
    if (!values.dataset)
        problems.push_back({ SetUpField::Dataset, Words::tr("There is no dataset yet.") });
    addModelProblems(problems, values, facts);
    addNameProblem(problems, values.request.name, facts);
    for (const auto& list :
        { validate(values.request.text), validate(values.request.train), validate(values.request.resources) })
        for (const std::string& problem : list)
            problems.push_back({ SetUpField::Settings, QString::fromStdString(problem) });
    return problems;
}

core::jobs::RunRequest requestOf(const SetUpValues& values, const std::filesystem::path& model)
{
    core::jobs::RunRequest request = values.request;
    request.kind = core::protocol::JobKind::Proxy;
    request.dataset = *values.dataset;
    request.model = model;
    return request;
}

} // namespace ui
