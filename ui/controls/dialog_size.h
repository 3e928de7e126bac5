// SPDX-License-Identifier: GPL-3.0-or-later
// A dialog into which a message comes.
#pragma once

class QWidget;

namespace ui {

/// Makes the dialog as high as its content is at its width, when a message has come into it; it never shrinks.
void growToFit(QWidget& dialog);

} // namespace ui
