// SPDX-License-Identifier: GPL-3.0-or-later
// What CuratePage asks for, and what it writes.
#include "ui/controls/button.h"
#include "ui/controls/message_line.h"
#include "ui/controls/name_dialog.h"
#include "ui/curate/curate_column.h"
#include "ui/curate/curate_page.h"
#include "ui/curate/curation_export_dialog.h"
#include "ui/curate/overlap_check.h"
#include "ui/curate/overlap_dialog.h"
#include "ui/curate/recipe_flow.h"
#include "ui/session/curate_command.h"
#include "ui/theme/number_text.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>

#include <algorithm>

namespace ui {

void CuratePage::offerHard()
{
    if (flow_->recipe().steps.empty() && flow_->clustering() != nullptr && !workspace_.readOnly())
        flow_->settle(core::curate::Recipe{ { { core::curate::StepKind::Hard, 2, {} } }, flow_->recipe().seed });
}

void CuratePage::save(const QString& name)
{
    flow_->settle();
    saving_ = true;
    problem_->setVisible(false);
    refresh();
    workspace_.background().run(
        this,
        [session = workspace_.session(), requests = requests(name)] {
            SaveOutcome outcome;
            try {
                for (const auto& request : requests) {
                    outcome.allThere = core::jobs::curateDataset(*session, request).alreadyThere && outcome.allThere;
                    outcome.names.append(QString::fromStdString(request.name));
                }
            } catch (const core::Error& error) {
                outcome.error = error;
            }
            return outcome;
        },
        [this, name](const SaveOutcome& outcome) { onSaved(name, outcome); },
        [this](const core::Error& error) {
            saving_ = false;
            refresh();
            showProblem(QString::fromStdString(error.message()), QString::fromStdString(error.hint()));
        });
}

void CuratePage::onSaved(const QString& name, const SaveOutcome& outcome)
{
    saving_ = false;
    if (!outcome.names.isEmpty()) {
        workspace_.readLists();
        Q_EMIT saved();
        tell((outcome.allThere ? tr("Saved before, with the same rows: %1.") : tr("Saved: %1."))
                 .arg(outcome.names.join(QStringLiteral(", "))));
    }
    refresh();
    if (!outcome.error)
        return;
    const QString kept
        = outcome.names.isEmpty() ? QString() : ' ' + tr("Saved before that: %1.").arg(outcome.names.join(", "));
    const QString hint = QString::fromStdString(outcome.error->hint());
    showProblem(tr("%1 could not be saved: %2.").arg(name, QString::fromStdString(outcome.error->message())) + kept,
        hint.contains(QStringLiteral("--")) ? QString() : hint);
    otherName_->setVisible(true);
}

/// For what is saved this time; the recipe keeps its own.
void CuratePage::askName()
{
    auto* dialog = new NameDialog(theme_,
        { tr("Save under another name"), tr("Name of the curated dataset"),
            tr("Controls get it with -random, -easy and -matched behind it."), tr("Save") },
        flow_->name(), this);
    connect(dialog, &NameDialog::named, this, [this](const QString& name) { save(name); });
    dialog->open();
}

void CuratePage::askRecipeName()
{
    auto* dialog = new NameDialog(theme_,
        { tr("Rename the recipe"), tr("Name"), tr("Datasets that were saved keep theirs."), tr("Rename") }, flow_->name(),
        this);
    connect(dialog, &NameDialog::named, flow_, &RecipeFlow::rename);
    dialog->open();
}

/// The recipe of a saved dataset is worked on again: the one of its name where that is still the same, else a new one.
void CuratePage::openCuration(const QString& name)
{
    const auto& curations = workspace_.curations();
    const auto found = std::find_if(curations.begin(), curations.end(),
        [&](const core::store::CurationRecord& each) { return each.name == name.toStdString(); });
    if (found == curations.end())
        return;
    const auto curation = *found;
    if (curation.clustering && workspace_.clustering() != curation.clustering)
        workspace_.chooseClustering(curation.clustering);
    const auto& recipes = workspace_.recipes();
    const auto same = std::find_if(recipes.begin(), recipes.end(),
        [&](const core::store::RecipeRecord& each) { return each.recipe == curation.recipe; });
    if (same != recipes.end())
        flow_->choose(same->id);
    else if (!workspace_.readOnly())
        flow_->add(curation.recipe, name);
}

void CuratePage::openExport()
{
    flow_->settle();
    const auto* saved = stored();
    std::optional<core::jobs::CurateRequest> unsaved;
    if (saved == nullptr && whyNot().isEmpty())
        unsaved = requestFor(flow_->name());
    auto* dialog = new CurationExportDialog(theme_, workspace_, askFile_, std::move(unsaved),
        saved != nullptr ? QString::fromStdString(saved->name) : QString(), this);
    connect(dialog, &CurationExportDialog::exported, this, &CuratePage::tell);
    dialog->open();
}

void CuratePage::openOverlap()
{
    auto* dialog = new OverlapDialog(theme_, *overlap_, *flow_, askFile_, this);
    connect(dialog, &OverlapDialog::selectRequested, this, [this] {
        workspace_.selection().setSelection(overlap_->rows());
        Q_EMIT selectionRequested();
    });
    dialog->open();
}

void CuratePage::copyCommand()
{
    flow_->settle();
    QStringList commands;
    for (const auto& request : requests(flow_->name()))
        commands.append(curateCommand(workspace_.path().toStdString(), request));
    QGuiApplication::clipboard()->setText(commands.join('\n'));
    tell(commands.size() == 1 ? tr("Command copied.") : tr("%1 commands copied.").arg(countText(commands.size())));
}

} // namespace ui
