// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace core::store {

/// Rewrites the file of a closed project with small pages: half a megabyte less for one that is shipped, a little slower for
/// one of millions of rows. Throws Error{Storage}.
void shrinkProject(const std::filesystem::path& file);

} // namespace core::store
