// SPDX-License-Identifier: Apache-2.0
// Who may know whom (ARCHITECTURE.md), checked on the text of the sources. Each rule returns a sentence per violation:
// "core/data/mapping.cpp:7: core/data may not know core/store".
#pragma once

#include "tests/architecture/source_tree.h"

#include <string>
#include <vector>

namespace architecture {

using Tree = std::vector<SourceFile>;
using Violations = std::vector<std::string>;

Violations foldersKeepTheirOrder(const Tree& tree); ///< includes between our own folders
Violations librariesKeepTheirPlace(const Tree& tree); ///< Qt, LibTorch, SQLite, OpenMP only where they belong
Violations torchIsIncludedByOperator(const Tree& tree); ///< no header of LibTorch that includes all others
Violations linkListsAgree(const Tree& tree); ///< what CMake links = what may be used, and covers what is included
Violations everySourceIsBuilt(const Tree& tree);
Violations everySourceNamesItsLicence(const Tree& tree);
Violations forbiddenWordsAreAbsent(const Tree& tree); ///< std::regex, assert on input, what clang 14 cannot compile

} // namespace architecture
