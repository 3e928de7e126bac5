// SPDX-License-Identifier: GPL-3.0-or-later
// The facets of a dataset: for each value its rows that the other filters let through, as bar and count. Choosing values
// filters; several values of one facet mean any of them.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/controls/bar_list.h"
#include "ui/models/example_view.h"
#include "ui/session/selection_state.h"

#include <map>

namespace ui {

class Button;
class TextLabel;

/// The rows of a facet's list: sources and labels by count, then by name; flags, clusters and lengths in their own order.
std::vector<BarRow> facetBars(const core::data::Columns& columns, const core::data::Facet& facet);

class FacetList : public QWidget {
    Q_OBJECT

public:
    FacetList(const Theme& theme, SelectionState& state, const std::vector<core::data::FacetName>& facets,
        QWidget* parent = nullptr);

    void setView(const ViewResult& view);

private:
    struct Section {
        QWidget* whole;
        BarList* bars;
        Button* clear;
        TextLabel* empty; ///< stands in for the bars
    };

    SelectionState& state_;
    std::map<core::data::FacetName, Section> sections_;

    void addSection(const Theme& theme, core::data::FacetName facet);
    void onSelectionEdited(core::data::FacetName facet, const QStringList& keys);
    void followFilter();
};

} // namespace ui
