// SPDX-License-Identifier: GPL-3.0-or-later
// The first rows of a file as a mapping makes them; refused ones say why.
#pragma once

#include "core/data/import_file.h"
#include "ui/theme/theme.h"

#include <QtCore/QAbstractTableModel>
#include <QtWidgets/QTableView>

#include <vector>

namespace ui {

class PreviewModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<core::data::PreviewRow> rows, core::data::ExampleShape shape);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    enum class Part { Line, Prompt, Response, Text, Turns, Source };
    std::vector<Part> parts_{ Part::Line };
    std::vector<core::data::PreviewRow> rows_;

    QString textOf(const core::data::PreviewRow& row, Part part) const;
};

class PreviewTable : public QTableView {
    Q_OBJECT

public:
    explicit PreviewTable(const Theme& theme, QWidget* parent = nullptr);

    void setRows(std::vector<core::data::PreviewRow> rows, core::data::ExampleShape shape);

private:
    PreviewModel* model_;
};

} // namespace ui
