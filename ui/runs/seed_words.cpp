// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/seed_words.h"

#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>

namespace ui {

QString seedCountText(std::size_t seeds)
{
    return seeds == 1 ? QCoreApplication::translate("ui::SeedWords", "1 seed")
                      : QCoreApplication::translate("ui::SeedWords", "%1 seeds").arg(countText(static_cast<qint64>(seeds)));
}

} // namespace ui
