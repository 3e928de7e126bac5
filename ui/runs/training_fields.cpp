// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/training_fields.h"

#include "ui/controls/button.h"
#include "ui/controls/field.h"
#include "ui/controls/section_heading.h"
#include "ui/controls/segmented_choice.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include <cmath>

namespace ui {

namespace {

using namespace core::protocol;

constexpr double gigabyte = 1e9;
constexpr double largestSeed = 9007199254740991.0; ///< that a box holds exactly

NumberRange whole(double lowest, double highest, double initial)
{
    return { .lowest = lowest, .highest = highest, .initial = initial, .wholeNumbers = true };
}

QVBoxLayout* columnOf(QWidget* widget)
{
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins({});
    column->setSpacing(8);
    return column;
}

} // namespace

TrainingFields::TrainingFields(const Theme& theme, TrainingUse use, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
{
    auto* column = columnOf(this);
    column->addWidget(new SectionHeading(theme, tr("Training")));
    makeUsual(column);
    fold_ = new Button(theme, ButtonKind::Link, tr("Advanced settings"), "chevron-right");
    fold_->setObjectName("advancedSettings");
    fold_->setCheckable(true);
    column->addWidget(fold_, 0, Qt::AlignLeft);
    advanced_ = new QWidget;
    makeAdvanced(columnOf(advanced_));
    column->addWidget(advanced_);
    connect(fold_, &Button::toggled, this, [this](bool open) { fold(!open); });
    fold(true);
    const bool proxy = use == TrainingUse::Proxy;
    seed_->setVisible(proxy);
    name_->setVisible(proxy);
    keepWeights_->setVisible(proxy);
}

void TrainingFields::fold(bool folded)
{
    advanced_->setVisible(!folded);
    fold_->setIconName(folded ? "chevron-right" : "chevron-down");
    fold_->setText(folded ? tr("Advanced settings") : tr("Hide advanced settings"));
}

NumberBox* TrainingFields::box(Field* field) const
{
    return static_cast<NumberBox*>(field->editor());
}

Field* TrainingFields::addNumber(QVBoxLayout* column, const QString& label, const QString& name, const NumberRange& range)
{
    auto* editor = new NumberBox(range);
    editor->setObjectName(name);
    auto* field = new Field(theme_, label, editor);
    numbers_.push_back(field);
    connect(editor, &NumberBox::edited, this, &TrainingFields::edited);
    connect(editor, &NumberBox::problemChanged, this, &TrainingFields::edited);
    if (column != nullptr)
        column->addWidget(field);
    return field;
}

void TrainingFields::addPair(QVBoxLayout* column, Field* left, Field* right)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(left, 1, Qt::AlignTop);
    row->addWidget(right, 1, Qt::AlignTop);
    column->addLayout(row);
}

void TrainingFields::makeUsual(QVBoxLayout* column)
{
    const core::jobs::RunRequest usual;
    epochs_
        = addNumber(nullptr, tr("Epochs"), "epochs", { .lowest = 1e-6, .highest = 10000, .initial = usual.train.epochs });
    batch_ = addNumber(nullptr, tr("Batch, examples"), "batch", whole(1, 65536, double(usual.train.batchSize)));
    addPair(column, epochs_, batch_);
    rate_ = addNumber(column, tr("Peak learning rate"), "learningRate",
        { .lowest = 0, .highest = 100, .step = 0.1, .initial = usualRate_, .factor = true });
    connect(box(rate_), &NumberBox::textEdited, this, [this] { rateTyped_ = true; });
    connect(box(rate_), &NumberBox::edited, this, [this](double value) { rateTyped_ = value != usualRate_; });
    points_ = addNumber(nullptr, tr("Recording points"), "recordingPoints", whole(2, 1000, double(usual.recordingPoints)));
    seed_ = addNumber(nullptr, tr("Seed"), "seed", whole(0, largestSeed, 0));
    addPair(column, points_, seed_);
}

void TrainingFields::makeAdvanced(QVBoxLayout* column)
{
    nameLine_ = new QLineEdit;
    nameLine_->setObjectName("runName");
    nameLine_->setPlaceholderText(tr("the next free number"));
    name_ = new Field(theme_, tr("Name of the run"), nameLine_);
    connect(nameLine_, &QLineEdit::textEdited, this, &TrainingFields::edited);
    column->addWidget(name_);
    makeOptimizer(column);
    makeResources(column);
}

void TrainingFields::makeOptimizer(QVBoxLayout* column)
{
    const TrainSettings usual;
    schedule_ = new SegmentedChoice(theme_, { tr("Cosine"), tr("Constant") });
    schedule_->setObjectName("schedule");
    column->addWidget(new Field(theme_, tr("Rate after warm-up"), schedule_));
    warmup_ = addNumber(nullptr, tr("Warm-up, % of steps"), "warmup",
        { .lowest = 0, .highest = 100, .initial = usual.schedule.warmupShare * 100 });
    clip_ = addNumber(nullptr, tr("Clip norm, 0: off"), "clip",
        { .lowest = 0, .highest = 1e9, .step = 0.1, .initial = usual.optimizer.clipNorm });
    addPair(column, warmup_, clip_);
    decay_ = addNumber(column, tr("Weight decay"), "weightDecay",
        { .lowest = 0, .highest = 100, .step = 0.01, .initial = usual.optimizer.weightDecay });
    decayAll_ = new QCheckBox(tr("Decay biases and norms too"));
    decayAll_->setObjectName("decayAll");
    column->addWidget(decayAll_);
    beta1_ = addNumber(nullptr, tr("Beta 1"), "beta1",
        { .lowest = 0, .highest = 0.999999, .step = 0.01, .initial = usual.optimizer.beta1 });
    beta2_ = addNumber(nullptr, tr("Beta 2"), "beta2",
        { .lowest = 0, .highest = 0.999999, .step = 0.001, .initial = usual.optimizer.beta2 });
    addPair(column, beta1_, beta2_);
    weighting_ = new SegmentedChoice(theme_, { tr("Tokens"), tr("Rows") });
    weighting_->setObjectName("weighting");
    column->addWidget(new Field(theme_, tr("Gradient is the mean over"), weighting_));
    for (SegmentedChoice* choice : { schedule_, weighting_ })
        connect(choice, &SegmentedChoice::chosen, this, &TrainingFields::edited);
    connect(decayAll_, &QCheckBox::clicked, this, &TrainingFields::edited);
}

void TrainingFields::makeResources(QVBoxLayout* column)
{
    device_ = new SegmentedChoice(theme_, { tr("Processor"), QStringLiteral("CUDA") });
    device_->setObjectName("device");
    deviceField_ = new Field(theme_, tr("Device"), device_);
    column->addWidget(deviceField_);
    threads_ = addNumber(nullptr, tr("Threads, 0: all"), "threads", whole(0, 1024, 0));
    memory_ = addNumber(nullptr, tr("Memory, GB"), "memory", { .lowest = 0, .highest = 1e6, .step = 0.5, .initial = 0 });
    memory_->setHelp(tr("0: half of what is free"));
    addPair(column, threads_, memory_);
    checkpoints_ = addNumber(column, tr("Seconds between checkpoints"), "checkpointSeconds",
        { .lowest = 0, .highest = 86400, .step = 10, .initial = ResourceSettings().checkpointSeconds });
    keepWeights_ = new QCheckBox(tr("Keep every point's weights"));
    keepWeights_->setObjectName("keepWeights");
    column->addWidget(keepWeights_);
    connect(device_, &SegmentedChoice::chosen, this, [this](int index) {
        deviceField_->setHelp(index == 1 ? tr("The planned time is the processor's.") : QString());
        Q_EMIT edited();
    });
    connect(keepWeights_, &QCheckBox::clicked, this, &TrainingFields::edited);
}

void TrainingFields::showValues(const SetUpValues& values)
{
    const auto& request = values.request;
    const auto& train = request.train;
    box(epochs_)->setValue(train.epochs);
    box(batch_)->setValue(double(train.batchSize));
    box(rate_)->setValue(train.optimizer.learningRate);
    box(points_)->setValue(double(request.recordingPoints));
    box(seed_)->setValue(double(train.seed));
    nameLine_->setText(QString::fromStdString(request.name));
    schedule_->setCurrent(train.schedule.name == "constant" ? 1 : 0);
    box(warmup_)->setValue(train.schedule.warmupShare * 100);
    box(clip_)->setValue(train.optimizer.clipNorm);
    box(decay_)->setValue(train.optimizer.weightDecay);
    decayAll_->setChecked(train.optimizer.decayOneDimensional);
    box(beta1_)->setValue(train.optimizer.beta1);
    box(beta2_)->setValue(train.optimizer.beta2);
    weighting_->setCurrent(train.weighting == GradientWeighting::Rows ? 1 : 0);
    device_->setCurrent(request.resources.device == "cpu" ? 0 : 1);
    box(threads_)->setValue(double(request.resources.threads));
    box(memory_)->setValue(double(request.resources.memoryBytes) / gigabyte);
    box(checkpoints_)->setValue(request.resources.checkpointSeconds);
    keepWeights_->setChecked(request.keepRecordingWeights);
    rateTyped_ = train.optimizer.learningRate != usualRate_;
}

void TrainingFields::readInto(SetUpValues& values) const
{
    auto& request = values.request;
    auto& train = request.train;
    train.epochs = box(epochs_)->value();
    train.batchSize = std::llround(box(batch_)->value());
    train.optimizer.learningRate = box(rate_)->value();
    request.recordingPoints = std::llround(box(points_)->value());
    train.seed = static_cast<std::uint64_t>(box(seed_)->value());
    request.name = nameLine_->text().trimmed().toStdString();
    train.schedule.name = schedule_->current() == 1 ? "constant" : "cosine";
    train.schedule.warmupShare = box(warmup_)->value() / 100;
    train.optimizer.clipNorm = box(clip_)->value();
    train.optimizer.weightDecay = box(decay_)->value();
    train.optimizer.decayOneDimensional = decayAll_->isChecked();
    train.optimizer.beta1 = box(beta1_)->value();
    train.optimizer.beta2 = box(beta2_)->value();
    train.weighting = weighting_->current() == 1 ? GradientWeighting::Rows : GradientWeighting::Tokens;
    request.resources.device = device_->current() == 1 ? "cuda" : "cpu";
    request.resources.threads = std::llround(box(threads_)->value());
    request.resources.memoryBytes = std::llround(box(memory_)->value() * gigabyte);
    request.resources.checkpointSeconds = box(checkpoints_)->value();
    request.keepRecordingWeights = keepWeights_->isChecked();
}

void TrainingFields::setUsualRate(double rate, const QString& why)
{
    rate_->setHelp(why);
    if (rate == usualRate_)
        return; // somebody may be typing
    usualRate_ = rate;
    box(rate_)->setInitial(rate);
    if (!rateTyped_)
        box(rate_)->setValue(rate);
}

void TrainingFields::setNameProblem(const QString& problem)
{
    name_->setProblem(problem);
    if (!problem.isEmpty())
        fold_->setChecked(true);
}

QString TrainingFields::wrongField() const
{
    for (Field* field : numbers_)
        if (const QString problem = box(field)->problem(); !problem.isEmpty())
            return field->editor()->accessibleName() + ": " + problem;
    return {};
}

} // namespace ui
