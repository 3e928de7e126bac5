// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trajectories/cluster_controls.h"

#include "ui/controls/field.h"
#include "ui/controls/number_box.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/text_label.h"
#include "ui/trajectories/boundary_control.h"
#include "ui/trajectories/feature_words.h"

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace ui {

using core::analysis::allFeatureKinds;
using core::analysis::FeatureKind;
using core::analysis::Window;

namespace {

constexpr double mostSeed = 9007199254740992.0; // whole numbers of a double end here

QStringList countsFrom(int first, int last)
{
    QStringList words;
    for (int count = first; count <= last; ++count)
        words << QString::number(count);
    return words;
}

} // namespace

ClusterControls::ClusterControls(const Theme& theme, QWidget* parent)
    : QWidget(parent)
{
    addFields(theme);
    connectControls();
    setPoints(0);
}

void ClusterControls::addFields(const Theme& theme)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    features_ = new QComboBox(this);
    features_->setObjectName(QStringLiteral("features"));
    for (const FeatureKind kind : allFeatureKinds) {
        features_->addItem(featureName(kind));
        features_->setItemData(features_->count() - 1, featureHelp(kind), Qt::ToolTipRole);
    }
    featuresField_ = new Field(theme, tr("Features"), features_, this);
    column->addWidget(featuresField_);
    clusters_ = new SegmentedChoice(theme, countsFrom(2, 5), this);
    clusters_->setObjectName(QStringLiteral("clusters"));
    clustersField_ = new Field(theme, tr("Clusters"), clusters_, this);
    column->addWidget(clustersField_);
    hardClusters_ = new SegmentedChoice(theme, countsFrom(1, 4), this);
    hardClusters_->setObjectName(QStringLiteral("hardClusters"));
    hardRow_ = new Field(theme, tr("Hardest clusters that count as hard"), hardClusters_, this);
    column->addWidget(hardRow_);
    addWindow(*column, theme);
    boundary_ = new BoundaryControl(theme, this);
    column->addWidget(boundary_);
    addNumbers(*column, theme);
}

void ClusterControls::addWindow(QVBoxLayout& column, const Theme& theme)
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    const NumberRange range{ 1, 1, 1, 1, true, false };
    first_ = new NumberBox(range, row);
    first_->setObjectName(QStringLiteral("windowFirst"));
    first_->setAccessibleName(tr("First recording point of the window"));
    last_ = new NumberBox(range, row);
    last_->setObjectName(QStringLiteral("windowLast"));
    last_->setAccessibleName(tr("Last recording point of the window"));
    for (NumberBox* box : { first_, last_ })
        box->setFixedWidth(46);
    layout->addWidget(first_);
    layout->addWidget(new TextLabel(tr("to"), TextKind::Quiet, row));
    layout->addWidget(last_);
    layout->addStretch();
    column.addWidget(new Field(theme, tr("Window, recording points"), row, this));
}

NumberBox* ClusterControls::addBox(QLayout& row, const QString& label, const NumberRange& range, const Theme& theme)
{
    auto* box = new NumberBox(range, this);
    row.addWidget(new Field(theme, label, box, this));
    return box;
}

void ClusterControls::addNumbers(QVBoxLayout& column, const Theme& theme)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    restarts_ = addBox(*row, tr("Restarts"), { 1, 1000, 1, 10, true, false }, theme);
    restarts_->setObjectName(QStringLiteral("restarts"));
    seed_ = addBox(*row, tr("Seed"), { 0, mostSeed, 1, 0, true, false }, theme);
    seed_->setObjectName(QStringLiteral("seed"));
    column.addLayout(row);
}

void ClusterControls::connectControls()
{
    connect(features_, &QComboBox::activated, this, &ClusterControls::takeFeatures);
    connect(clusters_, &SegmentedChoice::chosen, this, [this](int index) {
        choice_.clusters = index + 2;
        choice_.hardClusters = std::clamp(choice_.hardClusters, 1, choice_.clusters - 1);
        change(true);
    });
    connect(hardClusters_, &SegmentedChoice::chosen, this, [this](int index) {
        choice_.hardClusters = index + 1;
        change(true);
    });
    connect(boundary_, &BoundaryControl::moved, this, [this] {
        choice_.boundary = boundary_->boundary();
        change(false);
    });
    connect(boundary_, &BoundaryControl::settled, this, [this] {
        choice_.boundary = boundary_->boundary();
        change(true);
    });
    for (NumberBox* box : { first_, last_, restarts_, seed_ })
        connectBox(*box);
}

/// Every legal value is previewed while it is typed; it is settled by Enter or when the box is left.
void ClusterControls::connectBox(NumberBox& box)
{
    connect(&box, &NumberBox::edited, this, [this] {
        takeBoxes();
        Q_EMIT moved();
    });
    connect(&box, &NumberBox::settled, this, [this] { change(true); });
}

void ClusterControls::takeFeatures(int index)
{
    choice_.features = allFeatureKinds[static_cast<std::size_t>(index)];
    if (choice_.features == FeatureKind::Raw)
        choice_.window.reset();
    else if (choice_.features == FeatureKind::Window && !choice_.window)
        choice_.window = choice_.windowOf(points_);
    change(true);
}

void ClusterControls::takeBoxes()
{
    choice_.restarts = static_cast<int>(restarts_->value());
    choice_.seed = static_cast<std::uint64_t>(seed_->value());
    const auto first = static_cast<std::size_t>(first_->value()) - 1;
    const auto last = static_cast<std::size_t>(last_->value()) - 1;
    const Window window{ std::min(first, last), std::max(first, last) };
    if (window != choice_.windowOf(points_)) {
        choice_.window = window;
        if (choice_.features == FeatureKind::Raw && !choice_.boundary)
            choice_.features = FeatureKind::Window; // raw means all points
    }
}

void ClusterControls::moveWindow(std::size_t first, std::size_t last, bool finished)
{
    first_->setValue(static_cast<double>(first + 1));
    last_->setValue(static_cast<double>(last + 1));
    takeBoxes();
    change(finished);
}

void ClusterControls::setPoints(std::size_t points)
{
    points_ = points;
    const NumberRange range{ 1, std::max(1.0, static_cast<double>(points)), 1, 1, true, false };
    NumberRange lastRange = range;
    lastRange.initial = range.highest;
    first_->setRange(range);
    last_->setRange(lastRange);
    refresh();
}

void ClusterControls::setChoice(const ClusterChoice& choice)
{
    choice_ = choice;
    if (choice_.window && points_ > 0)
        choice_.window = choice_.windowOf(points_);
    refresh();
}

void ClusterControls::setClusters(const Clusters& clusters)
{
    boundary_->setClusters(clusters);
}

/// The controls as the choice says.
void ClusterControls::refresh()
{
    const auto kind = std::find(std::begin(allFeatureKinds), std::end(allFeatureKinds), choice_.features);
    features_->setCurrentIndex(static_cast<int>(kind - std::begin(allFeatureKinds)));
    clusters_->setCurrent(std::clamp(choice_.clusters, 2, 5) - 2);
    clustersField_->setHelp(choice_.clusters > 5 ? tr("%1 clusters, as stored").arg(choice_.clusters) : QString());
    hardClusters_->setCurrent(std::min(choice_.hardClusters, hardClusters_->count()) - 1);
    for (int index = 0; index < hardClusters_->count(); ++index)
        hardClusters_->choice(index)->setVisible(index + 1 < choice_.clusters);
    const bool byHand = choice_.boundary.has_value();
    hardRow_->setVisible(choice_.clusters > 2 && !byHand);
    const Window window = choice_.windowOf(points_);
    first_->setValue(static_cast<double>(window.first + 1));
    last_->setValue(static_cast<double>(window.last + 1));
    restarts_->setValue(choice_.restarts);
    seed_->setValue(static_cast<double>(choice_.seed));
    boundary_->setBoundary(choice_.boundary);
    for (QWidget* control : std::initializer_list<QWidget*>{ features_, clusters_, restarts_, seed_ })
        control->setEnabled(!byHand);
    featuresField_->setHelp(byHand ? tr("Not used: the boundary is set by hand.") : QString());
}

void ClusterControls::change(bool finished)
{
    if (!choice_.boundary && choice_.features == FeatureKind::Raw && choice_.window)
        choice_.features = FeatureKind::Window; // raw means all points
    refresh();
    if (finished)
        Q_EMIT settled();
    else
        Q_EMIT moved();
}

} // namespace ui
