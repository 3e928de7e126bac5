// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/spawn.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <csignal>
#include <cstring>

namespace core::jobs {

namespace {

/// posix_spawn's two settings objects, destroyed together.
struct SpawnSetup {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;

    SpawnSetup()
    {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
    }
    ~SpawnSetup()
    {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }
    SpawnSetup(const SpawnSetup&) = delete;
    SpawnSetup& operator=(const SpawnSetup&) = delete;
};

void setDescriptors(SpawnSetup& setup, const SpawnRequest& request)
{
    posix_spawn_file_actions_t* actions = &setup.actions;
    if (!request.log.empty()) {
        ::posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_addopen(actions, STDOUT_FILENO, request.log.c_str(), O_WRONLY | O_APPEND | O_CREAT, 0644);
        ::posix_spawn_file_actions_adddup2(actions, STDOUT_FILENO, STDERR_FILENO);
    } else {
        ::posix_spawn_file_actions_adddup2(actions, request.standardInput, STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(actions, request.standardOutput, STDOUT_FILENO);
    }
    ::posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1);
}

void setSignals(SpawnSetup& setup, bool newSession)
{
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&setup.attributes, &none);
    ::posix_spawnattr_setsigdefault(&setup.attributes, &all);
    const int flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (newSession ? POSIX_SPAWN_SETSID : 0);
    ::posix_spawnattr_setflags(&setup.attributes, static_cast<short>(flags));
}

std::vector<std::string> environmentOf(const SpawnRequest& request)
{
    std::vector<std::string> result;
    for (char** entry = ::environ; *entry != nullptr; ++entry) {
        const std::string text(*entry);
        bool replaced = false;
        for (const auto& [name, value] : request.environment)
            replaced = replaced || text.compare(0, name.size() + 1, name + "=") == 0;
        if (!replaced)
            result.push_back(text);
    }
    for (const auto& [name, value] : request.environment)
        result.push_back(name + "=" + value);
    return result;
}

std::vector<char*> pointersTo(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

} // namespace

std::vector<std::pair<std::string, std::string>> threadEnvironment(std::int64_t threads)
{
    const std::string count = std::to_string(threads);
    return { { "OMP_NUM_THREADS", count }, { "MKL_NUM_THREADS", count }, { "OMP_WAIT_POLICY", "PASSIVE" } };
}

pid_t spawn(const SpawnRequest& request)
{
    SpawnSetup setup;
    setDescriptors(setup, request);
    setSignals(setup, request.newSession);
    std::vector<std::string> arguments = { request.program.string() };
    arguments.insert(arguments.end(), request.arguments.begin(), request.arguments.end());
    std::vector<std::string> environment = environmentOf(request);
    pid_t process = 0;
    const int code = ::posix_spawn(&process, request.program.c_str(), &setup.actions, &setup.attributes,
        pointersTo(arguments).data(), pointersTo(environment).data());
    if (code != 0)
        throw Error(ErrorKind::Unsupported,
            request.program.string() + ": the program could not be started (" + std::strerror(code) + ")",
            "Check the installation, and that the run folder may be written to.");
    return process;
}

} // namespace core::jobs
