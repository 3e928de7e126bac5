// SPDX-License-Identifier: GPL-3.0-or-later
// The table of arms × benchmarks, with every interval drawn beside its numbers.
#pragma once

#include "ui/evaluate/score_table_model.h"

#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QTableView>

namespace ui {

class EstimateDelegate : public QStyledItemDelegate {
public:
    EstimateDelegate(const Theme& theme, const ScoreTableModel& model, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& theme_;
    const ScoreTableModel& model_;
};

class ScoreTableView : public QTableView {
    Q_OBJECT

public:
    explicit ScoreTableView(const Theme& theme, QWidget* parent = nullptr);

    ScoreTableModel& scores() { return *model_; }
    QSize sizeHint() const override;

private:
    ScoreTableModel* model_;
};

} // namespace ui
