// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/column_layout.h"

#include <algorithm>

namespace ui {

namespace {

/// In the order in which they give way.
const std::vector<std::vector<ExampleColumn>>& givingWay()
{
    static const std::vector<std::vector<ExampleColumn>> order{ { ExampleColumn::LearnedAt },
        { ExampleColumn::PromptLength, ExampleColumn::ResponseLength }, { ExampleColumn::Source } };
    return order;
}

bool contains(const std::vector<ExampleColumn>& columns, ExampleColumn column)
{
    return std::ranges::find(columns, column) != columns.end();
}

int widthOf(ExampleColumn column, const std::map<ExampleColumn, int>& chosen)
{
    const auto found = chosen.find(column);
    return found == chosen.end() ? usualWidth(column) : found->second;
}

/// The column that takes what is left over.
std::optional<ExampleColumn> textColumn(const std::vector<ExampleColumn>& columns)
{
    for (const ExampleColumn column : { ExampleColumn::Prompt, ExampleColumn::Response })
        if (contains(columns, column))
            return column;
    return {};
}

} // namespace

int usualWidth(ExampleColumn column)
{
    switch (column) {
    case ExampleColumn::Row:
        return 64;
    case ExampleColumn::Cluster:
        return 98;
    case ExampleColumn::Source:
        return 106;
    case ExampleColumn::Prompt:
        return leastTextWidth;
    case ExampleColumn::Response:
        return 150;
    case ExampleColumn::PromptLength:
    case ExampleColumn::ResponseLength:
        return 88;
    case ExampleColumn::Trajectory:
        return 84;
    case ExampleColumn::LastLoss:
        return 96;
    case ExampleColumn::LearnedAt:
        return 124;
    case ExampleColumn::Labels:
    case ExampleColumn::Flags:
        break;
    }
    return 110;
}

ColumnLayout layOutColumns(const std::vector<ExampleColumn>& wanted, const std::map<ExampleColumn, int>& chosen, int width,
    const std::vector<ExampleColumn>& kept)
{
    std::vector<ExampleColumn> shown = wanted;
    const std::optional<ExampleColumn> text = textColumn(wanted);
    const auto rest = [&] {
        int used = 0;
        for (const ExampleColumn column : shown)
            used += column == text ? 0 : widthOf(column, chosen);
        return width - used;
    };
    for (const auto& group : givingWay())
        if (rest() < (text ? leastTextWidth : 0))
            std::erase_if(shown, [&](ExampleColumn column) { return contains(group, column) && !contains(kept, column); });
    ColumnLayout layout{ std::vector<int>(exampleColumns, 0), 0 };
    for (const ExampleColumn column : shown) {
        const int columnWidth = column == text ? std::max(leastTextWidth, rest()) : widthOf(column, chosen);
        layout.widths[static_cast<std::size_t>(column)] = columnWidth;
        layout.total += columnWidth;
    }
    return layout;
}

} // namespace ui
