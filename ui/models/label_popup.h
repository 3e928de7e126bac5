// SPDX-License-Identifier: GPL-3.0-or-later
// A small window in which examples get a label, with the project's labels as completion, and lose those that they have.
#pragma once

#include "ui/controls/chip_row.h"

#include <QtWidgets/QFrame>
#include <QtWidgets/QLineEdit>

namespace ui {

/// A line for a label: Enter takes it, the labels that there are complete it.
class LabelEdit : public QLineEdit {
    Q_OBJECT

public:
    explicit LabelEdit(const QStringList& known, QWidget* parent = nullptr);

    void setKnown(const QStringList& known);

Q_SIGNALS:
    void chosen(const QString& label); ///< not empty; the line is empty then

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void take();
};

/// Labels as chips that take them off.
void showLabels(ChipRow& chips, const QStringList& labels);

class LabelPopup : public QFrame {
    Q_OBJECT

public:
    static constexpr int longest = 200; ///< bytes of a label

    /// `rows`: how many examples it is about. `present`: labels that at least one of them has.
    LabelPopup(const Theme& theme, qint64 rows, const QStringList& known, const QStringList& present, QWidget* parent);

    /// Shows itself below `place` on the screen; it goes with a click elsewhere, Esc or a choice.
    void popUp(QPoint place);

Q_SIGNALS:
    void added(const QString& label);
    void removed(const QString& label);
};

} // namespace ui
