// SPDX-License-Identifier: GPL-3.0-or-later
// Settings as text: names at the left, values at the right.
#pragma once

#include <QtWidgets/QWidget>

#include <utility>
#include <vector>

namespace ui {

class KeyValueList : public QWidget {
    Q_OBJECT

public:
    using Rows = std::vector<std::pair<QString, QString>>;

    explicit KeyValueList(QWidget* parent = nullptr);

    void setRows(const Rows& rows);
    const Rows& rows() const { return rows_; }

private:
    Rows rows_;
};

} // namespace ui
