// SPDX-License-Identifier: Apache-2.0
#include "app/cli/report_sections.h"

#include "app/cli/text.h"
#include "core/base/files.h"
#include "core/curate/dataset_card.h"
#include "core/jobs/project_curation.h"
#include "core/jobs/project_run.h"
#include "core/protocol/run_folder.h"
#include "core/protocol/worker_record.h"
#include "core/store/project_experiments.h"

#include <algorithm>
#include <map>
#include <set>

namespace cli {

namespace {

using core::OrderedJson;
using namespace core::store;

std::string ofJson(const core::Json& value)
{
    return value.is_null() ? std::string() : value.is_string() ? value.get<std::string>() : value.dump();
}

std::string settingsText(const RunRecord& run)
{
    const auto spec = core::protocol::parseJobSpec(run.spec.dump(), run.name);
    std::string text = "Model " + spec.model.path + "; " + numberText(spec.train.epochs, 2) + " epochs of "
        + countText(spec.train.batchSize) + " examples a step, AdamW, peak rate "
        + core::Json(spec.train.optimizer.learningRate).dump() + ", " + spec.train.schedule.name + " schedule, seed "
        + std::to_string(spec.train.seed) + "; prompt template " + spec.text.promptTemplate + ", at most "
        + countText(spec.text.maximumTokens) + " tokens a row.";
    return text;
}

void addPicture(HtmlPage& page, const Picture& picture, const std::string& kind, const OrderedJson& fields,
    const std::string& file, const std::string& text)
{
    if (const std::string drawn = picture(kind, fields, file); !drawn.empty())
        page.picture(drawn, text);
}

void addClusterings(HtmlPage& page, const ProjectSession& session, const RunRecord& run)
{
    std::vector<std::vector<std::string>> rows;
    for (const auto& listed : session.listClusterings()) {
        if (listed.run != run.id)
            continue;
        const auto clustering = session.clustering(listed.name);
        std::int64_t scored = 0;
        std::int64_t hard = 0;
        for (const std::uint16_t cluster : clustering.assignment) {
            if (cluster == unscoredCluster)
                continue;
            ++scored;
            hard += std::ranges::find(clustering.hardClusters, cluster) != clustering.hardClusters.end() ? 1 : 0;
        }
        rows.push_back({ clustering.name, ofJson(clustering.settings.value("features", core::Json())),
            countText(clustering.clusters), countText(scored), countText(hard),
            scored == 0 ? "-" : percentText(static_cast<double>(hard) / static_cast<double>(scored)) });
    }
    if (!rows.empty())
        page.table({ "clustering", "features", ">clusters", ">scored rows", ">hard rows", ">hard share" }, rows);
}

} // namespace

void addData(HtmlPage& page, const ProjectSession& session, const Picture& picture)
{
    page.heading("Data");
    std::vector<std::vector<std::string>> sources;
    for (const auto& source : session.listSources())
        sources.push_back({ source.name, countText(source.kept), countText(source.refused), source.sha256 });
    page.table({ "file", ">rows", ">refused", "SHA-256" }, sources);
    std::vector<std::vector<std::string>> datasets;
    for (const auto& dataset : session.listDatasets())
        datasets.push_back({ dataset.name,
            dataset.kind == DatasetKind::Import       ? "imported"
                : dataset.kind == DatasetKind::Subset ? "subset"
                                                      : "curated",
            countText(dataset.rows), countText(dataset.heldOut), ofJson(dataset.rule) });
    page.table({ "dataset", "kind", ">rows", ">held out", "how it was made" }, datasets);
    if (!datasets.empty())
        addPicture(page, picture, "lengths", OrderedJson{ { "dataset", datasets.front()[0] } }, "lengths",
            "Lengths of the rows of " + datasets.front()[0]);
}

void addProxies(HtmlPage& page, const ProjectSession& session, const Picture& picture)
{
    for (const auto& run : session.listRuns()) {
        if (run.kind != "proxy")
            continue;
        page.heading("Proxy " + run.name);
        page.paragraph(settingsText(run));
        page.paragraph("State: " + std::string(name(run.state)) + (run.note.empty() ? "." : ". " + run.note));
        const OrderedJson fields{ { "run", run.name } };
        const auto points = session.recordingPoints(run.id);
        if (!session.stepMetrics(run.id).empty())
            addPicture(page, picture, "loss", fields, run.name + "-loss", "Training loss of " + run.name);
        addClusterings(page, session, run);
        if (points.size() < 2)
            continue;
        addPicture(page, picture, "trajectories", fields, run.name + "-trajectories",
            "Loss trajectories of all rows, " + countText(static_cast<std::int64_t>(points.size())) + " recording points");
        addPicture(page, picture, "data-map", fields, run.name + "-data-map", "Data map: mean loss and variability");
        addPicture(page, picture, "losses-by-source", fields, run.name + "-losses-by-source", "Mean loss by source");
        addPicture(page, picture, "learning-times", fields, run.name + "-learning-times", "Learning times");
    }
}

void addCurations(HtmlPage& page, const ProjectSession& session)
{
    for (const auto& curation : listCurations(session)) {
        page.heading("Curated dataset " + curation.name);
        const auto report = core::jobs::storedReport(session, curation);
        page.paragraph("Made of " + report.parent
            + (report.clustering.empty() ? std::string() : " by the clustering " + report.clustering) + ", seed "
            + std::to_string(report.recipe.seed) + ".");
        const auto row = [](const std::string& step, const core::curate::StepCount& count) {
            return std::vector<std::string>{ step, countText(static_cast<std::int64_t>(count.rows)),
                countText(static_cast<std::int64_t>(count.copies)), countText(static_cast<std::int64_t>(count.rowsDropped)),
                countText(static_cast<std::int64_t>(count.copiesAdded)) };
        };
        std::vector<std::vector<std::string>> rows{ row("before", report.curated.before) };
        for (std::size_t i = 0; i < report.curated.steps.size(); ++i)
            rows.push_back(row(core::curate::stepSentence(report.recipe.steps[i]), report.curated.steps[i]));
        page.table({ "step", ">rows", ">with copies", ">rows dropped", ">copies added" }, rows);
    }
}

void addMachines(HtmlPage& page, const ProjectSession& session)
{
    page.heading("Machine and versions");
    std::set<std::vector<std::string>> machines;
    for (const auto& run : session.listRuns()) {
        const core::protocol::RunFolder folder(core::jobs::runFolder(session, run));
        try {
            const auto resolved = core::protocol::readResolvedSettings(folder.resolved());
            const auto worker = core::protocol::readWorkerIdentity(folder.worker());
            machines.insert({ worker ? worker->host : "-", resolved.cpuModel, resolved.cpuCapability, resolved.device,
                std::to_string(resolved.threads), std::string(nameOf(resolved.precision)), resolved.programVersion,
                resolved.torchVersion });
        } catch (const core::Error&) {
            // the run has not begun, or its folder is gone; its results are in the project
        }
    }
    page.table({ "host", "processor", "kernels", "device", ">threads", "precision", "DataLever", "LibTorch" },
        { machines.begin(), machines.end() });
}

} // namespace cli
