// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trajectories/boundary_control.h"

#include "ui/controls/section_heading.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/slider_box.h"
#include "ui/controls/text_label.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QVBoxLayout>

#include <cmath>
#include <limits>

namespace ui {

using core::analysis::ThresholdStatistic;

double boundaryBetween(const core::analysis::Clustering& clustering)
{
    if (clustering.hardClusters.empty() || clustering.hardClusters.front() < 1)
        return std::numeric_limits<double>::quiet_NaN();
    const auto firstHard = static_cast<std::size_t>(clustering.hardClusters.front());
    return (clustering.clusters[firstHard - 1].meanLoss + clustering.clusters[firstHard].meanLoss) / 2;
}

BoundaryControl::BoundaryControl(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , automatic_(std::numeric_limits<double>::quiet_NaN())
    , heading_(new SectionHeading(theme, tr("Boundary"), this))
    , link_(heading_->addLink(tr("Set by hand…")))
    , where_(new TextLabel({}, TextKind::Small, this))
    , byHand_(new QWidget(this))
    , statistic_(new SegmentedChoice(theme, { tr("Mean loss"), tr("Last loss") }, byHand_))
    , loss_(new SliderBox(theme, tr("Hard from this loss on"), {}, { 0, 1e6, 0.01, 0, false, false }, byHand_))
{
    link_->setObjectName(QStringLiteral("boundaryByHand"));
    where_->setObjectName(QStringLiteral("boundaryWords"));
    where_->setWordWrap(true);
    statistic_->setObjectName(QStringLiteral("boundaryStatistic"));
    loss_->setObjectName(QStringLiteral("boundaryLoss"));
    loss_->box()->setObjectName(QStringLiteral("boundaryLossBox"));
    auto* inner = new QVBoxLayout(byHand_);
    inner->setContentsMargins(0, 4, 0, 0);
    inner->setSpacing(8);
    inner->addWidget(statistic_);
    inner->addWidget(loss_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(heading_);
    column->addWidget(where_);
    column->addWidget(byHand_);
    connect(link_, &QPushButton::clicked, this, &BoundaryControl::toggle);
    connect(statistic_, &SegmentedChoice::chosen, this, &BoundaryControl::chooseStatistic);
    connect(loss_, &SliderBox::moved, this, [this](double loss) { take(loss, false); });
    connect(loss_, &SliderBox::settled, this, [this](double loss) { take(loss, true); });
    refresh();
}

ValueRange BoundaryControl::range() const
{
    return boundary_ && boundary_->statistic == ThresholdStatistic::Last ? lastLoss_ : meanLoss_;
}

void BoundaryControl::setBoundary(const std::optional<Boundary>& boundary)
{
    boundary_ = boundary;
    refresh();
}

void BoundaryControl::setClusters(const Clusters& clusters)
{
    if (!clusters.choice.boundary)
        automatic_ = boundaryBetween(clusters.clustering());
    meanLoss_ = clusters.meanLoss;
    lastLoss_ = clusters.lastLoss;
    refresh();
}

/// By hand begins where the clusters put it, so that nothing jumps.
void BoundaryControl::toggle()
{
    if (boundary_) {
        boundary_.reset();
    } else {
        const double start = std::isfinite(automatic_) ? automatic_ : (meanLoss_.low + meanLoss_.high) / 2;
        boundary_ = Boundary{ ThresholdStatistic::WindowMean, std::round(start * 100) / 100 };
    }
    refresh();
    Q_EMIT settled();
}

void BoundaryControl::chooseStatistic(int index)
{
    boundary_->statistic = index == 1 ? ThresholdStatistic::Last : ThresholdStatistic::WindowMean;
    boundary_->loss = std::round(50 * (range().low + range().high)) / 100;
    refresh();
    Q_EMIT settled();
}

void BoundaryControl::take(double loss, bool finished)
{
    boundary_->loss = loss;
    if (finished)
        Q_EMIT settled();
    else
        Q_EMIT moved();
}

void BoundaryControl::refresh()
{
    const bool byHand = boundary_.has_value();
    link_->setText(byHand ? tr("Automatic") : tr("Set by hand…"));
    byHand_->setVisible(byHand);
    where_->setVisible(!byHand);
    where_->setText(
        std::isfinite(automatic_) ? tr("automatic, near mean loss %1").arg(numberText(automatic_, 2)) : tr("automatic"));
    if (!byHand)
        return;
    statistic_->setCurrent(boundary_->statistic == ThresholdStatistic::Last ? 1 : 0);
    const ValueRange losses = range();
    if (losses.low < losses.high)
        loss_->setSliderRange({ losses.low, losses.high, false });
    if (!loss_->box()->hasFocus() || loss_->box()->text().isEmpty())
        loss_->setValue(boundary_->loss);
}

} // namespace ui
