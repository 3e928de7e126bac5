// SPDX-License-Identifier: GPL-3.0-or-later
// What clusters are to be made: features, how many, window, boundary, restarts, seed. It tells while a control moves and
// again when it is let go; the choice that it holds is always a legal one.
#pragma once

#include "ui/session/cluster_work.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

class QComboBox;
class QLayout;
class QVBoxLayout;

class QVBoxLayout;

namespace ui {

class BoundaryControl;
class Field;
class NumberBox;
class SegmentedChoice;
struct NumberRange;

class ClusterControls : public QWidget {
    Q_OBJECT

public:
    explicit ClusterControls(const Theme& theme, QWidget* parent = nullptr);

    /// Of the run: what windows there are.
    void setPoints(std::size_t points);
    const ClusterChoice& choice() const { return choice_; }
    /// Without telling.
    void setChoice(const ClusterChoice& choice);
    /// What the clusters on screen say of the boundary.
    void setClusters(const Clusters& clusters);

    /// As if the user dragged the bracket of the plot: points from 0, both included.
    void moveWindow(std::size_t first, std::size_t last, bool finished);

Q_SIGNALS:
    void moved(); ///< choice() is another one, and may change again at once
    void settled(); ///< the control was let go

private:
    void addFields(const Theme& theme);
    void addWindow(QVBoxLayout& column, const Theme& theme);
    void addNumbers(QVBoxLayout& column, const Theme& theme);
    NumberBox* addBox(QLayout& row, const QString& label, const NumberRange& range, const Theme& theme);
    void connectControls();
    void connectBox(NumberBox& box);
    void takeFeatures(int index);
    void takeBoxes();
    void refresh();
    void change(bool finished);

    ClusterChoice choice_;
    std::size_t points_ = 0;
    QComboBox* features_ = nullptr;
    Field* featuresField_ = nullptr;
    SegmentedChoice* clusters_ = nullptr;
    Field* clustersField_ = nullptr;
    QWidget* hardRow_ = nullptr;
    SegmentedChoice* hardClusters_ = nullptr;
    NumberBox* first_ = nullptr;
    NumberBox* last_ = nullptr;
    BoundaryControl* boundary_ = nullptr;
    NumberBox* restarts_ = nullptr;
    NumberBox* seed_ = nullptr;
};

} // namespace ui
