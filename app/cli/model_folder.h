// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace cli {

/// Whether `model new` made the folder and nothing was trained in it since: decides the default learning rate.
bool isUntrained(const std::filesystem::path& folder);

} // namespace cli
