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

/// The rows of a facet's list: flags, splits and clusters in their fixed order, sources and labels by their count in
/// `listed`, then by name. Without a count a value stays listed, so that it can be taken out of the filter.
std::vector<BarRow> facetRows(const core::data::Columns& columns, Facet facet, const std::vector<FacetCount>& counts);

class FacetList : public QWidget {
    Q_OBJECT

public:
    FacetList(const Theme& theme, SelectionState& state, const std::vector<Facet>& facets, QWidget* parent = nullptr);

    void setView(const ViewResult& view);

private:
    struct Section {
        QWidget* whole;
        BarList* bars;
        Button* clear;
        TextLabel* empty; ///< stands in for the bars
    };

    SelectionState& state_;
    std::map<Facet, Section> sections_;

    void addSection(const Theme& theme, Facet facet);
    void onSelectionEdited(Facet facet, const QStringList& keys);
    void followFilter();
};

} // namespace ui
