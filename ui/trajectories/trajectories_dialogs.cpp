// SPDX-License-Identifier: GPL-3.0-or-later
// What TrajectoriesPage asks for, and what it writes.
#include "ui/controls/name_dialog.h"
#include "ui/models/label_popup.h"
#include "ui/session/cluster_command.h"
#include "ui/session/undo_words.h"
#include "ui/theme/number_text.h"
#include "ui/trajectories/cluster_column.h"
#include "ui/trajectories/cluster_controls.h"
#include "ui/trajectories/cluster_flow.h"
#include "ui/trajectories/export_dialog.h"
#include "ui/trajectories/selection_bar.h"
#include "ui/trajectories/trajectories_page.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>

namespace ui {

void TrajectoriesPage::openExport(int what)
{
    auto* dialog = new ExportDialog(theme_, workspace_, askFile_, this);
    dialog->setWhat(static_cast<ExportDialog::What>(what));
    connect(dialog, &ExportDialog::exported, this, &TrajectoriesPage::logged);
    connect(dialog, &ExportDialog::logged, this, &TrajectoriesPage::logged);
    dialog->open();
}

void TrajectoriesPage::annotate(core::store::AnnotationKind kind, const core::data::Selection& rows, const QString& text)
{
    if (!workspace_.readOnly())
        workspace_.annotate({ kind, text.toStdString() }, rows);
}

void TrajectoriesPage::labelRows(const core::data::Selection& rows)
{
    using core::store::AnnotationKind;
    const auto& columns = workspace_.columns();
    if (workspace_.readOnly() || !columns || rows.count() == 0)
        return;
    QStringList known;
    for (const auto& label : workspace_.labels())
        known.append(QString::fromStdString(label.name));
    QStringList present;
    if (!columns->labels.empty())
        rows.forEach([&](std::size_t row) {
            for (const std::uint32_t label : columns->labels.sets[columns->labels.codes[row]])
                if (const QString name = QString::fromStdString(columns->labels.names[label]); !present.contains(name))
                    present.append(name);
        });
    auto* popup = new LabelPopup(theme_, static_cast<qint64>(rows.count()), known, present, this);
    connect(popup, &LabelPopup::added, this,
        [this, rows](const QString& label) { annotate(AnnotationKind::AddLabel, rows, label); });
    connect(popup, &LabelPopup::removed, this,
        [this, rows](const QString& label) { annotate(AnnotationKind::RemoveLabel, rows, label); });
    popup->popUp(bar_->mapToGlobal(QPoint(12, bar_->height())));
}

void TrajectoriesPage::askSelectionName()
{
    const auto count = countText(static_cast<qint64>(workspace_.selection().selectedCount()));
    auto* dialog = new NameDialog(theme_,
        { tr("Save selection"), tr("Name"),
            tr("%1. The command line knows the selection by this name.")
                .arg(rowsText(static_cast<qint64>(workspace_.selection().selectedCount()))),
            tr("Save") },
        tr("selection of %1").arg(QString(count).remove(QChar(0x202F))), this);
    connect(dialog, &NameDialog::named, this, &TrajectoriesPage::saveSelection);
    dialog->open();
}

void TrajectoriesPage::saveSelection(const QString& name)
{
    const auto& columns = workspace_.columns();
    const core::data::Selection& rows = workspace_.selection().selection();
    if (!columns || rows.size() != columns->rows())
        return;
    core::store::SelectionRecord record;
    record.name = name.toStdString();
    record.rule = core::Json{ { "from", "brush" } };
    if (const auto* clustering = workspace_.clusteringRecord())
        record.rule["clustering"] = clustering->name;
    rows.forEach([&](std::size_t row) { record.examples.push_back(columns->ids[row]); });
    record.createdAt = core::store::unixMilliseconds();
    const auto count = static_cast<qint64>(record.examples.size());
    workspace_.project().insertSelection(std::move(record),
        { this,
            [this, name, count](
                core::SelectionId) { Q_EMIT logged(tr("Selection %1 saved, %2.").arg(name, rowsText(count))); },
            [this](const core::Error& error) {
                showProblem(QString::fromStdString(error.message()), QString::fromStdString(error.hint()));
            } });
}

void TrajectoriesPage::askClusteringName()
{
    const auto* record = workspace_.clusteringRecord();
    if (record == nullptr)
        return;
    auto* dialog = new NameDialog(theme_,
        { tr("Name the clustering"), tr("Name"), tr("A clustering with a name of its own is kept."), tr("Keep it") },
        QString::fromStdString(record->name), this);
    connect(dialog, &NameDialog::named, flow_, &ClusterFlow::rename);
    dialog->open();
}

void TrajectoriesPage::copyCommand()
{
    const auto* run = workspace_.runRecord();
    if (run == nullptr)
        return;
    QGuiApplication::clipboard()->setText(
        clusterCommand(workspace_.path(), QString::fromStdString(run->name), withoutUnused(column_->controls().choice())));
    Q_EMIT logged(tr("Command copied."));
}

} // namespace ui
