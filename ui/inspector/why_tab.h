// SPDX-License-Identifier: GPL-3.0-or-later
// Why an example is where it is: its trajectory over its cluster, its nearest rows, and the facts beside their medians.
#pragma once

#include "ui/inspector/row_story.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QScrollArea>

class QGridLayout;
class QStackedLayout;

namespace ui {

class FlowLayout;
class LinePlot;
class StatePanel;

class WhyTab : public QScrollArea {
    Q_OBJECT

public:
    explicit WhyTab(const Theme& theme, QWidget* parent = nullptr);

    void setStory(const RowStory& story);
    void showNothing();

Q_SIGNALS:
    void rowRequested(std::uint32_t row); ///< one of the nearest
    void proxyRequested();

private:
    const Theme& theme_;
    StatePanel* state_;
    QWidget* content_;
    LinePlot* plot_;
    QWidget* nearest_;
    QWidget* facts_;

    void setUpContent();
    void fillNearest(const RowStory& story);
    void fillFacts(const RowStory& story);
    void addFact(const QString& icon, Role role, const QString& fact, const QString& comparison);
};

} // namespace ui
