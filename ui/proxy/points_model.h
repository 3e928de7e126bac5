// SPDX-License-Identifier: GPL-3.0-or-later
// The recording points of a run: those that are scored, the one being scored, those to come.
#pragma once

#include "ui/proxy/run_histories.h"
#include "ui/proxy/source_curves.h"
#include "ui/theme/theme.h"

#include <QtCore/QAbstractTableModel>

#include <vector>

namespace ui {

class PointsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Point, Step, Examples, MeanLoss, Time, ColumnCount };
    enum class State { Scored, Scoring, ToCome };
    struct Row {
        std::int64_t step = 0;
        State state = State::ToCome;
        QString progress; ///< "12 288 of 26 472" while it is scored
        double meanLoss = 0; ///< NaN: not known
        std::optional<double> seconds;
        friend bool operator==(const Row&, const Row&) = default;
    };

    explicit PointsModel(const Theme& theme, QObject* parent = nullptr);

    void setRows(std::vector<Row> rows);
    const std::vector<Row>& rows() const { return rows_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString textOf(const Row& row, int number, int column) const;

    const Theme& theme_;
    std::vector<Row> rows_;
};

/// `planned`: the steps of all points where they are known; `curves` gives the means.
std::vector<PointsModel::Row> pointRows(const std::vector<std::int64_t>& planned, const RunHistory* history,
    const SourceCurves& curves, const core::jobs::RunProgressed* progress);

} // namespace ui
