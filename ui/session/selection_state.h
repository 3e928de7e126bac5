// SPDX-License-Identifier: GPL-3.0-or-later
// What the pages share: which examples are selected, which one is current, which one the pointer is over, and the filter.
// Rows are those of the columnar snapshot. Setting what is set already emits nothing. GUI thread only.
#pragma once

#include <QtCore/QObject>

#include "core/data/selection.h"
#include "ui/session/example_filter.h"

#include <cstdint>
#include <optional>

namespace ui {

using RowChoice = std::optional<std::uint32_t>;

class SelectionState : public QObject {
    Q_OBJECT

public:
    explicit SelectionState(QObject* parent = nullptr);

    /// Another dataset: nothing is selected, current or filtered. A new snapshot of the same rows needs no call.
    void startDataset(std::size_t rows);
    std::size_t rows() const { return selection_.size(); }

    const core::data::Selection& selection() const { return selection_; }
    std::size_t selectedCount() const { return selectedCount_; }
    bool isSelected(std::size_t row) const { return row < selection_.size() && selection_.contains(row); }
    /// One of another size than rows() is ignored: it belongs to a snapshot that is gone.
    void setSelection(core::data::Selection selection);
    void clearSelection();

    RowChoice currentRow() const { return current_; }
    void setCurrentRow(RowChoice row);
    RowChoice hoveredRow() const { return hovered_; }
    void setHoveredRow(RowChoice row);

    const ExampleFilter& filter() const { return filter_; }
    void setFilter(const ExampleFilter& filter);

    /// What an action on the current example is about: the selection where the current example belongs to it, else the
    /// current example alone.
    core::data::Selection targets() const;

Q_SIGNALS:
    void datasetStarted();
    void selectionChanged();
    void currentRowChanged();
    void hoveredRowChanged();
    void filterChanged();

private:
    RowChoice known(RowChoice row) const;

    core::data::Selection selection_;
    std::size_t selectedCount_ = 0;
    RowChoice current_;
    RowChoice hovered_;
    ExampleFilter filter_;
};

} // namespace ui
