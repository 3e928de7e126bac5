// SPDX-License-Identifier: Apache-2.0
// The sources of the project as text, for rules that no compiler checks.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace architecture {

struct Include {
    std::string path; ///< as written between the quotes or brackets
    bool quoted = false;
    int line = 0; ///< from 1
};

struct SourceFile {
    std::string path; ///< relative to the tree: "core/data/mapping.cpp"
    std::string folder; ///< "core/data"
    std::string text;
    std::vector<Include> includes;

    std::string name() const { return path.substr(path.rfind('/') + 1); }
    bool endsWith(std::string_view end) const { return std::string_view(path).ends_with(end); }
    bool isBelow(std::string_view top) const { return std::string_view(path).starts_with(std::string(top) + "/"); }
    bool isCode() const { return endsWith(".h") || endsWith(".cpp"); }
};

/// Every file below app, core, ui, tests, packaging and .ci, and the top CMakeLists.txt; in order of their paths.
std::vector<SourceFile> readTree(const std::filesystem::path& root);

/// The text of a C++ or CMake file without its comments; lines keep their numbers.
std::string withoutComments(const SourceFile& file);

} // namespace architecture
