// SPDX-License-Identifier: GPL-3.0-or-later
// The matrix of an experiment's cells. A state is told by words and shape, not by colour alone; a score has no colour, for
// that would read as a finding.
#pragma once

#include "ui/finetune/cell_matrix_model.h"

#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QTableView>

namespace ui {

class MatrixCellDelegate : public QStyledItemDelegate {
public:
    explicit MatrixCellDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintBox(QPainter& painter, const QRectF& box, CellShown shown, double share) const;

    const Theme& theme_;
};

class CellMatrix : public QTableView {
    Q_OBJECT

public:
    explicit CellMatrix(const Theme& theme, QWidget* parent = nullptr);

    CellMatrixModel& cells() { return *model_; }
    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitColumns();

    CellMatrixModel* model_;
};

} // namespace ui
