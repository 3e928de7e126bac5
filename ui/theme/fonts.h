// SPDX-License-Identifier: GPL-3.0-or-later
// The fonts that are compiled in.
#pragma once

namespace ui {

/// Makes "DataLever Sans" and "JetBrains Mono" known to the application, once; warns where one does not load (the system's
/// fonts take its place). Needs a QGuiApplication.
void loadFonts();

} // namespace ui
