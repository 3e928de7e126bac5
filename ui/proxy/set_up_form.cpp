// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/set_up_form.h"

#include "ui/controls/field.h"
#include "ui/controls/section_heading.h"
#include "ui/controls/whole_names.h"
#include "ui/proxy/excluded_rows.h"
#include "ui/runs/model_choice.h"
#include "ui/runs/model_inquiry.h"
#include "ui/runs/text_fields.h"
#include "ui/runs/training_fields.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QVBoxLayout>

namespace ui {

SetUpForm::SetUpForm(const Theme& theme, Workspace& workspace, const AskFile& ask, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , workspace_(workspace)
    , model_(new ModelChoice(theme, ask))
    , training_(new TrainingFields(theme))
    , inquiry_(new ModelInquiry(workspace, this))
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
    connect(inquiry_, &ModelInquiry::changed, this, &SetUpForm::refresh);
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
    text_ = new TextFields(theme_);
    group->addWidget(text_);
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
    connect(text_, &TextFields::edited, this, &SetUpForm::onEdited);
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
    values.request.text = text_->settings();
    return values;
}

void SetUpForm::setValues(const SetUpValues& values)
{
    model_->showValues(values);
    training_->showValues(values);
    text_->setSettings(values.request.text);
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
    facts.modelProblem = inquiry_->modelProblem();
    facts.tokenizerProblem = inquiry_->tokenizerProblem();
    return facts;
}

QString SetUpForm::problem() const
{
    const QString wrong = text_->wrongField().isEmpty() ? training_->wrongField() : text_->wrongField();
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
    if (now.preset.empty())
        inquiry_->setModelFolder(now.modelFolder);
    else
        inquiry_->setTokenizerFolder(now.tokenizerFolder);
    refresh();
}

void SetUpForm::refresh()
{
    const bool fresh = !values().preset.empty() || inquiry_->untrained();
    training_->setUsualRate(fresh ? usualNewRate : usualTrainedRate,
        fresh ? tr("Usual for new weights: 0.001.") : tr("Usual for trained weights: 0.00002."));
    model_->setModelInfo(inquiry_->modelInfo(), inquiry_->modelProblem());
    model_->setTokenizerProblem(inquiry_->tokenizerProblem());
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
    text_->setTextFigures(figures);
}

} // namespace ui
