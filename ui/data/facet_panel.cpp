// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/facet_panel.h"

#include "ui/controls/button.h"
#include "ui/controls/panes.h"
#include "ui/controls/section_heading.h"
#include "ui/controls/text_label.h"
#include "ui/controls/whole_names.h"
#include "ui/models/facet_list.h"
#include "ui/session/read_only_words.h"
#include "ui/session/undo_words.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>

namespace ui {

using Name = core::data::FacetName;

FacetPanel::FacetPanel(const Theme& theme, Workspace& workspace, QWidget* parent)
    : QScrollArea(parent)
    , workspace_(workspace)
{
    setObjectName("facet panel");
    setFocusPolicy(Qt::NoFocus); // its controls take it
    markPane(*this, Pane::Controls);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFixedWidth(panelWidth);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(12);
    layout->addWidget(makeDatasetPart(theme));
    facets_ = new FacetList(
        theme, workspace_.selection(), { Name::Source, Name::Flags, Name::Length, Name::Cluster, Name::Labels }, content);
    layout->addWidget(facets_, 1);
    setWidget(content);
    connect(&workspace_, &Workspace::listsChanged, this, &FacetPanel::refresh);
    connect(&workspace_, &Workspace::choiceChanged, this, &FacetPanel::refresh);
    refresh();
}

QWidget* FacetPanel::makeDatasetPart(const Theme& theme)
{
    auto* part = new QWidget;
    auto* heading = new SectionHeading(theme, tr("Dataset"), part);
    subset_ = heading->addLink(tr("New subset…"));
    subset_->setObjectName("new subset");
    dataset_ = new QComboBox(part);
    dataset_->setObjectName("dataset");
    dataset_->setAccessibleName(tr("Dataset"));
    dataset_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    dataset_->setMinimumContentsLength(12);
    datasetFacts_ = new TextLabel({}, TextKind::Small, part);
    datasetFacts_->setWordWrap(true);
    mapping_ = new Button(theme, ButtonKind::Link, tr("Mapping…"), part);
    mapping_->setObjectName("edit mapping");
    mapping_->setToolTip(tr("Which field of a row is its prompt, response and source"));
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(heading);
    layout->addWidget(dataset_);
    auto* facts = new QHBoxLayout;
    facts->addWidget(datasetFacts_, 1);
    facts->addWidget(mapping_, 0, Qt::AlignTop);
    layout->addLayout(facts);
    connect(dataset_, qOverload<int>(&QComboBox::activated), this,
        [this] { workspace_.chooseDataset({ dataset_->currentData().toLongLong() }); });
    connect(subset_, &Button::clicked, this, &FacetPanel::subsetRequested);
    connect(mapping_, &Button::clicked, this, &FacetPanel::onMapping);
    return part;
}

void FacetPanel::refresh()
{
    const QSignalBlocker quiet(dataset_);
    dataset_->clear();
    for (const auto& dataset : workspace_.datasets())
        dataset_->addItem(QString::fromStdString(dataset.name), qint64{ dataset.id.value });
    if (const auto chosen = workspace_.dataset())
        dataset_->setCurrentIndex(dataset_->findData(qint64{ chosen->value }));
    dataset_->setEnabled(dataset_->count() > 1);
    showWholeNames(*dataset_);
    const auto* record = workspace_.datasetRecord();
    datasetFacts_->setText(
        record == nullptr ? QString() : tr("%1, %2 held out").arg(rowsText(record->rows), countText(record->heldOut)));
    subset_->setEnabled(record != nullptr && !workspace_.readOnly());
    subset_->setToolTip(readOnlyWords(workspace_));
    mapping_->setVisible(!workspace_.sources().empty());
}

void FacetPanel::onMapping()
{
    const auto& sources = workspace_.sources();
    if (sources.size() == 1) {
        Q_EMIT mappingRequested(sources.front().id);
        return;
    }
    auto* menu = new QMenu(this);
    menu->setObjectName("mapping menu");
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto& source : sources)
        menu->addAction(QString::fromStdString(source.name), this, [this, id = source.id] { Q_EMIT mappingRequested(id); });
    menu->popup(mapping_->mapToGlobal(QPoint(0, mapping_->height())));
}

void FacetPanel::setView(const ViewResult& view)
{
    facets_->setView(view);
}

} // namespace ui
