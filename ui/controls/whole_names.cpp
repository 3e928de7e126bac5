// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/whole_names.h"

#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QComboBox>

namespace ui {

void showWholeNames(QComboBox& chooser)
{
    constexpr int around = 40; // padding, and the bar where the list scrolls
    chooser.view()->setTextElideMode(Qt::ElideMiddle);
    chooser.view()->setMinimumWidth(chooser.view()->sizeHintForColumn(0) + around);
    chooser.setToolTip(chooser.currentText());
}

} // namespace ui
