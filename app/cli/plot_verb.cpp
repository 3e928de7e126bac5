// SPDX-License-Identifier: Apache-2.0
// plot: a picture of a project as a file. The window's program draws it, without a display.
#include "app/cli/invocation.h"
#include "app/cli/plot_drawing.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>

namespace cli {

namespace {

struct PlotOptions {
    std::string kind;
    std::string project, out, dataset, run, clustering, curation;
    std::string arm, against, on;
    std::string theme = "light";
    double width = 800, height = 450, scale = 2;
};

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
    add("curation", options.curation);
    add("arm", options.arm);
    add("against", options.against);
    add("on", options.on);
    return spec;
}

int runPlot(const Invocation& invocation, const PlotOptions& options)
{
    if (!drawPlot(specOf(options)))
        return exitFailed;
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
            "lengths, loss, losses-by-source, trajectories, data-map or learning-times; of a curated dataset mix-by-source, "
            "mix-by-cluster or mix-by-length; of an experiment arm-curves, arm-differences or arms-by-skill")
        ->required()
        ->check(CLI::IsMember({ "lengths", "loss", "losses-by-source", "trajectories", "data-map", "learning-times",
            "mix-by-source", "mix-by-cluster", "mix-by-length", "arm-curves", "arm-differences", "arms-by-skill" }));
    verb->add_option("--project", options->project, "The project file")->required();
    verb->add_option("--out", options->out, "The picture: .png, .svg, .pdf, or .csv for the values")->required();
    verb->add_option("--dataset", options->dataset, "The dataset (default: the run's)");
    verb->add_option("--run", options->run, "The run or experiment (default: the newest)");
    verb->add_option("--clustering", options->clustering, "The clustering (default: the run's newest)");
    verb->add_option("--curation", options->curation, "The curated dataset of a mix (default: the newest)");
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
