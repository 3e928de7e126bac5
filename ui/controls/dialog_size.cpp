// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/dialog_size.h"

#include <QtWidgets/QLayout>
#include <QtWidgets/QWidget>

namespace ui {

void growToFit(QWidget& dialog)
{
    QLayout& layout = *dialog.layout();
    layout.activate();
    const int needed
        = layout.hasHeightForWidth() ? layout.totalHeightForWidth(dialog.width()) : layout.totalSizeHint().height();
    if (needed > dialog.height())
        dialog.resize(dialog.width(), needed);
}

} // namespace ui
