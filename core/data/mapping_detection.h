// SPDX-License-Identifier: Apache-2.0
// Internal to core/data: the parts of detection that a mapping given by hand uses too.
#pragma once

#include "core/data/mapping.h"

#include <string>

namespace core::data {

/// Detects every role of `mapping` that is empty and goes with those that are not.
void completeMapping(Mapping& mapping, const RowSample& sample, const std::string& file);

/// "its fields are question, answer", for sentences.
std::string listFields(const RowSample& sample);

} // namespace core::data
