// SPDX-License-Identifier: Apache-2.0
// A curated dataset as a file, with the card and the manifest that let anyone make it again.
#include "core/base/shell_word.h"
#include "core/curate/dataset_card.h"
#include "core/jobs/project_curation.h"

namespace core::jobs {

namespace {

struct Commands {
    std::string curate; ///< the list of rows from the clustering
    std::string write; ///< the file from the list
};

Commands commandsOf(const store::ProjectSession& session, const CurationExport& request, const CurationReport& report)
{
    const std::string project = " --project " + shellWord(session.path().string());
    const std::string subject = report.clustering.empty() ? " --dataset " + shellWord(report.parent)
                                                          : " --clustering " + shellWord(report.clustering);
    Commands commands;
    commands.curate = "datalever-cli curate" + project + subject + " --recipe "
        + shellWord(curate::recipeText(report.recipe)) + " --name " + shellWord(report.name);
    commands.write = "datalever-cli export" + project + " --curation " + shellWord(report.name) + " --to "
        + shellWord(std::filesystem::absolute(request.target).string()) + " --layout "
        + std::string(curate::nameOf(request.layout));
    if (!request.format.empty())
        commands.write += " --format " + request.format;
    return commands;
}

OrderedJson clusteringJson(const store::ProjectSession& session, const std::string& name)
{
    if (name.empty())
        return nullptr;
    const auto clustering = session.clustering(name);
    const auto run = session.run(clustering.run);
    return { { "name", clustering.name }, { "settings", OrderedJson(clustering.settings) }, { "run", run.name },
        { "run_spec", OrderedJson(run.spec) } };
}

std::string cardOf(const store::ProjectSession& session, const CurationExport& request, const CurationReport& report,
    const ExportResult& file, const Commands& commands)
{
    curate::DatasetCard card;
    card.name = report.name;
    card.parent = report.parent;
    card.clustering = report.clustering;
    card.recipe = report.recipe;
    card.curated = report.curated;
    card.mix = report.mix;
    card.file = request.target.filename().string();
    card.sha256 = file.sha256;
    card.format = file.format;
    card.layout = curate::nameOf(request.layout);
    for (const auto& source : session.listSources())
        card.sources.push_back({ source.name, source.sha256 });
    card.commands = { commands.curate, commands.write };
    return curate::cardText(card);
}

} // namespace

CurationExportResult exportCuration(store::ProjectSession& session, const CurationExport& request)
{
    const auto record = store::curation(session, request.curation);
    const CurationReport report = storedReport(session, record);
    const Commands commands = commandsOf(session, request, report);
    CurationExportResult result;
    ExportRequest rows;
    rows.target = request.target;
    for (const auto& row : session.datasetRows(record.dataset)) {
        result.heldOutLeft += row.heldOut;
        rows.examples.insert(rows.examples.end(), row.heldOut ? 0 : row.copies, row.example);
    }
    rows.what = "curated dataset " + record.name;
    rows.origin = Json(reportJson(report));
    rows.layout = request.layout;
    if (!request.format.empty())
        rows.format = data::parseFormatChoice(request.format);
    rows.provenance = { { "recipe", curate::recipeJson(report.recipe) },
        { "clustering", clusteringJson(session, report.clustering) }, { "held_out_left_out", result.heldOutLeft },
        { "versions", { { "program", request.program }, { "project_schema", session.summary().schemaVersion } } },
        { "again",
            { { "from_the_stored_list", OrderedJson::array({ commands.write }) },
                { "from_the_clustering", OrderedJson::array({ commands.curate, commands.write }) } } } };
    rows.card = [&](const ExportResult& file) { return cardOf(session, request, report, file, commands); };
    result.file = exportExamples(session, rows);
    return result;
}

} // namespace core::jobs
