// SPDX-License-Identifier: GPL-3.0-or-later
// Below the choice of a dataset: how many of the rows that would be trained on a person has excluded, and a subset without
// them. A run trains on its whole dataset, so leaving rows out is another dataset.
#pragma once

#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

namespace ui {

class Button;
class TextLabel;

class ExcludedRows : public QWidget {
    Q_OBJECT

public:
    ExcludedRows(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);

    /// Counts on another thread; hidden while there are none.
    void setDataset(std::optional<core::DatasetId> dataset);

Q_SIGNALS:
    void datasetMade(core::DatasetId dataset);

private:
    Workspace& workspace_;
    TextLabel* words_;
    Button* leaveOut_;
    std::optional<core::DatasetId> dataset_;
    quint64 generation_ = 0;

    void count();
    void showCount(qint64 rows);
    void makeSubset();
};

} // namespace ui
