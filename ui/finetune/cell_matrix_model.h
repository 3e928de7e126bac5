// SPDX-License-Identifier: GPL-3.0-or-later
// Arms × seeds as a table: the state of every cell, and the mean of each arm so far.
#pragma once

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <compare>
#include "core/jobs/experiment_figures.h"
#endif

#include "ui/runs/arm_look.h"

#include <QtCore/QAbstractTableModel>

#include <memory>
#include <string>
#include <vector>

namespace ui {

using ExperimentPointer = std::shared_ptr<const core::jobs::ExperimentFigures>;

/// What a cell shows.
enum class CellShown { Planned, Queued, Running, Stopped, Finished, Failed };

class CellMatrixModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        ShownRole = Qt::UserRole, ///< CellShown as int; invalid for the first and the last column
        ShareRole ///< of a running cell's work that is done
    };

    explicit CellMatrixModel(const Theme& theme, QObject* parent = nullptr);

    /// Null: nothing. `measure`: a benchmark's name or core::jobs::overBenchmarks.
    void setFigures(const ExperimentPointer& figures, const std::string& measure, bool active);
    /// An experiment that is not there yet.
    void setPlanned(const QStringList& arms, const std::vector<std::uint64_t>& seeds);

    int meanColumn() const { return static_cast<int>(seeds_.size()) + 1; }
    /// What is shown at a seed's column.
    CellShown shown(int row, int column) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    const core::jobs::CellFigures* cellAt(int row, int column) const;
    QString textOf(int row, int column) const;
    QString toolTipOf(int row, int column) const;
    QString meanText(int row) const;
    void setShape(const QStringList& arms, const std::vector<std::uint64_t>& seeds);

    const Theme& theme_;
    ExperimentPointer figures_;
    std::string measure_;
    bool active_ = false;
    QStringList arms_;
    std::vector<SeriesLook> looks_;
    std::vector<std::uint64_t> seeds_;
};

/// "queued", "failed", ...
QString cellWords(CellShown shown);
/// "easy, seed 3"
QString cellTitle(const core::jobs::ExperimentFigures& figures, const core::jobs::CellFigures& cell);
QStringList armNames(const core::protocol::ExperimentSpec& spec);

} // namespace ui
