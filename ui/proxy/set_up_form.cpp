// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/set_up_form.h"

#include "ui/controls/field.h"
#include "ui/controls/number_box.h"
#include "ui/controls/section_heading.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/whole_names.h"
#include "ui/proxy/excluded_rows.h"
#include "ui/proxy/model_choice.h"
#include "ui/proxy/training_fields.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QVBoxLayout>

#include <cmath>

namespace ui {

namespace {

using namespace core::protocol;

constexpr OverlongPolicy policies[] = { OverlongPolicy::TruncateEnd, OverlongPolicy::Drop, OverlongPolicy::TruncatePrompt };

std::filesystem::path pathOf(const QString& text)
{
    return text.toStdString();
}

} // namespace

SetUpForm::SetUpForm(const Theme& theme, Workspace& workspace, const AskFile& ask, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , workspace_(workspace)
    , model_(new ModelChoice(theme, ask))
    , training_(new TrainingFields(theme))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 14, 14, 14);
    column->setSpacing(12);
    column->addWidget(model_);
    makeData(column);
    column->addWidget(training_);
    column->addStretch(1);
    connect(model_, &ModelChoice::edited, this, &SetUpForm::onEdited);
    connect(training_, &TrainingFields::edited, this, &SetUpForm::onEdited);
    connect(&workspace, &Workspace::listsChanged, this, [this] {
        fillDatasets();
        refresh();
    });
    connect(&workspace, &Workspace::choiceChanged, this, [this] {
        fillDatasets();
        refresh();
    });
    connect(&workspace.models(), &ModelSessionDoor::infoReady, this, [this](quint64 generation, const ModelInfo& info) {
        if (generation != infoGeneration_)
            return;
        modelInfo_ += tr(", %1 parameters").arg(countText(info.parameters));
        modelProblem_ = QString::fromStdString(info.tokenizerProblem);
        refresh();
    });
    connect(&workspace.models(), &ModelSessionDoor::failed, this,
        [this](quint64 generation, const QString& sentence, const QString& wayOut) {
            if (generation != infoGeneration_)
                return;
            modelProblem_ = wayOut.isEmpty() ? sentence : sentence + ' ' + wayOut;
            refresh();
        });
    training_->showValues({});
    fillDatasets();
    refresh();
}

void SetUpForm::makeData(QVBoxLayout* column)
{
    auto* group = new QVBoxLayout;
    group->setSpacing(8);
    group->addWidget(new SectionHeading(theme_, tr("Data")));
    datasets_ = new QComboBox;
    datasets_->setObjectName("dataset");
    datasets_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    datasets_->setMinimumContentsLength(8);
    group->addWidget(new Field(theme_, tr("Dataset"), datasets_));
    excluded_ = new ExcludedRows(theme_, workspace_);
    group->addWidget(excluded_);
    template_ = new SegmentedChoice(theme_, { tr("Alpaca"), tr("Plain") });
    template_->setObjectName("template");
    group->addWidget(new Field(theme_, tr("Prompt template"), template_));
    longest_ = new NumberBox({ .lowest = 2,
        .highest = 1 << 20,
        .step = 16,
        .initial = double(TextSettings().maximumTokens),
        .wholeNumbers = true });
    longest_->setObjectName("maximumTokens");
    longestField_ = new Field(theme_, tr("Longest row, tokens"), longest_);
    longest_->setValue(double(TextSettings().maximumTokens));
    group->addWidget(longestField_);
    overlong_ = new QComboBox;
    overlong_->setObjectName("overlong");
    overlong_->addItems({ tr("Cut at the end"), tr("Leave out"), tr("Cut the prompt") });
    overlongField_ = new Field(theme_, tr("Longer rows"), overlong_);
    group->addWidget(overlongField_);
    column->addLayout(group);
    connect(datasets_, &QComboBox::activated, this, [this] {
        showWholeNames(*datasets_);
        datasetChosen_ = true;
        onEdited();
    });
    connect(excluded_, &ExcludedRows::datasetMade, this, [this](core::DatasetId dataset) {
        made_ = dataset;
        datasetChosen_ = true;
        workspace_.readLists();
    });
    connect(overlong_, &QComboBox::activated, this, &SetUpForm::onEdited);
    connect(template_, &SegmentedChoice::chosen, this, &SetUpForm::onEdited);
    connect(longest_, &NumberBox::edited, this, &SetUpForm::onEdited);
    connect(longest_, &NumberBox::problemChanged, this, &SetUpForm::onEdited);
}

void SetUpForm::fillDatasets()
{
    const QVariant before = made_ ? QVariant::fromValue<qint64>(made_->value) : datasets_->currentData();
    datasets_->clear();
    for (const auto& record : workspace_.datasets())
        datasets_->addItem(tr("%1 · %2 rows").arg(QString::fromStdString(record.name), countText(record.rows)),
            QVariant::fromValue<qint64>(record.id.value));
    const qint64 looked = workspace_.dataset() ? workspace_.dataset()->value : 0;
    const int place = datasets_->findData(datasetChosen_ ? before : QVariant::fromValue<qint64>(looked));
    if (place >= 0 && datasetChosen_)
        made_.reset();
    datasets_->setCurrentIndex(place >= 0 ? place : datasets_->count() - 1);
    datasets_->setEnabled(datasets_->count() > 0);
    showWholeNames(*datasets_);
}

SetUpValues SetUpForm::values() const
{
    SetUpValues values;
    model_->readInto(values);
    training_->readInto(values);
    if (datasets_->currentIndex() >= 0)
        values.dataset = core::DatasetId{ datasets_->currentData().toLongLong() };
    values.request.text.promptTemplate = template_->current() == 1 ? "plain" : "alpaca";
    values.request.text.maximumTokens = std::llround(longest_->value());
    values.request.text.overlong = policies[std::max(0, overlong_->currentIndex())];
    return values;
}

void SetUpForm::setValues(const SetUpValues& values)
{
    model_->showValues(values);
    training_->showValues(values);
    template_->setCurrent(values.request.text.promptTemplate == "plain" ? 1 : 0);
    longest_->setValue(double(values.request.text.maximumTokens));
    for (int i = 0; i < overlong_->count(); ++i)
        if (policies[i] == values.request.text.overlong)
            overlong_->setCurrentIndex(i);
    if (values.dataset) {
        datasetChosen_ = true;
        datasets_->setCurrentIndex(datasets_->findData(QVariant::fromValue<qint64>(values.dataset->value)));
    }
    onEdited();
}

SetUpFacts SetUpForm::facts() const
{
    SetUpFacts facts;
    facts.readOnly = workspace_.readOnly();
    for (const auto& run : workspace_.runs())
        facts.takenNames << QString::fromStdString(run.name);
    facts.modelProblem = modelProblem_;
    facts.tokenizerProblem = tokenizerProblem_;
    return facts;
}

QString SetUpForm::problem() const
{
    const QString wrong = !longest_->problem().isEmpty()
        ? longestField_->editor()->accessibleName() + ": " + longest_->problem()
        : training_->wrongField();
    if (!wrong.isEmpty())
        return wrong;
    const auto problems = problemsOf(values(), facts());
    return problems.empty() ? QString() : problems.front().sentence;
}

QWidget* SetUpForm::wrongField() const
{
    const auto problems = problemsOf(values(), facts());
    if (problems.empty())
        return nullptr;
    const SetUpField field = problems.front().field;
    return field == SetUpField::Model || field == SetUpField::Tokenizer ? model_->fieldOf(field) : nullptr;
}

void SetUpForm::onEdited()
{
    const SetUpValues now = values();
    if (now.preset.empty() && now.modelFolder != modelFolder_)
        lookAtModel();
    if (!now.preset.empty() && now.tokenizerFolder != tokenizerFolder_)
        lookAtTokenizer();
    refresh();
}

void SetUpForm::lookAtModel()
{
    modelFolder_ = values().modelFolder;
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
            refresh();
        });
}

void SetUpForm::lookAtTokenizer()
{
    tokenizerFolder_ = values().tokenizerFolder;
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
            refresh();
        });
}

void SetUpForm::refresh()
{
    const bool fresh = !values().preset.empty() || (modelFacts_ && modelFacts_->untrained);
    training_->setUsualRate(fresh ? usualNewRate : usualTrainedRate,
        fresh ? tr("Usual for new weights: 0.001.") : tr("Usual for trained weights: 0.00002."));
    model_->setModelInfo(modelInfo_, modelProblem_);
    model_->setTokenizerProblem(tokenizerProblem_);
    QString nameProblem;
    for (const SetUpProblem& problem : problemsOf(values(), facts()))
        if (problem.field == SetUpField::Name)
            nameProblem = problem.sentence;
    training_->setNameProblem(nameProblem);
    excluded_->setDataset(values().dataset);
    Q_EMIT changed();
}

void SetUpForm::setTextFigures(const std::optional<core::jobs::TextFigures>& figures)
{
    if (!figures) {
        overlongField_->setHelp({});
        return;
    }
    const QString about = figures->sampledRows > 0 && figures->sampledRows < figures->rows ? tr("about ") : QString();
    const qint64 longer = figures->truncated + figures->dropped;
    overlongField_->setHelp(
        tr("%1%2 rows are longer; %3 are unscored.").arg(about, countText(longer), countText(figures->unscored)));
}

} // namespace ui
