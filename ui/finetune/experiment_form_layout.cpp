// SPDX-License-Identifier: GPL-3.0-or-later
// What the form of a new experiment is made of.
#include "ui/controls/field.h"
#include "ui/controls/number_box.h"
#include "ui/controls/section_heading.h"
#include "ui/controls/text_label.h"
#include "ui/controls/whole_names.h"
#include "ui/finetune/arms_field.h"
#include "ui/finetune/benchmarks_field.h"
#include "ui/finetune/experiment_form.h"
#include "ui/runs/model_choice.h"
#include "ui/runs/text_fields.h"
#include "ui/runs/training_fields.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

constexpr double usualCurveRows = 200;
constexpr double usualNewTokens = 64;

QVBoxLayout* group(QVBoxLayout* column, const Theme& theme, const QString& head)
{
    auto* rows = new QVBoxLayout;
    rows->setSpacing(8);
    rows->addWidget(new SectionHeading(theme, head));
    column->addLayout(rows);
    return rows;
}

} // namespace

void ExperimentForm::makeGroups(QVBoxLayout* column, const AskFile& ask)
{
    makeComparison(column);
    makeTarget(column);
    column->addWidget(training_);
    auto* facts = new TextLabel(
        tr("Every arm takes the steps of the largest one. Optimizer AdamW; all weights are trained."), TextKind::Small);
    facts->setWordWrap(true);
    column->addWidget(facts);
    makeMeasured(column, ask);
    group(column, theme_, tr("Text"))->addWidget(text_);
}

void ExperimentForm::makeComparison(QVBoxLayout* column)
{
    auto* rows = group(column, theme_, tr("Comparison"));
    name_ = new QLineEdit;
    name_->setObjectName("experimentName");
    nameField_ = new Field(theme_, tr("Name"), name_);
    rows->addWidget(nameField_);
    datasets_ = new QComboBox;
    datasets_->setObjectName("experimentDataset");
    datasets_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    datasets_->setMinimumContentsLength(8);
    rows->addWidget(new Field(theme_, tr("Dataset"), datasets_));
    arms_ = new ArmsField(theme_);
    armsField_ = new Field(theme_, tr("Arms"), arms_);
    rows->addWidget(armsField_);
    seeds_ = new QLineEdit(QStringLiteral("5"));
    seeds_->setObjectName("seeds");
    seedsField_ = new Field(theme_, tr("Seeds: a count, or a list"), seeds_);
    rows->addWidget(seedsField_);
    connect(name_, &QLineEdit::textEdited, this, &ExperimentForm::onEdited);
    connect(seeds_, &QLineEdit::textEdited, this, &ExperimentForm::onEdited);
    connect(arms_, &ArmsField::edited, this, &ExperimentForm::onEdited);
    connect(arms_, &ArmsField::curateRequested, this, &ExperimentForm::curateRequested);
    connect(datasets_, &QComboBox::activated, this, [this] {
        showWholeNames(*datasets_);
        datasetChosen_ = true;
        if (const auto* record = dataset())
            arms_->setDatasets(workspace_.datasets(), record->id);
        onEdited();
    });
}

void ExperimentForm::makeTarget(QVBoxLayout* column)
{
    column->addWidget(model_);
    folderASeed_ = new QCheckBox(tr("A model for each seed"));
    folderASeed_->setObjectName("folderASeed");
    folderASeed_->setToolTip(tr("Its model folders are given to the seeds in the order of their names."));
    column->addWidget(folderASeed_);
    connect(folderASeed_, &QCheckBox::clicked, this, &ExperimentForm::onEdited);
}

void ExperimentForm::makeMeasured(QVBoxLayout* column, const AskFile& ask)
{
    auto* rows = group(column, theme_, tr("Measured"));
    curves_ = new QCheckBox(tr("A curve for every source"));
    curves_->setObjectName("sourceCurves");
    curves_->setChecked(true);
    curves_->setToolTip(tr("The mean loss of its rows at every recording point"));
    rows->addWidget(curves_);
    curveRows_ = new NumberBox({ .lowest = 1, .highest = 1e6, .step = 10, .initial = usualCurveRows, .wholeNumbers = true });
    curveRows_->setObjectName("curveRows");
    curveRows_->setValue(usualCurveRows);
    curveRowsField_ = new Field(theme_, tr("Rows of a source, at most"), curveRows_);
    rows->addWidget(curveRowsField_);
    benchmarks_ = new BenchmarksField(theme_, workspace_, ask);
    auto* field = new Field(theme_, tr("Benchmarks"), benchmarks_);
    rows->addWidget(field);
    newTokens_
        = new NumberBox({ .lowest = 1, .highest = 100000, .step = 16, .initial = usualNewTokens, .wholeNumbers = true });
    newTokens_->setObjectName("newTokens");
    newTokens_->setValue(usualNewTokens);
    newTokensField_ = new Field(theme_, tr("Longest answer, tokens"), newTokens_);
    rows->addWidget(newTokensField_);
    connect(curves_, &QCheckBox::clicked, this, &ExperimentForm::onEdited);
    connect(benchmarks_, &BenchmarksField::edited, this, &ExperimentForm::onEdited);
    for (NumberBox* box : { curveRows_, newTokens_ }) {
        connect(box, &NumberBox::edited, this, &ExperimentForm::onEdited);
        connect(box, &NumberBox::problemChanged, this, &ExperimentForm::onEdited);
    }
}

} // namespace ui
