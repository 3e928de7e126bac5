// SPDX-License-Identifier: GPL-3.0-or-later
// Why an experiment cannot be started, in the order of the form.
#include "ui/controls/field.h"
#include "ui/controls/number_box.h"
#include "ui/finetune/arms_field.h"
#include "ui/finetune/benchmarks_field.h"
#include "ui/finetune/experiment_form.h"
#include "ui/finetune/seeds_text.h"
#include "ui/runs/model_choice.h"
#include "ui/runs/model_inquiry.h"
#include "ui/runs/text_fields.h"
#include "ui/runs/training_fields.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLineEdit>

#include <algorithm>

namespace ui {

using core::jobs::ExperimentDraft;

QString ExperimentForm::nameProblem() const
{
    const std::string name = draft().name;
    if (name.find('/') != std::string::npos || name.front() == '.')
        return tr("The name becomes a folder: without / and without a dot at its start.");
    if (std::ranges::find(workspace_.runs(), name, &core::store::RunRecord::name) != workspace_.runs().end())
        return tr("A run named %1 exists already.").arg(QString::fromStdString(name));
    return {};
}

QString ExperimentForm::seedsProblem() const
{
    return readSeeds(seeds_->text()).problem;
}

QString ExperimentForm::armsProblem() const
{
    const auto arms = arms_->arms();
    const bool trained = std::ranges::any_of(arms, [](const auto& arm) { return !arm.dataset.empty(); });
    return trained ? QString() : tr("Choose at least one arm that is trained.");
}

QString ExperimentForm::targetProblem() const
{
    const SetUpValues values = targetValues();
    if (const auto* preset = values.presetRecord()) {
        if (!preset->needsTokenizer)
            return {};
        return values.tokenizerFolder.isEmpty() ? tr("Choose a folder with tokenizer.json.") : inquiry_->tokenizerProblem();
    }
    if (values.modelFolder.isEmpty())
        return tr("Choose a model folder.");
    if (!folderASeed_->isChecked())
        return inquiry_->modelProblem();
    const std::size_t seeds = readSeeds(seeds_->text()).seeds.size();
    if (seedFolders_.size() < seeds)
        return tr("It holds %1 model folders; %2 seeds need as many.")
            .arg(countText(qint64(seedFolders_.size())), countText(qint64(seeds)));
    return {};
}

QString ExperimentForm::problem() const
{
    if (workspace_.readOnly())
        return tr("The project is open read-only: another process writes to it.");
    if (dataset() == nullptr)
        return tr("There is no dataset yet.");
    for (const QString& problem : { nameProblem(), armsProblem(), seedsProblem(), targetProblem(), training_->wrongField(),
             text_->wrongField(), rowsProblem_, benchmarks_->problem() })
        if (!problem.isEmpty())
            return problem;
    for (const NumberBox* box : { curveRows_, newTokens_ })
        if (!box->problem().isEmpty())
            return box->accessibleName() + ": " + box->problem();
    const ExperimentDraft now = draft();
    for (const auto& list : { validate(now.text), validate(now.train), validate(now.generation), validate(now.resources) })
        if (!list.empty())
            return QString::fromStdString(list.front());
    if (rows_ && rows_->heldOut == 0 && now.benchmarks.empty() && now.sourceCurveRows == 0)
        return tr("Nothing is measured: add a benchmark or a curve for every source.");
    return {};
}

QWidget* ExperimentForm::wrongField() const
{
    if (!nameProblem().isEmpty())
        return nameField_;
    if (!armsProblem().isEmpty())
        return armsField_;
    if (!seedsProblem().isEmpty())
        return seedsField_;
    if (!targetProblem().isEmpty())
        return model_->fieldOf(targetValues().preset.empty() ? SetUpField::Model : SetUpField::Tokenizer);
    return nullptr;
}

} // namespace ui
