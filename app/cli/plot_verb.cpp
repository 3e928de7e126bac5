// SPDX-License-Identifier: Apache-2.0
// plot: a picture of a project as a file. The window's program draws it, without a display.
#include "app/cli/invocation.h"
#include "core/base/error.h"
#include "core/base/files.h"

#include <CLI/CLI.hpp>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>

namespace cli {

namespace {

struct PlotOptions {
    std::string kind;
    std::string project, out, dataset, run, clustering;
    std::string arm, against, on;
    std::string theme = "light";
    double width = 800, height = 450, scale = 2;
};

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

core::OrderedJson specOf(const PlotOptions& options)
{
    core::OrderedJson spec{ { "plot", options.kind }, { "project", std::filesystem::absolute(options.project).string() },
        { "to", std::filesystem::absolute(options.out).string() }, { "width", options.width }, { "height", options.height },
        { "scale", options.scale }, { "theme", options.theme } };
    const auto add = [&spec](const char* name, const std::string& value) {
        if (!value.empty())
            spec[name] = value;
    };
    add("dataset", options.dataset);
    add("run", options.run);
    add("clustering", options.clustering);
    add("arm", options.arm);
    add("against", options.against);
    add("on", options.on);
    return spec;
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

int runPlot(const Invocation& invocation, const PlotOptions& options)
{
    const SpecFile spec(specOf(options));
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
    if (WEXITSTATUS(status) != 0)
        return exitFailed; // its sentence stands on stderr
    invocation.answer(
        { { "plot", options.kind }, { "file", options.out } }, options.kind + " drawn to " + options.out + "\n");
    return exitDone;
}

} // namespace

void addPlotVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb = program.add_subcommand("plot", "Draw a plot of a project into a file, without a display");
    const auto options = std::make_shared<PlotOptions>();
    verb->add_option("kind", options->kind,
            "lengths, loss, losses-by-source, trajectories, data-map or learning-times; of an experiment arm-curves, "
            "arm-differences or "
            "arms-by-skill")
        ->required()
        ->check(CLI::IsMember({ "lengths", "loss", "losses-by-source", "trajectories", "data-map", "learning-times",
            "arm-curves", "arm-differences", "arms-by-skill" }));
    verb->add_option("--project", options->project, "The project file")->required();
    verb->add_option("--out", options->out, "The picture: .png, .svg, .pdf, or .csv for the values")->required();
    verb->add_option("--dataset", options->dataset, "The dataset (default: the run's)");
    verb->add_option("--run", options->run, "The run or experiment (default: the newest)");
    verb->add_option("--clustering", options->clustering, "The clustering (default: the run's newest)");
    verb->add_option("--arm", options->arm, "Of an experiment: the arm that is compared");
    verb->add_option("--against", options->against, "Of an experiment: the arm that others are compared with");
    verb->add_option("--on", options->on, "Of an experiment: the benchmark, or the curve that is drawn");
    verb->add_option("--width", options->width, "Logical pixels")->capture_default_str()->check(CLI::Range(100, 10000));
    verb->add_option("--height", options->height, "Logical pixels")->capture_default_str()->check(CLI::Range(80, 10000));
    verb->add_option("--scale", options->scale, "Device pixels of a logical one")
        ->capture_default_str()
        ->check(CLI::Range(0.5, 8.0));
    verb->add_option("--theme", options->theme, "Colours")->capture_default_str()->check(CLI::IsMember({ "light", "dark" }));
    verb->callback(
        [&invocation, options] { invocation.run = [&invocation, options] { return runPlot(invocation, *options); }; });
}

} // namespace cli
