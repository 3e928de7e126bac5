// SPDX-License-Identifier: GPL-3.0-or-later
// What examples are filtered and sorted by: core's values under the window's short names.
#pragma once

#include "core/data/example_filter.h"

namespace ui {

using core::data::ExampleFilter;
using core::data::Measure;
using core::data::SortKey;

} // namespace ui
