// SPDX-License-Identifier: Apache-2.0
// report: what a project holds and found, as a folder with a page and its pictures that opens without a network.
#include "app/cli/invocation.h"
#include "app/cli/plot_drawing.h"
#include "app/cli/report_sections.h"
#include "app/cli/summary_output.h"
#include "app/cli/text.h"
#include "core/base/files.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cli {

namespace {

struct ProjectReport {
    std::string project;
    std::string out;
    bool withoutPictures = false;
};

/// A run's name as a file name.
std::string fileName(std::string name)
{
    for (char& c : name)
        if (c == '/' || c == '\\' || c == ':')
            c = '-';
    return name;
}

int report(const Invocation& invocation, const ProjectReport& options)
{
    auto session = openToCheck(options.project);
    const std::filesystem::path folder = std::filesystem::absolute(options.out).lexically_normal();
    core::createFolders(folder / "pictures");
    core::OrderedJson pictures = core::OrderedJson::array();
    const Picture picture = [&](const std::string& kind, const core::OrderedJson& fields, const std::string& file) {
        invocation.cancel.check();
        const std::string name = "pictures/" + fileName(file) + ".png";
        if (options.withoutPictures)
            return std::string();
        core::OrderedJson spec{ { "plot", kind }, { "project", std::filesystem::absolute(options.project).string() },
            { "to", (folder / name).string() } };
        spec.update(fields);
        if (!drawPlot(spec)) {
            invocation.remark("the picture " + name + " is left out");
            return std::string();
        }
        pictures.push_back(name);
        return name;
    };
    const auto summary = session.summary();
    HtmlPage page("DataLever: " + summary.path.stem().string());
    page.note("Made " + timeText(core::store::unixMilliseconds()) + " UTC by datalever-cli " DATALEVER_VERSION " of "
        + summary.path.filename().string() + ", which was begun " + timeText(summary.createdAt) + " UTC; "
        + countText(summary.examples) + " examples, " + countText(summary.runs) + " runs.");
    addExperiments(page, session, picture); // what was found comes first
    addEvaluations(page, session);
    addData(page, session, picture);
    addProxies(page, session, picture);
    addCurations(page, session);
    addMachines(page, session);
    core::writeFileAtomically(folder / "index.html", page.text());
    invocation.answer({ { "page", (folder / "index.html").string() }, { "pictures", pictures } },
        "the report is " + (folder / "index.html").string() + ", with " + std::to_string(pictures.size()) + " pictures\n");
    return exitDone;
}

} // namespace

void addReportVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb = program.add_subcommand("report", "A page with everything a project holds and found, and its pictures");
    const auto options = std::make_shared<ProjectReport>();
    verb->add_option("--project", options->project, "The project file")->required();
    verb->add_option("--out", options->out, "Folder of the report; index.html opens without a network")->required();
    verb->add_flag("--no-pictures", options->withoutPictures, "Text and tables alone");
    verb->callback(
        [&invocation, options] { invocation.run = [&invocation, options] { return report(invocation, *options); }; });
}

} // namespace cli
