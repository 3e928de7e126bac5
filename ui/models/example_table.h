// SPDX-License-Identifier: GPL-3.0-or-later
// The table of examples with all that belongs to it: chips, filter row, search, sorting away from the GUI thread. A page
// gives it snapshots and listens; the filter, the selection and the current example are the shared state's.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/models/example_table_view.h"
#include "ui/models/filter_chips.h"
#include "ui/models/row_copier.h"
#include "ui/models/view_query.h"

namespace ui {

class ExampleTable : public QWidget {
    Q_OBJECT

public:
    ExampleTable(
        const Theme& theme, SelectionState& state, TextSource texts, SearchSource search, QWidget* parent = nullptr);

    /// Asks anew what is shown of it. Null: no dataset.
    void setSnapshot(const Snapshot& snapshot);
    /// Other clusters or losses of the same rows while a control is dragged: the order of the rows stays.
    void preview(const Snapshot& snapshot);
    /// The mapping changed.
    void forgetTexts();

    ExampleTableView& view() const { return *view_; }
    ExampleTableModel& model() const { return *model_; }
    void setSort(const SortKey& sort);

Q_SIGNALS:
    /// What is shown now; for facets and status lines.
    void answered(const ui::ViewResult& result);
    void copied(int rows);
    /// A sentence: texts could not be read, a search or a copy failed.
    void failed(const QString& sentence);

protected:
    void showEvent(QShowEvent* event) override;

private:
    SelectionState& state_;
    ExampleTableModel* model_;
    ExampleTableView* view_;
    FilterChips* chips_;
    ViewQuery* query_;
    RowCopier* copier_;
    Snapshot snapshot_;
    bool stale_ = false; ///< something changed while the table was not visible
    bool typing_ = false; ///< the filter changes by a field of the head, which keeps its text

    void addFields();
    void ask();
    void onFilterEdited(int section, const QString& text);
    void showFilter();
    Measure measureOfField(ExampleColumn column) const;
    QString fieldText(ExampleColumn column) const;
};

} // namespace ui
