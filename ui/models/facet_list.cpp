// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/facet_list.h"

#include "ui/controls/section_heading.h"
#include "ui/controls/text_label.h"
#include "ui/models/facet_words.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

using core::data::FacetName;

namespace {

QString objectNameOf(FacetName facet)
{
    static const char* const names[] = { "source", "length", "cluster", "flags", "label" };
    return QString("facet ") + names[static_cast<int>(facet)];
}

QStringList keysOf(const std::vector<std::string>& values)
{
    QStringList keys;
    for (const std::string& value : values)
        keys.append(QString::fromStdString(value));
    return keys;
}

} // namespace

std::vector<BarRow> facetBars(const core::data::Columns& columns, const core::data::Facet& facet)
{
    std::vector<BarRow> bars;
    for (const core::data::FacetValue& value : facet.values)
        bars.push_back({ QString::fromStdString(value.value), facetValueName(columns, facet.name, value.value),
            static_cast<double>(value.rows), countText(static_cast<qint64>(value.rows)) });
    if (facet.name == FacetName::Source || facet.name == FacetName::Labels)
        std::ranges::sort(bars, [](const BarRow& left, const BarRow& right) {
            return left.value != right.value ? left.value > right.value
                                             : QString::localeAwareCompare(left.name, right.name) < 0;
        });
    return bars;
}

FacetList::FacetList(const Theme& theme, SelectionState& state, const std::vector<FacetName>& facets, QWidget* parent)
    : QWidget(parent)
    , state_(state)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    for (const FacetName facet : facets)
        addSection(theme, facet);
    layout->addStretch(1);
    connect(&state_, &SelectionState::filterChanged, this, &FacetList::followFilter);
}

void FacetList::addSection(const Theme& theme, FacetName facet)
{
    auto* whole = new QWidget(this);
    auto* heading = new SectionHeading(theme, facetName(facet), whole);
    Section section{ whole, new BarList(theme, BarList::Density::Usual, whole), heading->addLink(tr("Clear")),
        new TextLabel(facet == FacetName::Labels ? tr("No labels yet. Press L on a row to add one.") : QString(),
            TextKind::Small, whole) };
    section.bars->setObjectName(objectNameOf(facet));
    section.bars->setAccessibleName(facetName(facet));
    section.clear->setObjectName(objectNameOf(facet) + " clear");
    section.clear->setAccessibleName(tr("Clear the filter %1").arg(facetName(facet)));
    section.clear->hide();
    section.empty->setWordWrap(true);
    section.empty->setVisible(facet == FacetName::Labels);
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
    for (const core::data::Facet& facet : view.facets) {
        const auto found = sections_.find(facet.name);
        if (found == sections_.end())
            continue;
        const Section& section = found->second;
        const bool labels = facet.name == FacetName::Labels;
        const bool any = !facet.values.empty();
        section.bars->setRows(facetBars(*view.snapshot, facet));
        section.bars->setVisible(any);
        section.empty->setVisible(!any && labels);
        section.whole->setVisible(any || labels);
    }
    followFilter();
}

void FacetList::onSelectionEdited(FacetName facet, const QStringList& keys)
{
    std::vector<std::string> values;
    for (const QString& key : keys)
        values.push_back(key.toStdString());
    std::ranges::sort(values);
    ExampleFilter filter = state_.filter();
    filter.setFacetValues(facet, values);
    state_.setFilter(filter);
}

void FacetList::followFilter()
{
    for (const auto& [facet, section] : sections_) {
        const QStringList keys = keysOf(state_.filter().facetValues(facet));
        QStringList shown = section.bars->selectedKeys();
        shown.sort();
        if (shown != keys)
            section.bars->setSelectedKeys(keys);
        section.clear->setVisible(!keys.isEmpty());
    }
}

} // namespace ui
