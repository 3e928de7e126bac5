// SPDX-License-Identifier: GPL-3.0-or-later
// What is typed under the head of a column of numbers: "> 3", "2..5", "= –", "7".
#pragma once

#include "ui/session/example_filter.h"

#include <optional>

namespace ui {

struct ParsedFilter {
    std::optional<NumberFilter> filter; ///< nothing: no filter, or a wrong one
    QString failure; ///< a sentence; empty = it can be read
};

/// Also "<", "<=", "≤", ">=", "≥", "="; "–" is a missing value, "2.73" what is shown as 2.73. Empty text is no filter and no
/// failure.
ParsedFilter parseNumberFilter(const QString& text, Measure measure);

} // namespace ui
