// SPDX-License-Identifier: Apache-2.0
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace support {

std::filesystem::path referenceData()
{
    const char* chosen = std::getenv("DATALEVER_REFERENCE_DATA");
    const std::filesystem::path folder = chosen != nullptr && *chosen != '\0'
        ? std::filesystem::path(chosen)
        : std::filesystem::path(DATALEVER_SOURCE_FOLDER).parent_path() / "shared" / "data";
    return std::filesystem::is_directory(folder / "parity") ? folder : std::filesystem::path();
}

std::filesystem::path requireReferenceData()
{
    auto folder = referenceData();
    if (folder.empty()) {
        const char* required = std::getenv("DATALEVER_REQUIRE_REFERENCE");
        const bool mustRun = required != nullptr && *required == '1';
        std::printf("%s: no reference data; set DATALEVER_REFERENCE_DATA to its folder\n", mustRun ? "failed" : "skipped");
        std::exit(mustRun ? 1 : 77);
    }
    return folder;
}

TemporaryFolder::TemporaryFolder()
{
    std::string pattern = (std::filesystem::temp_directory_path() / "datalever-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
        qFatal("no temporary folder could be made");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TemporaryFolder::write(const std::string& name, const std::string& bytes) const
{
    const auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
}

namespace {

/// A file named after the fault that was met, for tst_provoked_faults.
void record(const core::Error& error)
{
    std::string name = error.code();
    if (name.empty())
        return;
    std::replace(name.begin(), name.end(), '/', '.');
    std::filesystem::create_directories(provokedFaults());
    std::ofstream(provokedFaults() / name);
}

} // namespace

std::filesystem::path provokedFaults()
{
    return DATALEVER_PROVOKED_FOLDER;
}

core::Error errorOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const core::Error& error) {
        record(error);
        return error;
    }
    QTest::qFail("a core::Error was expected, none was thrown", __FILE__, __LINE__);
    return { core::ErrorKind::Internal, "no error was thrown" };
}

std::vector<std::string> linesOf(const std::filesystem::path& file)
{
    std::ifstream input(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(input, line);)
        lines.push_back(line);
    return lines;
}

} // namespace support
