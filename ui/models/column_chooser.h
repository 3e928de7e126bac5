// SPDX-License-Identifier: GPL-3.0-or-later
// Which columns a table shows: a small window with a search field and check boxes, in effect at once.
#pragma once

#include <QtWidgets/QFrame>

#include "ui/models/example_cells.h"
#include "ui/models/example_view.h"

#include <vector>

class QLineEdit;
class QListWidget;

namespace ui {

class ColumnChooser : public QFrame {
    Q_OBJECT

public:
    ColumnChooser(const std::vector<ExampleColumn>& shown, const Snapshot& snapshot, QWidget* parent);

    /// Shows itself below `place` on the screen; it goes with a click elsewhere or Esc.
    void popUp(QPoint place);

Q_SIGNALS:
    void edited(const std::vector<ui::ExampleColumn>& shown); ///< at least one column

private:
    QLineEdit* search_;
    QListWidget* list_;

    void fill(const std::vector<ExampleColumn>& shown, const Snapshot& snapshot);
    void narrow(const QString& part);
    void tell();
};

} // namespace ui
