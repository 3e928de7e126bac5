// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <cstddef>

namespace ui {

/// "1 seed", "8 seeds".
QString seedCountText(std::size_t seeds);

} // namespace ui
