// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/finetune/experiment_form.h"

#include "ui/controls/field.h"
#include "ui/controls/number_box.h"
#include "ui/controls/whole_names.h"
#include "ui/finetune/arms_field.h"
#include "ui/finetune/benchmarks_field.h"
#include "ui/finetune/seeds_text.h"
#include "ui/runs/model_choice.h"
#include "ui/runs/model_inquiry.h"
#include "ui/runs/text_fields.h"
#include "ui/runs/training_fields.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace ui {

using core::jobs::ExperimentDraft;
using core::store::DatasetRecord;

ExperimentForm::ExperimentForm(const Theme& theme, Workspace& workspace, const AskFile& ask, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , workspace_(workspace)
    , model_(new ModelChoice(theme, ask))
    , inquiry_(new ModelInquiry(workspace, this))
    , training_(new TrainingFields(theme, TrainingUse::Experiment))
    , text_(new TextFields(theme))
{
    setObjectName("experimentForm");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 14, 14, 14);
    column->setSpacing(12);
    makeGroups(column, ask);
    column->addStretch(1);
    connect(model_, &ModelChoice::edited, this, &ExperimentForm::onEdited);
    connect(training_, &TrainingFields::edited, this, &ExperimentForm::onEdited);
    connect(text_, &TextFields::edited, this, &ExperimentForm::onEdited);
    connect(inquiry_, &ModelInquiry::changed, this, &ExperimentForm::refresh);
    connect(&workspace, &Workspace::listsChanged, this, &ExperimentForm::fillDatasets);
    connect(&workspace, &Workspace::choiceChanged, this, &ExperimentForm::fillDatasets);
    training_->showValues({});
    fillDatasets();
}

void ExperimentForm::fillDatasets()
{
    const QVariant before = datasets_->currentData();
    datasets_->clear();
    for (const auto& record : workspace_.datasets())
        datasets_->addItem(tr("%1 · %2 rows").arg(QString::fromStdString(record.name), countText(record.rows)),
            QVariant::fromValue<qint64>(record.id.value));
    const auto placeOf = [this](core::DatasetId id) { return datasets_->findData(QVariant::fromValue<qint64>(id.value)); };
    int place = datasetChosen_ ? datasets_->findData(before) : -1;
    if (place < 0) // a curated dataset that is looked at is an arm of what it was made of
        for (const auto* looked = workspace_.datasetRecord(); looked != nullptr;) {
            place = placeOf(looked->id);
            if (looked->kind != core::store::DatasetKind::Curated || !looked->parent)
                break;
            const auto parent = std::ranges::find(workspace_.datasets(), *looked->parent, &DatasetRecord::id);
            looked = parent == workspace_.datasets().end() ? nullptr : &*parent;
        }
    datasets_->setCurrentIndex(place >= 0 ? place : datasets_->count() - 1);
    datasets_->setEnabled(datasets_->count() > 0);
    showWholeNames(*datasets_);
    if (const auto* record = dataset())
        arms_->setDatasets(workspace_.datasets(), record->id);
    onEdited();
}

const DatasetRecord* ExperimentForm::dataset() const
{
    const core::DatasetId id{ datasets_->currentData().toLongLong() };
    const auto found = std::ranges::find(workspace_.datasets(), id, &DatasetRecord::id);
    return found == workspace_.datasets().end() ? nullptr : &*found;
}

SetUpValues ExperimentForm::targetValues() const
{
    SetUpValues values;
    model_->readInto(values);
    training_->readInto(values);
    return values;
}

ExperimentDraft ExperimentForm::draft() const
{
    const SetUpValues values = targetValues();
    ExperimentDraft draft;
    draft.name = name_->text().trimmed().toStdString();
    if (draft.name.empty())
        draft.name = freeName();
    if (const auto* record = dataset())
        draft.dataset = record->name;
    draft.arms = arms_->arms();
    draft.seeds = readSeeds(seeds_->text()).seeds;
    draft.preset = values.preset;
    if (const auto* preset = values.presetRecord(); preset != nullptr && preset->needsTokenizer)
        draft.tokenizer = values.tokenizerFolder.toStdString();
    if (draft.preset.empty()) {
        draft.folder = values.modelFolder.toStdString();
        if (folderASeed_->isChecked())
            draft.folders = seedFolders_;
    }
    draft.text = text_->settings();
    draft.train = values.request.train;
    draft.recordingPoints = values.request.recordingPoints;
    draft.sourceCurveRows = curves_->isChecked() ? std::llround(curveRows_->value()) : 0;
    draft.benchmarks = benchmarks_->benchmarks();
    draft.generation.promptTemplate = draft.text.promptTemplate;
    draft.generation.maximumNewTokens = std::llround(newTokens_->value());
    draft.generation.stops = core::protocol::instructionStops();
    draft.resources = values.request.resources;
    return draft;
}

std::string ExperimentForm::freeName() const
{
    for (int number = 1;; ++number) {
        const std::string name = "experiment-" + std::to_string(number);
        if (std::ranges::find(workspace_.runs(), name, &core::store::RunRecord::name) == workspace_.runs().end())
            return name;
    }
}

std::optional<SetUpValues> ExperimentForm::plannedCell() const
{
    if (!rows_ || !problem().isEmpty())
        return std::nullopt;
    const ExperimentDraft now = draft();
    const auto largest = std::ranges::max_element(rows_->trained);
    if (largest == rows_->trained.end() || now.arms.size() != rows_->trained.size())
        return std::nullopt;
    const auto& arm = now.arms[static_cast<std::size_t>(largest - rows_->trained.begin())];
    const auto record = std::ranges::find(workspace_.datasets(), arm.dataset, &DatasetRecord::name);
    if (record == workspace_.datasets().end())
        return std::nullopt;
    SetUpValues values = targetValues();
    values.dataset = record->id;
    values.request.text = now.text;
    if (!now.folders.empty())
        values.modelFolder = QString::fromStdString(now.folders.front().model.string());
    return values;
}

core::jobs::ExperimentShape ExperimentForm::shape() const
{
    const ExperimentDraft now = draft();
    core::jobs::ExperimentShape shape;
    for (const auto& arm : now.arms)
        ++(arm.dataset.empty() ? shape.bases : shape.arms);
    shape.seeds = static_cast<std::int64_t>(now.seeds.size());
    shape.measuredRows = rows_ ? rows_->measured : 0;
    shape.items = benchmarks_->items();
    shape.newTokens = now.generation.maximumNewTokens;
    shape.newModels = now.preset.empty() ? 0 : shape.seeds;
    return shape;
}

void ExperimentForm::onEdited()
{
    const SetUpValues values = targetValues();
    folderASeed_->setVisible(values.preset.empty());
    curveRowsField_->setVisible(curves_->isChecked());
    newTokensField_->setVisible(!benchmarks_->benchmarks().empty());
    if (const auto* record = dataset())
        benchmarks_->setDataset(record->id);
    lookAtTarget();
    countRows();
    refresh();
}

/// The folder itself, or the models that it holds.
void ExperimentForm::lookAtTarget()
{
    const SetUpValues values = targetValues();
    if (!values.preset.empty()) {
        inquiry_->setTokenizerFolder(values.tokenizerFolder);
        return;
    }
    if (!folderASeed_->isChecked()) {
        inquiry_->setModelFolder(values.modelFolder);
        return;
    }
    const auto seeds = readSeeds(seeds_->text()).seeds;
    const std::string asked = values.modelFolder.toStdString() + '\n' + seedsWords(seeds).toStdString();
    if (asked == seedFoldersOf_)
        return;
    seedFoldersOf_ = asked;
    seedFolders_.clear();
    const quint64 generation = ++foldersGeneration_;
    workspace_.background().run(
        this,
        [parent = std::filesystem::path(values.modelFolder.toStdString()), seeds] {
            return core::jobs::folderASeed(parent, seeds);
        },
        [this, generation](std::vector<ExperimentDraft::SeededFolder> folders) {
            if (generation != foldersGeneration_)
                return;
            seedFolders_ = std::move(folders);
            if (!seedFolders_.empty())
                inquiry_->setModelFolder(QString::fromStdString(seedFolders_.front().model.string()));
            refresh();
        });
}

void ExperimentForm::countRows()
{
    ExperimentDraft asked;
    asked.dataset = draft().dataset;
    asked.arms = arms_->arms();
    asked.sourceCurveRows = draft().sourceCurveRows;
    if (asked == counted_ || asked.dataset.empty())
        return;
    counted_ = asked;
    rows_.reset();
    rowsProblem_.clear();
    const quint64 generation = ++rowsGeneration_;
    workspace_.background().run(
        this, [session = workspace_.session(), asked] { return core::jobs::rowsOf(*session, asked); },
        [this, generation](const core::jobs::DraftRows& rows) {
            if (generation != rowsGeneration_)
                return;
            rows_ = rows;
            refresh();
        },
        [this, generation](const core::Error& error) {
            if (generation != rowsGeneration_)
                return;
            rowsProblem_ = QString::fromStdString(error.message());
            refresh();
        });
}

void ExperimentForm::refresh()
{
    const SetUpValues values = targetValues();
    const bool fresh = !values.preset.empty() || inquiry_->untrained();
    training_->setUsualRate(fresh ? usualNewRate : usualTrainedRate,
        fresh ? tr("Usual for new weights: 0.001.") : tr("Usual for trained weights: 0.00002."));
    name_->setPlaceholderText(QString::fromStdString(freeName()));
    nameField_->setProblem(nameProblem());
    const auto seeds = readSeeds(seeds_->text());
    seedsField_->setProblem(seeds.problem);
    seedsField_->setHelp(seeds.seeds.size() < 5
            ? tr("Seeds %1. Five at least are needed for a claim.").arg(seedsWords(seeds.seeds))
            : tr("Seeds %1.").arg(seedsWords(seeds.seeds)));
    armsField_->setProblem(armsProblem());
    const bool several = values.preset.empty() && folderASeed_->isChecked();
    const QString named = several && !seedFolders_.empty()
        ? tr("seed %1: %2, and so on")
              .arg(seedFolders_.front().seed)
              .arg(QString::fromStdString(seedFolders_.front().model.filename().string()))
        : inquiry_->modelInfo();
    model_->setModelInfo(named,
        values.modelFolder.isEmpty() ? QString()
            : values.preset.empty()  ? targetProblem()
                                     : QString());
    model_->setTokenizerProblem(inquiry_->tokenizerProblem());
    curveRowsField_->setHelp(
        rows_ ? tr("%1 rows of %2 sources").arg(countText(rows_->measured), countText(rows_->sources)) : QString());
    Q_EMIT changed();
}

void ExperimentForm::setTextFigures(const std::optional<core::jobs::TextFigures>& figures)
{
    text_->setTextFigures(figures);
}

} // namespace ui
