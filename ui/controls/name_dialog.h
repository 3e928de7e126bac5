// SPDX-License-Identifier: GPL-3.0-or-later
// Asks for the name of something that is kept.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QDialog>

class QLineEdit;

namespace ui {

class Button;
class Field;

class NameDialog : public QDialog {
    Q_OBJECT

public:
    struct Words {
        QString title;
        QString label;
        QString help;
        QString button;
    };
    NameDialog(const Theme& theme, const Words& words, const QString& name, QWidget* parent = nullptr);

Q_SIGNALS:
    void named(const QString& name); ///< never empty; the dialog closes itself

private:
    void accept() override;

    QLineEdit* name_;
    Field* field_;
    Button* ok_;
};

} // namespace ui
