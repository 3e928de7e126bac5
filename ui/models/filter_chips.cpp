// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filter_chips.h"

#include "ui/controls/button.h"
#include "ui/controls/text_label.h"
#include "ui/models/facet_words.h"
#include "ui/session/undo_words.h"
#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QHBoxLayout>

namespace ui {

using core::data::TextField;

namespace {

QString translate(const char* text)
{
    return QCoreApplication::translate("ui::FilterChips", text);
}

QString chipKey(const char* kind, int which, const std::string& value = {})
{
    return QStringLiteral("%1/%2/").arg(QLatin1String(kind)).arg(which) + QString::fromStdString(value);
}

QString textChip(const core::data::TextFilter& filter)
{
    const QString form = filter.field == TextField::Prompt ? translate("Prompt: %1")
        : filter.field == TextField::Response              ? translate("Response: %1")
                                                           : translate("Text: %1");
    return form.arg(QString::fromStdString(filter.text));
}

QString nameChip(const core::data::ColumnFilter& filter)
{
    const QString form = filter.key.name == core::data::ColumnName::Source ? translate("Source contains %1")
        : filter.key.name == core::data::ColumnName::Labels                ? translate("Label contains %1")
                                                                           : translate("Note contains %1");
    return form.arg(QString::fromStdString(filter.expression));
}

/// Chips of filters on many values: the first, and how many more.
constexpr std::size_t mostFacetChips = 6;

} // namespace

std::vector<Chip> chipsOf(const ExampleFilter& filter, const Snapshot& snapshot)
{
    static const core::data::Columns nothing;
    const core::data::Columns& columns = snapshot ? *snapshot : nothing;
    std::vector<Chip> chips;
    for (const auto& choice : filter.rows.facets) {
        const QString name = facetName(choice.facet) + QStringLiteral(": ");
        const int which = static_cast<int>(choice.facet);
        if (choice.values.size() > mostFacetChips)
            chips.push_back({ chipKey("facets", which),
                name + translate("%1 values").arg(countText(static_cast<qint64>(choice.values.size()))) });
        else
            for (const std::string& value : choice.values)
                chips.push_back({ chipKey("facet", which, value), name + facetValueName(columns, choice.facet, value) });
    }
    for (const auto& column : filter.rows.columns)
        chips.push_back({ chipKey("name", static_cast<int>(column.key.name)), nameChip(column) });
    for (const auto& [measure, expression] : filter.numbers)
        chips.push_back({ chipKey("number", static_cast<int>(measure)),
            measureName(measure) + QLatin1Char(' ') + QString::fromStdString(expression) });
    for (const auto& text : filter.rows.texts)
        chips.push_back({ chipKey("text", static_cast<int>(text.field)), textChip(text) });
    if (filter.rows.onlyBrushed)
        chips.push_back({ chipKey("selected", 0), translate("Selected only") });
    return chips;
}

ExampleFilter withoutChip(ExampleFilter filter, const QString& key)
{
    const ExampleFilter from = filter;
    for (const auto& choice : from.rows.facets) {
        if (key == chipKey("facets", static_cast<int>(choice.facet)))
            filter.setFacetValues(choice.facet, {});
        for (const std::string& value : choice.values)
            if (key == chipKey("facet", static_cast<int>(choice.facet), value))
                filter.setFacetValue(choice.facet, value, false);
    }
    for (const auto& column : from.rows.columns)
        if (key == chipKey("name", static_cast<int>(column.key.name)))
            filter.setName(column.key.name, {});
    for (const auto& [measure, expression] : from.numbers)
        if (key == chipKey("number", static_cast<int>(measure)))
            filter.setNumber(measure, {});
    for (const auto& text : from.rows.texts)
        if (key == chipKey("text", static_cast<int>(text.field)))
            filter.setWords(text.field, {});
    if (key == chipKey("selected", 0))
        filter.rows.onlyBrushed = false;
    return filter;
}

FilterChips::FilterChips(const Theme& theme, SelectionState& state, QWidget* parent)
    : QWidget(parent)
    , state_(state)
    , count_(new TextLabel({}, TextKind::Label, this))
    , chips_(new ChipRow(theme, this))
    , clear_(new Button(theme, ButtonKind::Link, tr("Clear filters"), this))
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
    layout->addWidget(clear_, 0, Qt::AlignTop);
    clear_->setObjectName("clear filters");
    QSizePolicy room = clear_->sizePolicy();
    room.setRetainSizeWhenHidden(true); // nothing moves when it comes
    clear_->setSizePolicy(room);
    connect(clear_, &Button::clicked, this, [this] { state_.setFilter({}); });
    connect(chips_, &ChipRow::removed, this,
        [this](const QString& key) { state_.setFilter(withoutChip(state_.filter(), key)); });
    connect(&state_, &SelectionState::filterChanged, this, &FilterChips::refreshChips);
    refreshChips();
}

void FilterChips::setView(const ViewResult& view)
{
    snapshot_ = view.snapshot;
    const QString shown = countText(static_cast<qint64>(view.order->rows.size()));
    const QString all = rowsText(static_cast<qint64>(snapshot_->rows()));
    const QString text = view.order->rows.size() == snapshot_->rows() ? all : tr("%1 of %2").arg(shown, all);
    count_->setText(view.searching ? tr("%1, searching…").arg(text) : text);
    refreshChips();
}

void FilterChips::refreshChips()
{
    chips_->setChips(chipsOf(state_.filter(), snapshot_));
    clear_->setVisible(!state_.filter().empty());
}

} // namespace ui
