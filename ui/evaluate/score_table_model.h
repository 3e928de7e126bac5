// SPDX-License-Identifier: GPL-3.0-or-later
// Arms × benchmarks: estimates with their intervals, on one scale a benchmark.
#pragma once

#include "ui/plots/axis_scale.h"
#include "ui/runs/arm_look.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QStringList>

#include <optional>
#include <vector>

namespace ui {

/// One arm on one benchmark; nothing where no cell is finished.
struct ArmEstimate {
    double mean = 0;
    std::optional<AxisRange> interval; ///< absent below two seeds
    std::size_t seeds = 0;
    friend bool operator==(const ArmEstimate&, const ArmEstimate&) = default;
};

struct ScoreColumn {
    QString name; ///< "Macro accuracy", "Held-out loss"
    QString overlap; ///< what was found of it in the training rows; empty: not looked at
    bool warned = false; ///< rows give items of it away
    std::vector<std::optional<ArmEstimate>> arms;
    friend bool operator==(const ScoreColumn&, const ScoreColumn&) = default;
};

struct ScoreTable {
    QStringList arms;
    std::vector<ScoreColumn> columns;
    friend bool operator==(const ScoreTable&, const ScoreTable&) = default;
};

class ScoreTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        MeanRole = Qt::UserRole, ///< invalid: there is none
        LowRole, ///< of the interval; invalid: there is none
        HighRole,
        SpanLowRole, ///< of the column: what its bars are drawn on
        SpanHighRole,
        LookRole ///< index of the row's look
    };

    explicit ScoreTableModel(const Theme& theme, QObject* parent = nullptr);

    void setTable(ScoreTable table);
    const ScoreTable& table() const { return table_; }
    const std::vector<SeriesLook>& looks() const { return looks_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    AxisRange spanOf(int column) const;
    QVariant armData(int row, int role) const;

    const Theme& theme_;
    ScoreTable table_;
    std::vector<SeriesLook> looks_;
};

/// "0.681 ± 0.028"; without an interval the estimate alone.
QString estimateText(const ArmEstimate& estimate);

} // namespace ui
