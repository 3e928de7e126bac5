// SPDX-License-Identifier: GPL-3.0-or-later
// Two to five exclusive choices side by side.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

#include <vector>

class QAbstractButton;
class QButtonGroup;

namespace ui {

class SegmentedChoice : public QWidget {
    Q_OBJECT

public:
    SegmentedChoice(const Theme& theme, const QStringList& choices, QWidget* parent = nullptr);

    int current() const;

    /// Chooses without telling.
    void setCurrent(int index);

    void setChoiceEnabled(int index, bool enabled);
    int count() const { return static_cast<int>(segments_.size()); }

    /// The button of one choice, for tool tips.
    QAbstractButton* choice(int index) const;

Q_SIGNALS:
    void chosen(int index); ///< by the user, by click or arrow key

private:
    QButtonGroup* group_;
    std::vector<QAbstractButton*> segments_;
};

} // namespace ui
