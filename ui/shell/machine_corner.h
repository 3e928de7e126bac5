// SPDX-License-Identifier: GPL-3.0-or-later
// At the right of the menu bar: the project, what it is worked on with, how much of the machine's memory is in use.
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QLabel;

namespace ui {

class MachineCorner : public QWidget {
    Q_OBJECT

public:
    explicit MachineCorner(QWidget* parent = nullptr);

    /// Empty: none is open.
    void setProject(const QString& name);

Q_SIGNALS:
    void widthChanged(); ///< a menu bar gives its corner another width only when it is told to

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void refresh();
    void showMachine();

    QLabel* project_;
    QLabel* machine_;
    QTimer again_;
};

} // namespace ui
