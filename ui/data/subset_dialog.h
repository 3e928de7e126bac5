// SPDX-License-Identifier: GPL-3.0-or-later
// A part of the dataset as a dataset of its own: how many rows, of which, with which seed.
#pragma once

#include "core/store/subset.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace ui {

class Button;
class Field;
class MessageLine;
class NumberBox;
class TextLabel;

/// Rows that a subset may be taken from.
struct SubsetPool {
    QString words; ///< "all rows", "the rows shown"
    core::data::Selection rows;
    RowsCommand command; ///< that names them
};

class SubsetDialog : public QDialog {
    Q_OBJECT

public:
    SubsetDialog(const Theme& theme, Workspace& workspace, std::vector<SubsetPool> pools, QWidget* parent);

Q_SIGNALS:
    void made(core::DatasetId dataset, qint64 rows);

private:
    Workspace& workspace_;
    std::vector<SubsetPool> pools_;

    QLineEdit* name_;
    QComboBox* pool_;
    NumberBox* count_;
    NumberBox* seed_;
    QCheckBox* bySource_;
    QCheckBox* withoutExcluded_;
    TextLabel* available_;
    MessageLine* message_;
    Button* copy_;
    Button* make_;

    void setUp(const Theme& theme);
    void refresh();
    std::size_t available() const;
    const SubsetPool& pool() const;
    core::store::SubsetWish wish() const;
    void start();
    void copyCommand();
    void showFailure(const core::Error& error);
};

} // namespace ui
