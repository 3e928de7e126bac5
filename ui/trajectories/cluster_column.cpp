// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trajectories/cluster_column.h"

#include "ui/controls/button.h"
#include "ui/controls/panes.h"
#include "ui/controls/text_label.h"
#include "ui/trajectories/cluster_controls.h"
#include "ui/trajectories/cluster_flow.h"
#include "ui/trajectories/comparison_panel.h"
#include "ui/trajectories/quality_panel.h"

#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

constexpr int columnWidth = 226;

QFrame* makeLine(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setProperty("look", "line");
    line->setFrameShape(QFrame::HLine);
    return line;
}

} // namespace

ClusterColumn::ClusterColumn(const Theme& theme, Workspace& workspace, ClusterFlow& flow, QWidget* parent)
    : QScrollArea(parent)
    , workspace_(workspace)
    , flow_(flow)
    , controls_(new ClusterControls(theme))
    , results_(new QWidget)
    , quality_(new QualityPanel(theme, workspace.selection()))
    , comparison_(new ComparisonPanel(theme, workspace))
{
    setObjectName(QStringLiteral("clusterColumn"));
    setFocusPolicy(Qt::NoFocus); // its controls take it
    markPane(*this, Pane::Controls);
    setFixedWidth(columnWidth);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(14, 10, 14, 12);
    column->setSpacing(10);
    column->addWidget(controls_);
    addLinks(*column, theme);
    column->addWidget(makeLine(content));
    auto* results = new QVBoxLayout(results_);
    results->setContentsMargins(0, 0, 0, 0);
    results->setSpacing(12);
    results->addWidget(quality_);
    results->addWidget(comparison_);
    column->addWidget(results_);
    column->addStretch();
    setWidget(content);
    connectFlow();
    refresh();
}

void ClusterColumn::addLinks(QVBoxLayout& column, const Theme& theme)
{
    kept_ = new TextLabel({}, TextKind::Small, this);
    kept_->setObjectName(QStringLiteral("keptWords"));
    kept_->setWordWrap(true);
    name_ = new Button(theme, ButtonKind::Link, tr("Name it…"), this);
    name_->setObjectName(QStringLiteral("nameClustering"));
    copy_ = new Button(theme, ButtonKind::Link, tr("Copy as command"), this);
    copy_->setObjectName(QStringLiteral("copyClusterCommand"));
    auto* links = new QHBoxLayout;
    links->setSpacing(8);
    links->addWidget(name_);
    links->addStretch();
    links->addWidget(copy_);
    column.addWidget(kept_);
    column.addLayout(links);
    connect(name_, &QPushButton::clicked, this, [this] {
        const auto& columns = workspace_.columns();
        if (columns && columns->origin.clustering)
            Q_EMIT nameRequested();
        else
            flow_.settle(controls_->choice());
    });
    connect(copy_, &QPushButton::clicked, this, &ClusterColumn::commandRequested);
}

void ClusterColumn::connectFlow()
{
    connect(controls_, &ClusterControls::moved, this, [this] { flow_.move(controls_->choice()); });
    connect(controls_, &ClusterControls::settled, this, [this] { flow_.settle(controls_->choice()); });
    connect(&flow_, &ClusterFlow::choiceShown, controls_, &ClusterControls::setChoice);
    connect(&flow_, &ClusterFlow::clustersChanged, this, &ClusterColumn::refresh);
    connect(quality_, &QualityPanel::windowChosen, comparison_, &ComparisonPanel::compareWithWindow);
    connect(comparison_, &ComparisonPanel::failed, this, &ClusterColumn::failed);
    connect(&workspace_, &Workspace::columnsChanged, this, [this] {
        if (const auto& columns = workspace_.columns())
            controls_->setPoints(columns->points());
        refreshMarks();
    });
    connect(&workspace_, &Workspace::listsChanged, this, [this] {
        comparison_->refreshChoices();
        refresh();
    });
}

void ClusterColumn::refreshMarks()
{
    if (const auto& columns = workspace_.columns(); columns && !columns->cluster.empty())
        quality_->setMarks(*columns);
}

void ClusterColumn::refresh()
{
    const auto& clusters = flow_.clusters();
    const auto& columns = workspace_.columns();
    const bool fits = clusters && columns && clusters->columns->rows() == columns->rows();
    results_->setVisible(fits);
    controls_->setEnabled(columns && columns->points() > 0);
    const auto* record = workspace_.clusteringRecord();
    const bool stored = columns && columns->origin.clustering && record != nullptr;
    const bool unnamed = stored && isTry(*record);
    name_->setVisible((stored || fits) && !flow_.door().isStoring() && !workspace_.readOnly());
    name_->setText(!stored ? tr("Store it") : unnamed ? tr("Name it…") : tr("Rename…"));
    copy_->setVisible(fits);
    kept_->setText(workspace_.readOnly() ? tr("Read-only: clusters are shown, not stored.")
            : unnamed                    ? tr("%1. The last %2 tries are kept; name one to keep it.")
                            .arg(QString::fromStdString(record->name))
                            .arg(ClusterDoor::keptTries)
            : stored                   ? QString::fromStdString(record->name)
            : flow_.door().isStoring() ? tr("Storing…")
                                       : tr("A preview, not stored."));
    if (!fits)
        return;
    controls_->setClusters(*clusters);
    quality_->setClusters(*clusters, flow_.isWorking());
    comparison_->setClusters(clusters);
    refreshMarks();
}

} // namespace ui
