// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/finetune/arm_curves_view.h"

#include "ui/controls/whole_names.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

constexpr int chooserWidth = 200;

} // namespace

ArmCurvesView::ArmCurvesView(const Theme& theme, Background& background, const QString& name, int usual, QWidget* parent)
    : QWidget(parent)
    , background_(background)
    , chooser_(new QComboBox)
    , plot_(new LinePlot(theme))
    , usual_(usual)
{
    plot_->setObjectName(name);
    chooser_->setObjectName(name + "Choice");
    chooser_->setAccessibleName(tr("What the plot shows"));
    chooser_->setFixedWidth(chooserWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->setSpacing(2);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 0, 12, 0);
    row->addWidget(chooser_);
    row->addStretch(1);
    column->addLayout(row);
    column->addWidget(plot_, 1);
    connect(chooser_, &QComboBox::currentIndexChanged, this, &ArmCurvesView::compute);
}

void ArmCurvesView::setFigures(const ExperimentPointer& figures)
{
    if (figures == figures_)
        return;
    figures_ = figures;
    fillChoices();
    compute();
}

void ArmCurvesView::fillChoices()
{
    const auto choices = figures_ ? curveChoices(figures_->job.experiment) : std::vector<std::pair<QString, CurveChoice>>{};
    if (choices == choices_)
        return;
    const QSignalBlocker quiet(chooser_);
    choices_ = choices;
    chooser_->clear();
    for (const auto& [words, choice] : choices_)
        chooser_->addItem(words);
    const int last = static_cast<int>(choices_.size()) - 1;
    chooser_->setCurrentIndex(usual_ < 0 ? last : std::min(usual_, last));
    chooser_->setEnabled(choices_.size() > 1);
    showWholeNames(*chooser_);
}

void ArmCurvesView::compute()
{
    const int chosen = chooser_->currentIndex();
    if (!figures_ || chosen < 0) {
        plot_->setState({ PlotStage::Loading, {}, tr("Reading the experiment"), {}, {} });
        return;
    }
    if (computing_) {
        again_ = true;
        return;
    }
    computing_ = true;
    background_.run(
        this,
        [figures = figures_, choice = choices_[static_cast<std::size_t>(chosen)].second] {
            return armCurveContent(*figures, choice);
        },
        [this](LineContent content) { take(std::move(content)); },
        [this](const core::Error& error) {
            computing_ = false;
            plot_->setState(
                { PlotStage::Failed, {}, tr("The curves cannot be drawn"), QString::fromStdString(error.message()), {} });
        });
}

void ArmCurvesView::take(LineContent content)
{
    computing_ = false;
    if (again_) {
        again_ = false;
        compute();
        return;
    }
    if (content.series.empty()) {
        plot_->setText(content.text);
        plot_->setState({ PlotStage::Empty, "chart-line", tr("No curve yet"),
            tr("It appears when the first cell has been trained for a while."), {} });
        return;
    }
    plot_->setContent(std::move(content));
    plot_->setState({});
}

} // namespace ui
