// SPDX-License-Identifier: Apache-2.0
#include "core/base/folders.h"

#include <cstdlib>
#include <string>
#include <system_error>

namespace core {

namespace {

std::filesystem::path fromEnvironment(const char* name)
{
    const char* value = std::getenv(name);
    return value != nullptr && *value == '/' ? std::filesystem::path(value) : std::filesystem::path();
}

std::filesystem::path folder(const char* redirected, const char* variable, const char* belowHome)
{
    if (const auto home = fromEnvironment("DATALEVER_HOME"); !home.empty())
        return home / redirected;
    if (const auto chosen = fromEnvironment(variable); !chosen.empty())
        return chosen / "datalever";
    const auto home = fromEnvironment("HOME");
    return (home.empty() ? std::filesystem::path("/tmp") : home) / belowHome / "datalever";
}

} // namespace

std::filesystem::path cacheFolder()
{
    return folder("cache", "XDG_CACHE_HOME", ".cache");
}

std::filesystem::path stateFolder()
{
    return folder("state", "XDG_STATE_HOME", ".local/state");
}

std::filesystem::path dataFolder()
{
    return folder("data", "XDG_DATA_HOME", ".local/share");
}

std::filesystem::path runtimeFolder()
{
    if (!fromEnvironment("DATALEVER_HOME").empty())
        return folder("runtime", "", "");
    const auto chosen = fromEnvironment("XDG_RUNTIME_DIR");
    std::error_code unreachable;
    return chosen.empty() || !std::filesystem::is_directory(chosen, unreachable) ? stateFolder() : chosen / "datalever";
}

} // namespace core
