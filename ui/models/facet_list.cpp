// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/facet_list.h"

#include "ui/controls/section_heading.h"
#include "ui/controls/text_label.h"
#include "ui/models/facet_words.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

QString objectNameOf(Facet facet)
{
    static const char* const names[] = { "source", "cluster", "flags", "split", "label" };
    return QString("facet ") + names[static_cast<int>(facet)];
}

} // namespace

std::vector<BarRow> facetRows(const core::data::Columns& columns, Facet facet, const std::vector<FacetCount>& counts)
{
    std::vector<BarRow> rows;
    for (const FacetCount& value : counts)
        rows.push_back({ value.key, facetValueName(columns, facet, value.key), static_cast<double>(value.count),
            countText(static_cast<qint64>(value.count)) });
    if (facet == Facet::Source || facet == Facet::Label)
        std::ranges::sort(rows, [](const BarRow& left, const BarRow& right) {
            return left.value != right.value ? left.value > right.value
                                             : QString::localeAwareCompare(left.name, right.name) < 0;
        });
    return rows;
}

FacetList::FacetList(const Theme& theme, SelectionState& state, const std::vector<Facet>& facets, QWidget* parent)
    : QWidget(parent)
    , state_(state)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    for (const Facet facet : facets)
        addSection(theme, facet);
    layout->addStretch(1);
    connect(&state_, &SelectionState::filterChanged, this, &FacetList::followFilter);
}

void FacetList::addSection(const Theme& theme, Facet facet)
{
    auto* whole = new QWidget(this);
    auto* heading = new SectionHeading(theme, facetName(facet), whole);
    Section section{ whole, new BarList(theme, BarList::Density::Usual, whole), heading->addLink(tr("Clear")),
        new TextLabel(facet == Facet::Label ? tr("No labels yet. Press L on a row to add one.") : QString(), TextKind::Small,
            whole) };
    section.bars->setObjectName(objectNameOf(facet));
    section.bars->setAccessibleName(facetName(facet));
    section.clear->setObjectName(objectNameOf(facet) + " clear");
    section.clear->setAccessibleName(tr("Clear the filter %1").arg(facetName(facet)));
    section.clear->hide();
    section.empty->setWordWrap(true);
    section.empty->setVisible(facet == Facet::Label);
    auto* layout = new QVBoxLayout(whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(heading);
    layout->addWidget(section.bars);
    layout->addWidget(section.empty);
    this->layout()->addWidget(whole);
    connect(section.bars, &BarList::selectionEdited, this,
        [this, facet](const QStringList& keys) { onSelectionEdited(facet, keys); });
    connect(section.clear, &QPushButton::clicked, this, [this, facet] { onSelectionEdited(facet, {}); });
    sections_.emplace(facet, section);
}

void FacetList::setView(const ViewResult& view)
{
    for (const auto& [facet, section] : sections_) {
        const auto counts = view.facets.find(facet);
        const bool any = counts != view.facets.end() && !counts->second.empty();
        section.bars->setRows(any ? facetRows(*view.snapshot, facet, counts->second) : std::vector<BarRow>());
        section.bars->setVisible(any);
        section.empty->setVisible(!any && facet == Facet::Label);
        section.whole->setVisible(any || facet == Facet::Label);
    }
    followFilter();
}

void FacetList::onSelectionEdited(Facet facet, const QStringList& keys)
{
    ExampleFilter filter = state_.filter();
    for (const QString& key : filter.facetValues(facet))
        filter.setFacetValue(facet, key, false);
    for (const QString& key : keys)
        filter.setFacetValue(facet, key, true);
    state_.setFilter(filter);
}

void FacetList::followFilter()
{
    for (const auto& [facet, section] : sections_) {
        const QStringList keys = state_.filter().facetValues(facet);
        if (section.bars->selectedKeys() != keys)
            section.bars->setSelectedKeys(keys);
        section.clear->setVisible(!keys.isEmpty());
    }
}

} // namespace ui
