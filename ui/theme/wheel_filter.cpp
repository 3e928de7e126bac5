// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/wheel_filter.h"

#include <QtCore/QEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QTabBar>

namespace ui {

bool WheelFilter::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::Wheel
        || (qobject_cast<QComboBox*>(watched) == nullptr && qobject_cast<QTabBar*>(watched) == nullptr))
        return false;
    event->ignore(); // then it is sent to the parent
    return true;
}

} // namespace ui
