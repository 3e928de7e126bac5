// SPDX-License-Identifier: GPL-3.0-or-later
// Right of the data page: how long the examples are, what can be done with them, and their table.
#pragma once

#include "ui/models/example_view.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QFrame>

namespace ui {

class ActionBar;
class Button;
class ExampleTable;
class ExampleTableView;
class LengthPlot;
class MessageLine;

class ExamplePanel : public QFrame {
    Q_OBJECT

public:
    static constexpr int plotHeight = 196;

    ExamplePanel(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);

    void focusSearch();
    void selectAllShown();
    void copyTableCommand();
    void copyLastCommand();
    void showMessage(const QString& sentence, const QString& wayOut);
    /// The table's columns, for the next start.
    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& layout);
    /// Rows that the table shows; null before the first answer.
    const std::shared_ptr<const VisibleOrder>& order() const { return order_; }

Q_SIGNALS:
    void viewed(const ui::ViewResult& view);
    void inspectRequested(std::uint32_t row);
    void countTokensRequested();
    void copied(int rows);
    void told(const QString& sentence); ///< for the status line

protected:
    void showEvent(QShowEvent* event) override;

private:
    const Theme& theme_;
    Workspace& workspace_;
    std::shared_ptr<const VisibleOrder> order_;
    bool columnsByHand_ = false;
    bool selectingRange_ = false;
    bool lengthsStale_ = false; ///< they changed while the panel was not visible

    LengthPlot* plot_;
    Button* countTokens_;
    MessageLine* message_;
    ActionBar* actions_;
    ExampleTable* table_;

    ExampleTableView& view() const;
    void setUp();
    void connectTable();
    void connectPlot();
    void followColumns();
    void onView(const ViewResult& result);
    void showLengths();
    void followFilter();
    void onRange(std::optional<std::pair<double, double>> range);
    void chooseColumns(QPoint place);
    void showUsualColumns();
    QString shownName() const;
};

} // namespace ui
