// SPDX-License-Identifier: GPL-3.0-or-later
// The column of controls at the left of the page: how clusters are made, and below it how good they are and what changed.
#pragma once

#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QScrollArea>

class QVBoxLayout;

namespace ui {

class Button;
class ClusterControls;
class ClusterFlow;
class ComparisonPanel;
class QualityPanel;
class TextLabel;

class ClusterColumn : public QScrollArea {
    Q_OBJECT

public:
    ClusterColumn(const Theme& theme, Workspace& workspace, ClusterFlow& flow, QWidget* parent = nullptr);

    ClusterControls& controls() const { return *controls_; }

Q_SIGNALS:
    void nameRequested();
    void commandRequested();
    void failed(const QString& sentence, const QString& wayOut);

private:
    void addLinks(QVBoxLayout& column, const Theme& theme);
    void connectFlow();
    void refresh();
    void refreshMarks();

    Workspace& workspace_;
    ClusterFlow& flow_;
    ClusterControls* controls_;
    TextLabel* kept_ = nullptr;
    Button* name_ = nullptr;
    Button* copy_ = nullptr;
    QWidget* results_;
    QualityPanel* quality_;
    ComparisonPanel* comparison_;
};

} // namespace ui
