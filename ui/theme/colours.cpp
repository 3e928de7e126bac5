// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colours.h"

namespace ui {

namespace {

constexpr ColourTable light{
    {
        0xfff3f4f6, // Window
        0xffffffff, // Panel
        0xfff9fafb, // Raised
        0xffe9ebef, // Sunken
        0xffedeff3, // Hover
        0xff1a1d23, // Text
        0xff545b67, // Secondary
        0xff9aa1ac, // Disabled
        0xffdcdfe5, // Border
        0xff868d99, // Edge
        0xff3b4cc0, // Accent
        0xff3342aa, // AccentHover
        0xff2a378f, // AccentPress
        0xffffffff, // OnAccent
        0xffe2e6fa, // Selection
        0xffe9ebef, // SelectionIdle
        0xff3b4cc0, // Focus
        0xffffe9a8, // SearchHit
        0xff1c7548, // Success
        0xffe2f2e9, // SuccessGround
        0xff855600, // Warning
        0xfffbefd6, // WarningGround
        0xffb3271e, // Error
        0xfffbe7e5, // ErrorGround
        0xff0b7e8c, // Easy
        0xffc8500a, // Hard
        0xff9b68de, // Random
        0xff8b919b, // Unscored
        0xff3a404a, // Neutral
        0xffddeff1, // EasyGround
        0xfffbe7db, // HardGround
        0xff07626d, // EasyText
        0xff9e3d06, // HardText
        0xffe9ebef, // Grid
        0xff868d99, // Axis
    },
    { 0xff1f53aa, 0xffcc7200, 0xff0ea28f, 0xff5f055b, 0xff538ae6, 0xffa54a28, 0xff007785, 0xff6c0b04 },
    { 0xffe2f3fe, 0xffaddbfc, 0xff88bfee, 0xff6ba2db, 0xff5786c2, 0xff496ba3, 0xff3d5180, 0xff303a5a, 0xff232633 },
    { 0xff3fd3ec, 0xff8ee1f1, 0xffc7eef6, 0xfffafafa, 0xfffddfcd, 0xfffec39f, 0xfffda670 },
};

constexpr ColourTable dark{
    {
        0xff15171b, // Window
        0xff1c1f24, // Panel
        0xff23272e, // Raised
        0xff101215, // Sunken
        0xff292e36, // Hover
        0xffe6e8ec, // Text
        0xffa5acb8, // Secondary
        0xff626a76, // Disabled
        0xff333841, // Border
        0xff747c89, // Edge
        0xff8ea0ff, // Accent
        0xffa3b2ff, // AccentHover
        0xff788bef, // AccentPress
        0xff12152b, // OnAccent
        0xff2c3560, // Selection
        0xff2c313a, // SelectionIdle
        0xffa3b2ff, // Focus
        0xff6a5200, // SearchHit
        0xff5cc78e, // Success
        0xff18301f, // SuccessGround
        0xffe3b04b, // Warning
        0xff352a12, // WarningGround
        0xfff58b82, // Error
        0xff3b1d1b, // ErrorGround
        0xff3fc3cf, // Easy
        0xffff8f4f, // Hard
        0xff9a6be6, // Random
        0xff7f8793, // Unscored
        0xffd5d9e0, // Neutral
        0xff163337, // EasyGround
        0xff3d2517, // HardGround
        0xff5ad0db, // EasyText
        0xffffa06a, // HardText
        0xff2a2f37, // Grid
        0xff747c89, // Axis
    },
    { 0xff507adf, 0xfffed24f, 0xff37ccac, 0xfff3daff, 0xff53bbfe, 0xfff2823b, 0xff3c9baa, 0xffce514d },
    { 0xff23273c, 0xff303c62, 0xff3a5486, 0xff446ea7, 0xff518ac2, 0xff67a6d7, 0xff87c2e7, 0xffb0dcf3, 0xffdff4fe },
    { 0xff0b6675, 0xff085460, 0xff214046, 0xff2b2b2b, 0xff4b3528, 0xff6b3d20, 0xff8b440c },
};

} // namespace

const ColourTable& colourTable(ColourScheme scheme)
{
    return scheme == ColourScheme::Light ? light : dark;
}

} // namespace ui
