// SPDX-License-Identifier: GPL-3.0-or-later
// The table of examples: rows of 26 pixels, heads with a filter row, its own selection (a bitset, shared by the pages),
// keys.
#pragma once

#include <QtWidgets/QTableView>

#include "ui/models/column_layout.h"
#include "ui/models/example_table_model.h"
#include "ui/models/row_selection.h"
#include "ui/theme/theme.h"

#include <map>
#include <vector>

namespace ui {

class CellDelegate;
class FilterHeader;
class SparklineDelegate;

enum class Pin { None, Easy, Hard };

class ExampleTableView : public QTableView {
    Q_OBJECT

public:
    static constexpr int rowHeight = 26;

    ExampleTableView(const Theme& theme, ExampleTableModel& model, SelectionState& state, QWidget* parent = nullptr);

    /// Columns that are shown where there is room, in their fixed order.
    void setShownColumns(const std::vector<ExampleColumn>& columns);
    const std::vector<ExampleColumn>& shownColumns() const { return shown_; }
    std::vector<ExampleColumn> visibleColumns() const; ///< those for which there is room

    /// Shown columns and widths set by hand, for the next start; what is not understood is left as it is.
    QByteArray saveLayout() const;
    bool restoreLayout(const QByteArray& layout);

    /// Shows another answer; the current example stays in sight where it was, and current where it is shown at all. After a
    /// click on a head the first rows are shown, unless the person goes through the rows with the keyboard.
    void setView(const ViewResult& view);
    /// The loss at the upper edge of all sparklines; 0: the answer's own.
    void setLossTop(double top);

    FilterHeader& head() const { return *head_; }
    SortKey sort() const { return sort_; }
    void setSort(const SortKey& sort); ///< without telling

    /// Rows that an action is about now, in the order in which they are shown (hidden ones behind).
    std::vector<std::uint32_t> targetRows() const;

public Q_SLOTS:
    void selectAll() override; ///< all rows that are shown

Q_SIGNALS:
    void inspectRequested(std::uint32_t row);
    void pinRequested(const core::data::Selection& rows, ui::Pin pin);
    void excludeRequested(const core::data::Selection& rows, bool excluded);
    void labelRequested(const core::data::Selection& rows);
    void copyRequested();
    void sortEdited();
    void shownColumnsEdited();

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void keyboardSearch(const QString&) override { } // typed letters are actions, and a million rows are not searched
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& theme_;
    ExampleTableModel& model_;
    SelectionState& state_;
    RowSelection rows_;
    FilterHeader* head_;
    std::vector<CellDelegate*> texts_; ///< that mark search hits
    SparklineDelegate* sparklines_ = nullptr;
    std::vector<ExampleColumn> shown_;
    std::map<ExampleColumn, int> chosenWidths_;
    SortKey sort_;
    double lossTop_ = 0;
    double answerTop_ = 0;
    bool layingOut_ = false;
    bool byKeys_ = false; ///< the current row was gone to with the keyboard
    bool toTop_ = false; ///< the next answer is shown from its first row
    bool following_ = false; ///< the current cell follows the state: nothing is told back

    void setUpHead();
    void setUpRows();
    void setUpDelegates();
    void followState();
    void layOut();
    void onSectionResized(int section, int width);
    void onSectionClicked(int section);
    void onHeadMenu(QPoint place);
    void markSort();
    void markWords(const ExampleFilter& filter);
    void showCurrent();
    bool takeUpCurrent(); ///< the cell in focus becomes the current example; false: there is none
    bool actOnKey(const QKeyEvent& event);
    void togglePin();
    void requestPin(Pin pin);
};

} // namespace ui
