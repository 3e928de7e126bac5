// SPDX-License-Identifier: GPL-3.0-or-later
// The examples of a snapshot in the order of a view: thin, whatever their number. Texts come later, from a RowLoader.
#pragma once

#include <QtCore/QAbstractTableModel>
#include <QtCore/QTimer>

#include "ui/models/example_cells.h"
#include "ui/models/example_view.h"
#include "ui/models/row_loader.h"
#include "ui/session/selection_state.h"

namespace ui {

class ExampleTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum CellRole {
        SortRole = Qt::UserRole + 1, ///< the raw number or name; invalid = missing
        LoadingRole, ///< bool: the text is not here yet
        ClusterRole, ///< ClusterCell, of every column
        TrajectoryRole ///< TrajectoryCell, of the column Trajectory
    };

    explicit ExampleTableModel(TextSource texts, QObject* parent = nullptr);

    /// Another snapshot and order: the model is reset, whatever their size.
    void setView(const ViewResult& view);
    /// Other clusters, marks or losses of the same rows, as in a preview: the order stays. Other rows: the table is empty
    /// until setView().
    void setSnapshot(const Snapshot& snapshot);
    /// The mapping changed: all texts are fetched anew.
    void forgetTexts();

    const Snapshot& snapshot() const { return snapshot_; }
    RowChoice rowAt(int place) const; ///< row of the snapshot
    int placeOf(RowChoice row) const; ///< -1: not shown
    core::ExampleId exampleAt(int place) const; ///< of a valid place

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void loadingFailed(const QString& sentence);

private:
    Snapshot snapshot_;
    std::shared_ptr<const VisibleOrder> order_;
    RowLoader* loader_;
    mutable QTimer wantedTimer_; ///< many cells of one paint become one request
    mutable int wantedFirst_ = -1;
    mutable int wantedLast_ = -1;

    QVariant textCell(int place, ExampleColumn column, int role) const;
    void want(int place) const;
    void requestWanted();
    void tellChanged(ExampleColumn first, ExampleColumn last);
};

} // namespace ui
