// SPDX-License-Identifier: GPL-3.0-or-later
// What differs between the settings of several runs, as a table: one row a setting, one column a run.
#pragma once

#include "ui/runs/run_words.h"

#include <QtCore/QAbstractTableModel>

#include <functional>

namespace ui {

struct SettingsDifference {
    QString setting;
    QStringList values; ///< one a run
};

using DatasetNames = std::function<QString(core::DatasetId)>;

/// Every setting of a run, for people.
TextRows everySetting(const core::jobs::RunRequest& request, const DatasetNames& names);
/// Settings in which the runs are not all alike, in the order of the form.
std::vector<SettingsDifference> differences(const std::vector<core::store::RunRecord>& runs, const DatasetNames& names);

class SettingsComparison : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setRuns(const std::vector<core::store::RunRecord>& runs, const DatasetNames& names);
    bool allAlike() const { return differences_.empty(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QStringList runs_;
    std::vector<SettingsDifference> differences_;
};

} // namespace ui
