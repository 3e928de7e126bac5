// SPDX-License-Identifier: Apache-2.0
// The folders of the project in layer order (ARCHITECTURE.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace architecture {

using Names = std::vector<std::string>;

/// A folder and those before it that it may include and link.
struct Layer {
    std::string folder;
    Names mayUse;
};
const std::vector<Layer>& layers();

/// The layer's folder that a path lies in: "core/data" for "core/data/x.h", "ui" for "ui/plots/x.h"; empty for others.
std::string layerOf(const std::string& path);
const Layer* findLayer(const std::string& folder); ///< null when the folder is no layer

bool contains(const Names& names, std::string_view name);
Names join(const Names& first, const Names& second);

} // namespace architecture
