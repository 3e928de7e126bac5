// SPDX-License-Identifier: GPL-3.0-or-later
// The filters in force, each as a chip that removes it.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

#include <vector>

namespace ui {

struct Chip {
    QString key; ///< what is removed, never shown
    QString text; ///< "Source: math"

    bool operator==(const Chip&) const = default;
};

class ChipRow : public QWidget {
    Q_OBJECT

public:
    explicit ChipRow(const Theme& theme, QWidget* parent = nullptr);

    void setChips(const std::vector<Chip>& chips);

Q_SIGNALS:
    void removed(const QString& key); ///< asked for by the user; the chip goes with the next setChips

private:
    const Theme& theme_;
    std::vector<Chip> chips_;
};

} // namespace ui
