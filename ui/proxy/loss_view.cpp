// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/loss_view.h"

#include "ui/controls/field.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/slider_box.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QFrame>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

LossView::LossView(const Theme& theme, Background& background, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , background_(background)
    , plot_(new LinePlot(theme))
{
    plot_->setObjectName("lossPlot");
    plot_->setSettingsButtonVisible(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(plot_);
    makeSettings();
    connect(plot_, &LinePlot::settingsRequested, this, &LossView::showSettings);
}

void LossView::makeSettings()
{
    panel_ = new QFrame(this, Qt::Popup);
    panel_->setObjectName("lossSettings");
    panel_->setFrameShape(QFrame::StyledPanel);
    auto* column = new QVBoxLayout(panel_);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    axis_ = new SegmentedChoice(theme_, { tr("Step"), tr("Epoch"), tr("Tokens"), tr("Time") });
    axis_->setObjectName("lossAxis");
    column->addWidget(new Field(theme_, tr("Along the axis"), axis_));
    scale_ = new SegmentedChoice(theme_, { tr("Linear"), tr("Logarithmic") });
    scale_->setObjectName("lossScale");
    column->addWidget(new Field(theme_, tr("Loss"), scale_));
    logarithmicAxis_ = new QCheckBox(tr("Axis logarithmic too"));
    logarithmicAxis_->setObjectName("lossAxisLogarithmic");
    column->addWidget(logarithmicAxis_);
    smoothing_ = new SliderBox(theme_, tr("Smoothing, % of the run"), { 0, 20 },
        { .lowest = 0, .highest = 100, .step = 1, .initial = LossSettings().smoothing * 100 });
    smoothing_->setObjectName("lossSmoothing");
    smoothing_->setToolTip(tr("A centred mean of the measured steps; each step stays behind it."));
    column->addWidget(smoothing_);
    marks_ = new QCheckBox(tr("Plateaus and drops"));
    marks_->setObjectName("lossMarks");
    column->addWidget(marks_);
    setSettings({});
    connect(axis_, &SegmentedChoice::chosen, this, &LossView::readSettings);
    connect(scale_, &SegmentedChoice::chosen, this, &LossView::readSettings);
    connect(logarithmicAxis_, &QCheckBox::clicked, this, &LossView::readSettings);
    connect(marks_, &QCheckBox::clicked, this, &LossView::readSettings);
    connect(smoothing_, &SliderBox::moved, this, &LossView::readSettings);
}

void LossView::showSettings()
{
    panel_->adjustSize();
    const QPoint corner = mapToGlobal(QPoint(width() - panel_->width() - 8, 36));
    panel_->move(corner);
    panel_->show();
    axis_->setFocus(Qt::PopupFocusReason);
}

void LossView::readSettings()
{
    settings_.axis = static_cast<LossAxis>(axis_->current());
    settings_.logarithmicLoss = scale_->current() == 1;
    settings_.logarithmicAxis = logarithmicAxis_->isChecked();
    settings_.smoothing = smoothing_->value() / 100;
    settings_.marks = marks_->isChecked();
    ++generation_;
    compute();
}

void LossView::setSettings(const LossSettings& settings)
{
    settings_ = settings;
    axis_->setCurrent(static_cast<int>(settings.axis));
    scale_->setCurrent(settings.logarithmicLoss ? 1 : 0);
    logarithmicAxis_->setChecked(settings.logarithmicAxis);
    smoothing_->setValue(settings.smoothing * 100);
    marks_->setChecked(settings.marks);
    ++generation_;
    compute();
}

void LossView::setRuns(std::vector<LossRun> runs, const PlotState& waiting)
{
    const auto names = [](const std::vector<LossRun>& all) {
        QStringList list;
        for (const LossRun& run : all)
            list << run.name;
        return list;
    };
    if (names(runs) != names(runs_))
        ++generation_;
    runs_ = std::move(runs);
    waiting_ = waiting;
    compute();
}

void LossView::compute()
{
    const bool anySteps
        = std::any_of(runs_.begin(), runs_.end(), [](const LossRun& run) { return run.steps && run.steps->size() > 0; });
    if (!anySteps) {
        plot_->setState(waiting_);
        ++generation_;
        return;
    }
    again_ = computing_;
    if (computing_)
        return;
    computing_ = true;
    background_.run(
        this, [runs = runs_, settings = settings_] { return lossContent(runs, settings); },
        [this, generation = generation_](LineContent content) {
            computing_ = false;
            if (generation == generation_)
                take(std::move(content));
            if (again_)
                compute();
        },
        [this](const core::Error& error) {
            computing_ = false;
            plot_->setState(
                { PlotStage::Failed, {}, tr("The loss cannot be drawn"), QString::fromStdString(error.message()), {}, {} });
        });
}

void LossView::take(LineContent content)
{
    plot_->setState({});
    plot_->setContent(std::move(content));
}

} // namespace ui
