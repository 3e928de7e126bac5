// SPDX-License-Identifier: Apache-2.0
// Which rows are easy and hard when a person's pins and exclusions are counted in: what is exported and used in recipes.
#pragma once

#include "core/data/columns.h"

namespace core::data {

/// What a row counts as; held-out and excluded rows count as neither, a pin goes before the cluster.
enum class Hardness { Neither, Easy, Hard };
Hardness hardnessOf(const Columns& columns, std::size_t row);
Selection rowsOf(const Columns& columns, Hardness hardness);

} // namespace core::data
