// SPDX-License-Identifier: GPL-3.0-or-later
// Every colour of the window, light and dark, under the name of its role. Nothing else holds a colour.
#pragma once

#include <QtGui/QColor>

#include <array>

namespace ui {

enum class ColourScheme { Light, Dark };

enum class Role {
    Window,
    Panel,
    Raised,
    Sunken,
    Hover,
    Text,
    Secondary,
    Disabled,
    Border,
    Edge,
    Accent,
    AccentHover,
    AccentPress,
    OnAccent,
    Selection,
    SelectionIdle,
    Focus,
    SearchHit,
    Success,
    SuccessGround,
    Warning,
    WarningGround,
    Error,
    ErrorGround,
    Easy,
    Hard,
    Random,
    Unscored,
    Neutral,
    EasyGround,
    HardGround,
    EasyText,
    HardText,
    Grid,
    Axis
};

constexpr int roleCount = static_cast<int>(Role::Axis) + 1;

struct ColourTable {
    std::array<QRgb, roleCount> roles; ///< in the order of Role
    std::array<QRgb, 8> categorical; ///< sources and runs, given out in this order
    std::array<QRgb, 9> sequential; ///< density, from none to most
    std::array<QRgb, 7> diverging; ///< from low loss over the middle to high loss
};

const ColourTable& colourTable(ColourScheme scheme);

} // namespace ui
