// SPDX-License-Identifier: GPL-3.0-or-later
// What a model folder says of itself in its small files.
#pragma once

#include <QtCore/QString>

#include <cstdint>
#include <filesystem>
#include <optional>

namespace ui {

/// What the folder of a model says without its weights being read.
struct ModelFacts {
    QString family;
    std::int64_t layers = 0;
    std::int64_t width = 0;
    std::int64_t vocabulary = 0;
    std::uint64_t weightBytes = 0;
    bool untrained = false; ///< made by `model new`, nothing was trained in it
    bool tokenizer = false; ///< tokenizer.json is there
};
/// Nullopt where there is no such folder or its config.json cannot be read. Reads files: not in the GUI thread.
std::optional<ModelFacts> readModelFacts(const std::filesystem::path& folder);

/// Whether a tokenizer can be read from there at all.
bool hasTokenizer(const std::filesystem::path& folder);

} // namespace ui
