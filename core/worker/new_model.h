// SPDX-License-Identifier: Apache-2.0
// New models: initialised by a seed, with the files of a tokenizer, as a folder that every verb takes.
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace core::worker {

struct NewModelRequest {
    Json config; ///< config.json; vocabulary and end token follow the tokenizer where it names none
    std::filesystem::path tokenizer; ///< a folder with a tokenizer; empty: the bytes are the tokens
    std::uint64_t seed = 0;
    std::filesystem::path out; ///< absent or empty
};

struct NewModel {
    std::int64_t parameters = 0;
    std::string sha256; ///< modelFingerprint() of the folder
};

/// The same request gives the same bytes. A folder that could not be completed is removed again. Throws Error{BadInput} for
/// a folder that is not empty and the refusals of the readers.
NewModel makeModelFolder(const NewModelRequest& request);

} // namespace core::worker
