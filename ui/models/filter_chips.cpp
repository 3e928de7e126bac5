// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filter_chips.h"

#include "ui/controls/text_label.h"
#include "ui/models/facet_words.h"
#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QHBoxLayout>

namespace ui {

namespace {

QString translate(const char* text)
{
    return QCoreApplication::translate("ui::FilterChips", text);
}

QString facetChipKey(Facet facet, const QString& value)
{
    return QStringLiteral("facet/%1/").arg(static_cast<int>(facet)) + value;
}

QString containedChipKey(Facet facet)
{
    return QStringLiteral("contains/%1").arg(static_cast<int>(facet));
}

QString numberChipKey(Measure measure)
{
    return QStringLiteral("number/%1").arg(static_cast<int>(measure));
}

QString textChipKey(TextField field)
{
    return QStringLiteral("text/%1").arg(static_cast<int>(field));
}

QString textChip(const TextFilter& filter)
{
    const QString form = filter.field == TextField::Prompt ? translate("Prompt: %1")
        : filter.field == TextField::Response              ? translate("Response: %1")
                                                           : translate("Text: %1");
    return form.arg(filter.words);
}

} // namespace

std::vector<Chip> chipsOf(const ExampleFilter& filter, const Snapshot& snapshot)
{
    static const core::data::Columns nothing;
    std::vector<Chip> chips;
    for (const auto& [facet, values] : filter.facets)
        for (const QString& value : values)
            chips.push_back({ facetChipKey(facet, value),
                facetName(facet) + QStringLiteral(": ") + facetValueName(snapshot ? *snapshot : nothing, facet, value) });
    for (const auto& [facet, part] : filter.contained)
        chips.push_back({ containedChipKey(facet), translate("%1 contains %2").arg(facetName(facet), part) });
    for (const NumberFilter& number : filter.numbers)
        chips.push_back({ numberChipKey(number.measure), measureName(number.measure) + QLatin1Char(' ') + number.text });
    for (const TextFilter& text : filter.texts)
        chips.push_back({ textChipKey(text.field), textChip(text) });
    if (filter.selectedOnly)
        chips.push_back({ QStringLiteral("selected"), translate("Selected only") });
    return chips;
}

ExampleFilter withoutChip(ExampleFilter filter, const QString& key)
{
    const ExampleFilter from = filter;
    for (const auto& [facet, values] : from.facets)
        for (const QString& value : values)
            if (key == facetChipKey(facet, value))
                filter.setFacetValue(facet, value, false);
    for (const auto& [facet, part] : from.contained)
        if (key == containedChipKey(facet))
            filter.setContained(facet, {});
    for (const NumberFilter& number : from.numbers)
        if (key == numberChipKey(number.measure))
            filter.clearNumber(number.measure);
    for (const TextFilter& text : from.texts)
        if (key == textChipKey(text.field))
            filter.setWords(text.field, {});
    if (key == QLatin1String("selected"))
        filter.selectedOnly = false;
    return filter;
}

FilterChips::FilterChips(const Theme& theme, SelectionState& state, QWidget* parent)
    : QWidget(parent)
    , state_(state)
    , count_(new TextLabel({}, TextKind::Label, this))
    , chips_(new ChipRow(theme, this))
{
    setObjectName("filter chips");
    count_->setObjectName("row count");
    QFont bold = count_->font();
    bold.setWeight(QFont::DemiBold);
    count_->setFont(bold);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(count_);
    layout->addWidget(chips_, 1);
    connect(chips_, &ChipRow::removed, this, [this](const QString& key) { state_.setFilter(withoutChip(state_.filter(), key)); });
    connect(&state_, &SelectionState::filterChanged, this, &FilterChips::refreshChips);
    refreshChips();
}

void FilterChips::setView(const ViewResult& view)
{
    snapshot_ = view.snapshot;
    const QString shown = countText(static_cast<qint64>(view.order->rows.size()));
    const QString all = countText(static_cast<qint64>(snapshot_->rows()));
    const QString text = view.order->rows.size() == snapshot_->rows() ? tr("%1 rows").arg(all)
                                                                      : tr("%1 of %2 rows").arg(shown, all);
    count_->setText(view.searching ? tr("%1, searching…").arg(text) : text);
    refreshChips();
}

void FilterChips::refreshChips()
{
    chips_->setChips(chipsOf(state_.filter(), snapshot_));
}

} // namespace ui
