// SPDX-License-Identifier: Apache-2.0
// curate: a recipe applied to a clustered dataset, stored as a curated dataset.
#include "app/cli/invocation.h"
#include "app/cli/text.h"
#include "core/jobs/project_curation.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cli {

namespace {

using core::jobs::CurationReport;

struct CurateOptions {
    std::string project;
    std::string recipe;
    core::jobs::CurateRequest request;
    bool dryRun = false;
};

std::string count(std::uint64_t number)
{
    return countText(static_cast<std::int64_t>(number));
}

std::string stepsTable(const CurationReport& report)
{
    Table table({ "step", ">rows", ">with copies", ">dropped", ">added" });
    const auto add = [&](const std::string& step, const core::curate::StepCount& counts) {
        table.add({ step, count(counts.rows), count(counts.copies), count(counts.rowsDropped), count(counts.copiesAdded) });
    };
    add("(" + report.parent + ")", report.curated.before);
    for (std::size_t i = 0; i < report.curated.steps.size(); ++i)
        add(core::curate::stepText(report.recipe.steps[i]), report.curated.steps[i]);
    return table.text();
}

std::string mixTable(const std::string& title, const std::vector<core::curate::MixGroup>& groups)
{
    std::uint64_t before = 0;
    std::uint64_t after = 0;
    for (const auto& group : groups) {
        before += group.copiesBefore;
        after += group.copiesAfter;
    }
    const auto share = [](std::uint64_t part, std::uint64_t whole) {
        return percentText(whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole));
    };
    Table table({ title, ">before", ">share", ">after", ">share" });
    for (const auto& group : groups)
        table.add({ cellText(group.value, 40), count(group.copiesBefore), share(group.copiesBefore, before),
            count(group.copiesAfter), share(group.copiesAfter, after) });
    return table.text();
}

std::string reportText(const CurationReport& report, bool dryRun)
{
    std::string text;
    if (!dryRun)
        text = "curated dataset " + report.name + (report.alreadyThere ? " was there already, with the same rows" : "")
            + "\n\n";
    text += stepsTable(report) + "\n" + mixTable("source", report.mix.bySource) + "\n"
        + mixTable("length", report.mix.byLength);
    if (!report.mix.byCluster.empty())
        text += "\n" + mixTable("cluster", report.mix.byCluster);
    return text + "\n" + count(report.curated.heldOut) + " held-out rows are scored and never trained on\n";
}

int runCurate(const Invocation& invocation, const CurateOptions& options)
{
    auto request = options.request;
    request.recipe = core::curate::readRecipe(options.recipe);
    if (request.name.empty() && !options.dryRun)
        throw core::Error(core::ErrorKind::BadInput, "the curated dataset needs a name",
            "Give --name NAME, or --dry-run to see what the recipe would make.");
    using core::store::OpenMode;
    auto session
        = core::store::ProjectSession::open(options.project, options.dryRun ? OpenMode::ReadOnly : OpenMode::ReadWrite);
    const CurationReport report
        = options.dryRun ? core::jobs::previewRecipe(session, request) : core::jobs::curateDataset(session, request);
    session.close();
    if (report.curated.excludedLeft > 0)
        invocation.remark(count(report.curated.excludedLeft)
            + " rows that were excluded are still in it; drop=excluded as a step takes them out");
    auto document = reportJson(report);
    document["already_there"] = report.alreadyThere;
    invocation.answer(document, reportText(report, options.dryRun));
    return exitDone;
}

} // namespace

void addCurateVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb = program.add_subcommand("curate", "Make a curated dataset by a recipe");
    const auto options = std::make_shared<CurateOptions>();
    verb->add_option("--project", options->project, "The project file")->required();
    verb->add_option("--clustering", options->request.clustering, "The clustering that says what is easy and hard");
    verb->add_option("--dataset", options->request.dataset, "The dataset, for a recipe that asks for no clusters");
    verb->add_option("--recipe", options->recipe,
            "A file, or steps: hard=2, easy=1, selection:NAME=2, cap:SOURCE=500, drop=duplicates (excluded, truncated, "
            "dropped, seam, unscored), random-control=2, easy-control=2, matched-control:source=2; and seed=N")
        ->required();
    verb->add_option("--name", options->request.name, "Name of the curated dataset");
    verb->add_flag("--dry-run", options->dryRun, "Only show what the recipe would make");
    verb->callback([&invocation, options] {
        if (options->request.clustering.empty() && options->request.dataset.empty())
            throw CLI::RequiredError("--clustering or --dataset");
        invocation.run = [&invocation, options] { return runCurate(invocation, *options); };
    });
}

} // namespace cli
