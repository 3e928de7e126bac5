// SPDX-License-Identifier: Apache-2.0
// What many tests need: the reference data, a folder that vanishes, an expected core::Error.
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace support {

/// DATALEVER_REFERENCE_DATA, else ../shared/data beside the checkout; empty when neither is there.
std::filesystem::path referenceData();

/// The reference data, or ends the whole test program with a sentence and ctest's "skipped" status (a failure when
/// DATALEVER_REQUIRE_REFERENCE=1, as in continuous integration). Call in initTestCase.
std::filesystem::path requireReferenceData();

/// A folder of its own that is removed with the object.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path write(const std::string& name, const std::string& bytes) const;

private:
    std::filesystem::path path_;
};

/// Holds one empty file for each fault that errorOf() has met in this build, "json.not-json".
std::filesystem::path provokedFaults();

/// The core::Error that `action` throws; fails the test (and returns an Internal error) when it throws none.
core::Error errorOf(const std::function<void()>& action);

std::vector<std::string> linesOf(const std::filesystem::path& file);

} // namespace support
