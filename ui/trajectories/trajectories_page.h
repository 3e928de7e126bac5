// SPDX-License-Identifier: GPL-3.0-or-later
// The Trajectories page: which examples are learned late, and which rows are the hard set.
#pragma once

#include "ui/controls/file_dialogs.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

class QStackedWidget;

namespace ui {

class ClusterColumn;
class ClusterFlow;
class ExampleTable;
class MessageLine;
class PlotsPanel;
class SelectionBar;
class StatePanel;
class TrajectoriesHead;
struct VisibleOrder;

class TrajectoriesPage : public QWidget {
    Q_OBJECT

public:
    TrajectoriesPage(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);
    ~TrajectoriesPage() override;

    void setAskFile(AskFile askFile) { askFile_ = std::move(askFile); }
    void selectAllShown();
    QByteArray saveLayout() const; ///< the table's columns
    void restoreLayout(const QByteArray& layout);

Q_SIGNALS:
    void proxyRequested();
    void recipeRequested(); ///< for the hard rows
    void inspectRequested(std::uint32_t row);
    /// What the table shows, for going from row to row elsewhere.
    void orderChanged(std::shared_ptr<const ui::VisibleOrder> order);
    void statusText(const QString& text);
    void logged(const QString& line);

protected:
    /// Esc that nothing inside wants: clears brush and selection.
    void keyPressEvent(QKeyEvent* event) override;
    /// Combo boxes take Esc for a letter to search for.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeBody();
    void connectHead();
    void connectFlow();
    void connectTable();
    void connectMessages();
    void annotate(core::store::AnnotationKind kind, const core::data::Selection& rows, const QString& text = {});
    void labelRows(const core::data::Selection& rows);
    void onColumns();
    void onClusters();
    void showState();
    void showStale();
    void showStatus();
    void showProblem(const QString& sentence, const QString& wayOut);
    void openExport(int what);
    void askSelectionName();
    void saveSelection(const QString& name);
    void askClusteringName();
    void copyCommand();

    const Theme& theme_;
    Workspace& workspace_;
    AskFile askFile_;
    ClusterFlow* flow_;
    TrajectoriesHead* head_;
    QStackedWidget* stack_;
    StatePanel* state_;
    ClusterColumn* column_ = nullptr;
    MessageLine* problem_ = nullptr;
    MessageLine* stale_ = nullptr;
    PlotsPanel* plots_ = nullptr;
    SelectionBar* bar_ = nullptr;
    ExampleTable* table_ = nullptr;
    qint64 shown_ = 0;
};

} // namespace ui
