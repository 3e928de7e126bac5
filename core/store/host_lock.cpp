// SPDX-License-Identifier: Apache-2.0
#include "core/store/host_lock.h"

#include "core/base/error.h"

#include <unistd.h>

#include <array>
#include <chrono>
#include <ctime>
#include <string>
#include <thread>

namespace core::store {

namespace {

std::string holderOf(const std::filesystem::path& lockFile)
{
    try {
        auto holder = readFile(lockFile, 4096);
        while (!holder.empty() && holder.back() == '\n')
            holder.pop_back();
        return holder.empty() ? "another process" : holder;
    } catch (const Error&) {
        return "another process";
    }
}

std::string describeThisProcess()
{
    std::error_code ignored;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored).filename().string();
    std::array<char, 32> since{};
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&now, &local);
    std::strftime(since.data(), since.size(), "%Y-%m-%d %H:%M:%S", &local);
    return (program.empty() ? "a program" : program) + ", process " + std::to_string(::getpid()) + ", since " + since.data();
}

} // namespace

FileLock takeHostLock(const std::filesystem::path& project, const std::filesystem::path& sideFolder)
{
    const auto lockFile = sideFolder / "host.lock";
    auto lock = FileLock::tryAcquire(lockFile);
    for (int again = 0; again < 5 && !lock.held(); ++again) { // somebody may only have looked whether it is held
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        lock = FileLock::tryAcquire(lockFile);
    }
    if (!lock.held())
        throw Error(ErrorKind::Busy, project.string() + ": the project is open for writing in " + holderOf(lockFile),
            "close it there, or try again when it has finished");
    lock.describe(describeThisProcess() + "\n");
    return lock;
}

} // namespace core::store
