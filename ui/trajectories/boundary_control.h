// SPDX-License-Identifier: GPL-3.0-or-later
// Where hard begins: found by the clusters, or set by hand on the mean or the last loss.
#pragma once

#include "ui/session/cluster_work.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

namespace ui {

class Button;
class SectionHeading;
class SegmentedChoice;
class SliderBox;
class TextLabel;

class BoundaryControl : public QWidget {
    Q_OBJECT

public:
    explicit BoundaryControl(const Theme& theme, QWidget* parent = nullptr);

    const std::optional<Boundary>& boundary() const { return boundary_; } ///< nullopt: automatic
    void setBoundary(const std::optional<Boundary>& boundary); ///< without telling
    /// What the clusters on screen say: where the boundary lies, and which losses there are.
    void setClusters(const Clusters& clusters);

Q_SIGNALS:
    void moved();
    void settled();

private:
    void toggle();
    void chooseStatistic(int index);
    void take(double loss, bool finished);
    void refresh();
    ValueRange range() const;

    std::optional<Boundary> boundary_;
    double automatic_; ///< NaN: not known
    ValueRange meanLoss_;
    ValueRange lastLoss_;
    SectionHeading* heading_;
    Button* link_;
    TextLabel* where_;
    QWidget* byHand_;
    SegmentedChoice* statistic_;
    SliderBox* loss_;
};

/// The mean loss halfway between the hardest easy and the easiest hard cluster; NaN where one of them is empty.
double boundaryBetween(const core::analysis::Clustering& clustering);

} // namespace ui
