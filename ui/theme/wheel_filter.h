// SPDX-License-Identifier: GPL-3.0-or-later
// The wheel scrolls and never sets: over a combo box or a row of tabs it goes to what lies around.
#pragma once

#include <QtCore/QObject>

namespace ui {

/// Installed on the application.
class WheelFilter : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace ui
