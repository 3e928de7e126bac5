// SPDX-License-Identifier: GPL-3.0-or-later
// How much is hard and how far the clusters can be trusted: shares with intervals, silhouette, stability, sources, windows.
#pragma once

#include "ui/controls/bar_list.h"
#include "ui/session/cluster_work.h"
#include "ui/session/selection_state.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

namespace ui {

class BigFigure;
class Button;
class SectionHeading;
class TextLabel;

class QualityPanel : public QWidget {
    Q_OBJECT

public:
    QualityPanel(const Theme& theme, SelectionState& state, QWidget* parent = nullptr);

    /// `working`: the slower figures are on their way.
    void setClusters(const Clusters& clusters, bool working);
    /// Pins and exclusions: what the hard set is in the end.
    void setMarks(const core::data::Columns& columns);

Q_SIGNALS:
    /// A growing window was chosen: from the clustering's first point to this one (from 0).
    void windowChosen(std::size_t lastPoint);

private:
    void addFigures();
    void addLists(const Theme& theme);
    void showShares(const core::jobs::ClusterReport& report);
    void showTrust(const Clusters& clusters, bool working);
    void showGroups();
    void showWindows(const core::jobs::ClusterReport& report);
    void followFilter();
    core::data::FacetName facet() const;

    SelectionState& state_;
    TextLabel* preview_;
    BigFigure* share_;
    BigFigure* tokens_;
    BigFigure* silhouette_;
    BigFigure* stability_;
    TextLabel* scored_;
    TextLabel* hardSet_;
    SectionHeading* groupsHead_ = nullptr;
    Button* otherGroups_ = nullptr; ///< by length instead, and back
    BarList* groups_ = nullptr;
    bool byLength_ = false;
    std::vector<BarRow> sourceRows_;
    std::vector<BarRow> lengthRows_;
    SectionHeading* windowsHead_ = nullptr;
    TextLabel* windowsNote_ = nullptr;
    BarList* windows_ = nullptr;
};

} // namespace ui
