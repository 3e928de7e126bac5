// SPDX-License-Identifier: GPL-3.0-or-later
// A part of the dataset as a dataset of its own: how many rows, of which, with which seed.
#pragma once

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
};

struct SubsetWish {
    std::string name;
    std::uint64_t count = 0;
    std::uint64_t seed = 1;
    bool bySource = true; ///< each source gets its share
    bool withoutExcluded = true;
    SubsetPool pool;
};

/// The dataset as it goes into the project, and its rows. Throws core::Error{BadInput} where there are too few rows.
struct SubsetPlan {
    core::store::DatasetRecord record;
    std::vector<core::data::DatasetRow> rows;
};
SubsetPlan planSubset(const core::data::Columns& columns, const core::store::DatasetRecord& parent, const SubsetWish& wish);

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
    Button* make_;

    void setUp(const Theme& theme);
    void refresh();
    std::size_t availableRows() const;
    SubsetWish wish() const;
    void start();
    void showFailure(const core::Error& error);
};

} // namespace ui
