// SPDX-License-Identifier: Apache-2.0
// One hostile input: the fault it must provoke, and how it is given to its reader.
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace malformed {

struct Case {
    std::string name;
    std::string_view code; ///< of the fault that it provokes
    std::function<void(const std::filesystem::path& folder)>
        read; ///< writes into the empty folder, reads, throws core::Error
};

/// All faults of one reader, and the cases that must cover them.
struct Reader {
    std::string name;
    std::span<const core::Fault> faults;
};

/// Stands for 65 MiB of letters in what put() writes, so that the cases themselves stay small.
inline constexpr std::string_view longFiller = "@65 MiB@";
/// A file in the folder with these bytes (folders are made); returns its path.
std::filesystem::path put(const std::filesystem::path& folder, const std::string& name, const std::string& bytes);
/// The text with its first `from` replaced; aborts the test program where it has none, for then the case is stale.
std::string replaced(std::string text, const std::string& from, const std::string& to);

std::vector<Reader> sharedReaders();
std::vector<Case> jsonCases();
std::vector<Case> rowCases();
std::vector<Case> mappingCases();
std::vector<Case> snapshotCases();
std::vector<Case> protocolCases();

std::vector<Reader> modelFolderReaders();
std::vector<Case> safetensorsCases();
std::vector<Case> modelFolderCases();
std::vector<Case> tokenizerCases();

/// A safetensors file: length field, header text, data.
std::string safetensors(const std::string& header, const std::string& data);
/// Small valid files, for mutation and as the start of cases.
std::string validSafetensors();
std::string validConfig();
std::string validTokenizer();

} // namespace malformed
