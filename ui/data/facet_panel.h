// SPDX-License-Identifier: GPL-3.0-or-later
// Left of the data page: which dataset is looked at, and its facets.
#pragma once

#include "ui/models/example_view.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QScrollArea>

class QComboBox;

namespace ui {

class Button;
class FacetList;
class TextLabel;

class FacetPanel : public QScrollArea {
    Q_OBJECT

public:
    static constexpr int panelWidth = 226;

    FacetPanel(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);

    void setView(const ViewResult& view);

Q_SIGNALS:
    void subsetRequested();
    void mappingRequested(core::SourceId source);

private:
    Workspace& workspace_;
    QComboBox* dataset_;
    TextLabel* datasetFacts_;
    Button* subset_;
    Button* mapping_;
    FacetList* facets_;

    QWidget* makeDatasetPart(const Theme& theme);
    void refresh();
    void onMapping();
};

} // namespace ui
