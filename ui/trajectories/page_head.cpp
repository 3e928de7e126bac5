// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trajectories/page_head.h"

#include "ui/controls/button.h"
#include "ui/session/cluster_door.h"
#include "ui/session/read_only_words.h"
#include "ui/trajectories/feature_words.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QComboBox>

#include <algorithm>

namespace ui {

namespace {

QComboBox* makeChooser(const QString& objectName, const QString& name, QWidget* parent)
{
    auto* box = new QComboBox(parent);
    box->setObjectName(objectName);
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->setMinimumWidth(120);
    box->setMaximumWidth(280); // a longer name ends in "…"
    return box;
}

} // namespace

TrajectoriesHead::TrajectoriesHead(const Theme& theme, Workspace& workspace, QWidget* parent)
    : PageHeader(tr("Trajectories"), tr("See which examples are learned late, and choose the hard set."), parent)
    , workspace_(workspace)
    , runs_(makeChooser(QStringLiteral("runChooser"), tr("Run"), this))
    , clusterings_(makeChooser(QStringLiteral("clusteringChooser"), tr("Clustering"), this))
    , export_(new Button(theme, ButtonKind::Outlined, tr("Export…"), QStringLiteral("file-export"), this))
    , recipe_(new Button(theme, ButtonKind::Primary, tr("Use in a recipe"), this))
{
    export_->setObjectName(QStringLiteral("export"));
    recipe_->setObjectName(QStringLiteral("useInRecipe"));
    for (QWidget* part : std::initializer_list<QWidget*>{ runs_, clusterings_, export_, recipe_ })
        addWidget(part);
    connect(runs_, &QComboBox::activated, this,
        [this](int index) { workspace_.chooseRun(core::RunId{ runs_->itemData(index).toLongLong() }); });
    connect(clusterings_, &QComboBox::activated, this, [this](int index) {
        workspace_.chooseClustering(core::ClusteringId{ clusterings_->itemData(index).toLongLong() });
    });
    connect(export_, &QPushButton::clicked, this, &TrajectoriesHead::exportRequested);
    connect(recipe_, &QPushButton::clicked, this, &TrajectoriesHead::recipeRequested);
    connect(&workspace_, &Workspace::listsChanged, this, &TrajectoriesHead::fill);
    connect(&workspace_, &Workspace::choiceChanged, this, &TrajectoriesHead::fill);
    connect(&workspace_, &Workspace::columnsChanged, this, &TrajectoriesHead::fill);
    fill();
}

void TrajectoriesHead::fill()
{
    fillRuns();
    fillClusterings();
    const auto& columns = workspace_.columns();
    const bool stored = columns && columns->origin.clustering.has_value();
    const bool losses = columns && columns->points() > 0;
    export_->setEnabled(losses && !workspace_.readOnly());
    recipe_->setEnabled(stored);
    export_->setToolTip(
        workspace_.readOnly() ? readOnlyWords(workspace_) : tr("The hard rows, the easy rows or the selection, to choose"));
    recipe_->setToolTip(stored ? tr("Make a dataset in which the hard rows count more, with controls of equal size")
                               : tr("Nothing is stored yet: choose or store a clustering first."));
}

void TrajectoriesHead::fillRuns()
{
    const QSignalBlocker quiet(runs_);
    runs_->clear();
    for (const auto& run : workspace_.runs()) {
        if (run.kind != "proxy")
            continue;
        const auto& columns = workspace_.columns();
        const bool shown = workspace_.run() == run.id && columns && columns->origin.run == run.id;
        const QString name = QString::fromStdString(run.name);
        if (run.dataset != workspace_.dataset()) {
            const auto& sets = workspace_.datasets();
            const auto set
                = std::find_if(sets.begin(), sets.end(), [&](const auto& each) { return each.id == run.dataset; });
            runs_->addItem(set == sets.end() ? tr("Run %1").arg(name)
                                             : tr("Show %1 of %2").arg(name, QString::fromStdString(set->name)),
                static_cast<qlonglong>(run.id.value));
            continue;
        }
        runs_->addItem(shown ? (columns->points() == 1 ? tr("Run %1, 1 point").arg(name)
                                                       : tr("Run %1, %2 points").arg(name).arg(columns->points()))
                             : tr("Run %1").arg(name),
            static_cast<qlonglong>(run.id.value));
        if (workspace_.run() == run.id)
            runs_->setCurrentIndex(runs_->count() - 1);
    }
    if (!workspace_.run())
        runs_->setCurrentIndex(-1);
    runs_->setPlaceholderText(runs_->count() > 0 ? tr("Other runs") : tr("No run"));
    runs_->setEnabled(runs_->count() > 0);
}

void TrajectoriesHead::fillClusterings()
{
    const QSignalBlocker quiet(clusterings_);
    clusterings_->clear();
    clusterings_->setCurrentIndex(-1);
    for (const auto& record : workspace_.clusterings()) {
        if (record.run != workspace_.run())
            continue;
        clusterings_->addItem(QString::fromStdString(record.name), static_cast<qlonglong>(record.id.value));
        const auto choice = choiceOf(record.settings);
        const QString how = choice ? choiceWords(*choice) : tr("made by another version");
        clusterings_->setItemData(clusterings_->count() - 1,
            isTry(record) ? tr("%1. A try: the last %2 are kept.").arg(how).arg(ClusterDoor::keptTries) : how,
            Qt::ToolTipRole);
        if (workspace_.clustering() == record.id)
            clusterings_->setCurrentIndex(clusterings_->count() - 1);
    }
    const auto& columns = workspace_.columns();
    if (columns && !columns->origin.clustering && columns->clusters > 0)
        clusterings_->setCurrentIndex(-1); // a preview
    clusterings_->setPlaceholderText(tr("Preview"));
    clusterings_->setEnabled(clusterings_->count() > 0);
}

} // namespace ui
