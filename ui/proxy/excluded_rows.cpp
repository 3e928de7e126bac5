// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/excluded_rows.h"

#include "core/store/subset.h"
#include "ui/controls/button.h"
#include "ui/controls/text_label.h"
#include "ui/session/undo_words.h"

#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

/// Held-out rows are not trained on anyway.
qint64 excludedRows(const core::data::Columns& columns)
{
    qint64 rows = 0;
    for (std::size_t row = 0; row < columns.rows(); ++row)
        rows += columns.heldOut[row] == 0 && columns.hasMark(row, core::data::RowMark::Excluded);
    return rows;
}

core::DatasetId storeWithoutExcluded(core::store::ProjectSession& session, core::DatasetId dataset)
{
    const auto parent = session.dataset(dataset);
    const auto columns = session.columns(dataset);
    const core::data::Selection all(columns->rows(), true);
    const auto plan = core::store::planSubset(
        *columns, parent, all, { session.freeDatasetName(parent.name + "-included"), 0, 0, false, true, "all rows" });
    return session.insertDataset(plan.record, plan.rows);
}

} // namespace

ExcludedRows::ExcludedRows(const Theme& theme, Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , workspace_(workspace)
    , words_(new TextLabel({}, TextKind::Small, this))
    , leaveOut_(new Button(theme, ButtonKind::Link, tr("Leave them out"), this))
{
    setObjectName("excluded rows");
    words_->setObjectName("excluded words");
    words_->setWordWrap(true);
    leaveOut_->setObjectName("leave out excluded");
    leaveOut_->setToolTip(tr("Makes a dataset without them and chooses it."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    layout->addWidget(words_);
    layout->addWidget(leaveOut_, 0, Qt::AlignLeft);
    hide();
    connect(leaveOut_, &Button::clicked, this, &ExcludedRows::makeSubset);
    connect(&workspace_, &Workspace::commandDone, this, &ExcludedRows::count);
}

void ExcludedRows::setDataset(std::optional<core::DatasetId> dataset)
{
    if (dataset == dataset_)
        return;
    dataset_ = dataset;
    count();
}

void ExcludedRows::count()
{
    const quint64 generation = ++generation_;
    if (!dataset_) {
        hide();
        return;
    }
    workspace_.background().run(
        this, [session = workspace_.session(), dataset = *dataset_] { return excludedRows(*session->columns(dataset)); },
        [this, generation](qint64 rows) {
            if (generation == generation_)
                showCount(rows);
        });
}

void ExcludedRows::showCount(qint64 rows)
{
    words_->setText(tr("%1 that you excluded will be trained on: a run uses its whole dataset.").arg(rowsText(rows)));
    leaveOut_->setEnabled(!workspace_.readOnly());
    setVisible(rows > 0);
}

void ExcludedRows::makeSubset()
{
    leaveOut_->setEnabled(false);
    workspace_.background().run(
        this, [session = workspace_.session(), dataset = *dataset_] { return storeWithoutExcluded(*session, dataset); },
        [this](core::DatasetId made) { Q_EMIT datasetMade(made); },
        [this](const core::Error& error) {
            leaveOut_->setEnabled(true);
            words_->setText(QString::fromStdString(error.message()));
        });
}

} // namespace ui
