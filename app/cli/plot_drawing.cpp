// SPDX-License-Identifier: Apache-2.0
#include "app/cli/plot_drawing.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace cli {

namespace {

/// $DATALEVER_WINDOW, else `datalever` beside this program.
std::filesystem::path windowProgram()
{
    if (const char* chosen = std::getenv("DATALEVER_WINDOW"); chosen != nullptr && *chosen != '\0')
        return chosen;
    std::error_code code;
    const auto here = std::filesystem::read_symlink("/proc/self/exe", code).parent_path() / "datalever";
    if (!code && std::filesystem::exists(here))
        return here;
    throw core::Error(core::ErrorKind::Unsupported,
        "The program datalever, which draws plots, is not beside this one (" + here.string() + ").",
        "Install both into one folder, or name it by the environment variable DATALEVER_WINDOW.");
}

/// A file that vanishes with the value.
struct SpecFile {
    std::filesystem::path path;
    explicit SpecFile(const core::OrderedJson& spec)
        : path(std::filesystem::temp_directory_path() / ("datalever-plot-" + std::to_string(::getpid()) + ".json"))
    {
        core::writeFileAtomically(path, spec.dump());
    }
    ~SpecFile()
    {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
    }
    SpecFile(const SpecFile&) = delete;
    SpecFile& operator=(const SpecFile&) = delete;
};

} // namespace

bool drawPlot(const core::OrderedJson& wanted)
{
    const SpecFile spec(wanted);
    std::string program = windowProgram().string();
    std::string flag = "--render";
    std::string file = spec.path.string();
    char* arguments[] = { program.data(), flag.data(), file.data(), nullptr };
    pid_t process = 0;
    if (const int code = ::posix_spawn(&process, program.c_str(), nullptr, nullptr, arguments, ::environ); code != 0)
        throw core::Error(core::ErrorKind::Unsupported, program + ": could not be started (" + std::strerror(code) + ")");
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) { }
    if (!WIFEXITED(status))
        throw core::Error(core::ErrorKind::Internal, program + " ended before the picture was drawn");
    return WEXITSTATUS(status) == 0;
}

} // namespace cli
