// SPDX-License-Identifier: GPL-3.0-or-later
// Further seeds of an experiment.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QDialog>

#include <cstdint>
#include <vector>

class QLineEdit;

namespace ui {

class Button;
class Field;

class SeedsDialog : public QDialog {
    Q_OBJECT

public:
    /// `known`: seeds that it has.
    SeedsDialog(const Theme& theme, std::vector<std::uint64_t> known, QWidget* parent);

Q_SIGNALS:
    void chosen(const std::vector<std::uint64_t>& seeds); ///< those that are new

private:
    void refresh();
    std::vector<std::uint64_t> further() const;

    std::vector<std::uint64_t> known_;
    QLineEdit* line_;
    Field* field_;
    Button* add_;
};

} // namespace ui
