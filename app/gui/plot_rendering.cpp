// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/plot_rendering.h"

#include "app/gui/experiment_plots.h"

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/store/project_curations.h"
#include "core/store/project_session.h"
#include "ui/curate/mix_contents.h"
#include "ui/data/length_plot.h"
#include "ui/plots/density_plot.h"
#include "ui/plots/dumbbell_plot.h"
#include "ui/plots/histogram_plot.h"
#include "ui/plots/line_plot.h"
#include "ui/plots/map_plot.h"
#include "ui/plots/plot_export.h"
#include "ui/plots/stacked_bar_plot.h"
#include "ui/proxy/loss_content.h"
#include "ui/proxy/source_curves.h"
#include "ui/trajectories/plot_contents.h"

#include <algorithm>

namespace gui {

namespace {

using core::Error;
using core::ErrorKind;
using namespace core::store;

/// What of the project is drawn.
struct Chosen {
    ProjectSession session;
    DatasetRecord dataset;
    std::optional<RunRecord> run;
    std::optional<ClusteringRecord> clustering;
    std::shared_ptr<const core::data::Columns> columns;
};

std::optional<RunRecord> chosenRun(const ProjectSession& session, const PlotSpec& spec)
{
    if (!spec.run.empty())
        return session.run(spec.run);
    std::optional<RunRecord> newest;
    for (const RunRecord& run : session.listRuns())
        if (run.kind == "proxy" && (spec.dataset.empty() || session.dataset(spec.dataset).id == run.dataset))
            newest = run;
    return newest;
}

std::optional<ClusteringRecord> chosenClustering(const ProjectSession& session, const PlotSpec& spec, const RunRecord& run)
{
    if (!spec.clustering.empty())
        return session.clustering(spec.clustering);
    std::optional<ClusteringRecord> newest;
    for (const ClusteringRecord& clustering : session.listClusterings())
        if (clustering.run == run.id)
            newest = session.clustering(clustering.name);
    return newest;
}

Chosen choose(const PlotSpec& spec)
{
    Chosen chosen{ ProjectSession::open(spec.project, OpenMode::ReadOnly), {}, {}, {}, {} };
    chosen.run = chosenRun(chosen.session, spec);
    if (chosen.run)
        chosen.clustering = chosenClustering(chosen.session, spec, *chosen.run);
    const auto datasets = chosen.session.listDatasets();
    if (datasets.empty())
        throw Error(ErrorKind::BadInput, spec.project + ": the project has no dataset", "Import one first.");
    chosen.dataset = !spec.dataset.empty() ? chosen.session.dataset(spec.dataset)
        : chosen.run                       ? chosen.session.dataset(chosen.run->dataset)
                                           : datasets.back();
    ColumnsRequest request{ chosen.dataset.id };
    if (chosen.run)
        request.run = chosen.run->id;
    if (chosen.clustering)
        request.clustering = chosen.clustering->id;
    chosen.columns = chosen.session.columns(request);
    return chosen;
}

const RunRecord& runOf(const Chosen& chosen)
{
    if (!chosen.run)
        throw Error(ErrorKind::BadInput, "the project has no proxy run", "Make one with: datalever-cli proxy run");
    return *chosen.run;
}

ui::PicturePointer pictureOf(const Chosen& chosen)
{
    runOf(chosen);
    if (chosen.columns->points() == 0)
        throw Error(ErrorKind::BadInput, "run " + chosen.run->name + " has no recording point yet");
    ui::ClustersPointer clusters;
    if (chosen.clustering)
        clusters = ui::clustersOf(ui::clusterInput(chosen.columns), *chosen.clustering, chosen.columns);
    return ui::makePicture(chosen.columns, clusters, nullptr);
}

ui::LineContent lossOf(const Chosen& chosen)
{
    const RunRecord& run = runOf(chosen);
    const ui::StepBatch batch{ std::nullopt, chosen.session.stepMetrics(run.id) };
    ui::LossRun line;
    line.name = QString::fromStdString(run.name);
    line.steps = ui::extended(nullptr, { &batch, 1 });
    line.ended = run.state == RunState::Finished;
    for (const RecordingPoint& point : chosen.session.recordingPoints(run.id))
        line.recordingSteps.push_back(point.step);
    line.pointsDone = line.recordingSteps.size();
    line.rows = chosen.dataset.rows;
    return ui::lossContent({ line }, {});
}

ui::LineContent sourcesOf(const Chosen& chosen)
{
    const ui::SourceCurves curves = ui::sourceCurves(*chosen.columns, chosen.columns->points());
    std::vector<std::int64_t> steps;
    for (const std::uint64_t step : curves.steps)
        steps.push_back(static_cast<std::int64_t>(step));
    return ui::sourceContent(curves, ui::usualSources(curves), steps);
}

template <typename Plot, typename Content>
std::unique_ptr<ui::PlotFrame> plotOf(const ui::Theme& theme, const Content& content)
{
    auto plot = std::make_unique<Plot>(theme);
    plot->setContent(content);
    return plot;
}

/// A curated dataset beside the rows that it was made of.
struct Curated {
    ProjectSession session;
    CurationRecord record;
    std::shared_ptr<const core::data::Columns> columns;
};

CurationRecord chosenCuration(const ProjectSession& session, const PlotSpec& spec)
{
    if (!spec.curation.empty())
        return curation(session, spec.curation);
    auto all = listCurations(session);
    if (all.empty())
        throw Error(ErrorKind::BadInput, spec.project + ": the project has no curated dataset",
            "Make one with: datalever-cli curate");
    return std::move(all.back());
}

Curated chooseCurated(const PlotSpec& spec)
{
    Curated chosen{ ProjectSession::open(spec.project, OpenMode::ReadOnly), {}, {} };
    chosen.record = chosenCuration(chosen.session, spec);
    const auto parent = chosen.session.dataset(chosen.record.dataset).parent;
    if (!parent)
        throw Error(ErrorKind::BadFile, spec.project + ": the curated dataset " + chosen.record.name + " has no parent");
    ColumnsRequest request{ *parent };
    request.clustering = chosen.record.clustering;
    chosen.columns = chosen.session.columns(request);
    return chosen;
}

/// Before, the curated dataset, and those of its controls that were saved on the same clustering.
ui::StackedBarContent clustersOf(const Curated& chosen)
{
    if (!chosen.record.clustering)
        throw Error(ErrorKind::BadInput, "the curated dataset " + chosen.record.name + " was made without a clustering");
    const auto clustersIn
        = [&](core::DatasetId id) { return ui::clustersIn(*chosen.columns, chosen.session.datasetRows(id)); };
    const auto figures = ui::figuresOf(*chosen.columns, chosen.session.datasetRows(chosen.record.dataset));
    std::vector<ui::NamedClusters> bars{ { QStringLiteral("Before"), figures.clustersBefore },
        { QString::fromStdString(chosen.record.name), figures.clustersAfter } };
    for (const auto kind : core::curate::controlKinds) {
        const auto control = core::curate::controlOf(chosen.record.recipe, kind);
        for (const CurationRecord& other : listCurations(chosen.session))
            if (control && other.recipe == *control && other.clustering == chosen.record.clustering) {
                bars.push_back({ ui::controlName(kind), clustersIn(other.dataset) });
                break;
            }
    }
    return ui::clusterMixContent(bars);
}

std::unique_ptr<ui::PlotFrame> makeMixPlot(const ui::Theme& theme, const PlotSpec& spec)
{
    const Curated chosen = chooseCurated(spec);
    if (spec.plot == "mix-by-cluster")
        return plotOf<ui::StackedBarPlot>(theme, clustersOf(chosen));
    const auto figures = ui::figuresOf(*chosen.columns, chosen.session.datasetRows(chosen.record.dataset));
    if (spec.plot == "mix-by-length")
        return plotOf<ui::LinePlot>(theme, ui::lengthMixContent(figures.lengths));
    return plotOf<ui::DumbbellPlot>(theme, ui::sourceMixContent(figures.mix));
}

std::unique_ptr<ui::PlotFrame> makePlot(const ui::Theme& theme, const PlotSpec& spec)
{
    if (spec.plot.starts_with("mix-"))
        return makeMixPlot(theme, spec);
    if (isExperimentPlot(spec.plot))
        return makeExperimentPlot(theme, spec);
    const Chosen chosen = choose(spec);
    if (spec.plot == "lengths")
        return plotOf<ui::HistogramPlot>(theme, ui::lengthContent(ui::lengthHistogram(*chosen.columns, nullptr), {}));
    if (spec.plot == "loss")
        return plotOf<ui::LinePlot>(theme, lossOf(chosen));
    if (spec.plot == "losses-by-source")
        return plotOf<ui::LinePlot>(theme, sourcesOf(chosen));
    const ui::PicturePointer picture = pictureOf(chosen);
    if (spec.plot == "trajectories")
        return plotOf<ui::DensityPlot>(theme, ui::trajectoryContent(*picture));
    if (spec.plot == "data-map")
        return plotOf<ui::MapPlot>(theme, ui::mapContent(*picture));
    return plotOf<ui::HistogramPlot>(theme, ui::learningContent(*picture, nullptr));
}

} // namespace

const std::vector<std::string>& plotKinds()
{
    static const std::vector<std::string> kinds{ "lengths", "loss", "losses-by-source", "trajectories", "data-map",
        "learning-times", "mix-by-source", "mix-by-cluster", "mix-by-length", "arm-curves", "arm-differences",
        "arms-by-skill" };
    return kinds;
}

PlotSpec readPlotSpec(const QString& file)
{
    constexpr std::uint64_t most = 1 << 20;
    const std::string path = file.toStdString();
    const core::Json json = core::parseJson(core::readFile(path, most), path);
    const core::JsonFields fields(json, path);
    PlotSpec spec;
    spec.plot = fields.string("plot");
    spec.project = fields.string("project");
    spec.to = fields.string("to");
    spec.dataset = fields.string("dataset", "");
    spec.run = fields.string("run", "");
    spec.clustering = fields.string("clustering", "");
    spec.curation = fields.string("curation", "");
    spec.arm = fields.string("arm", "");
    spec.against = fields.string("against", "");
    spec.on = fields.string("on", "");
    spec.dark = fields.string("theme", "light") == "dark";
    spec.size
        = { fields.number("width", 100, 10000, spec.size.width()), fields.number("height", 80, 10000, spec.size.height()) };
    spec.scale = fields.number("scale", 0.5, 8, spec.scale);
    if (std::find(plotKinds().begin(), plotKinds().end(), spec.plot) == plotKinds().end())
        throw Error(ErrorKind::BadInput, path + ": there is no plot \"" + spec.plot + "\"",
            "Choose lengths, loss, losses-by-source, trajectories, data-map, learning-times, mix-by-source, mix-by-cluster, "
            "mix-by-length, arm-curves, arm-differences or arms-by-skill.");
    return spec;
}

void renderPlot(const PlotSpec& spec)
{
    const QString to = QString::fromStdString(spec.to);
    const auto format = ui::formatOf(to);
    if (!format)
        throw Error(ErrorKind::BadInput, spec.to + ": the ending must be .png, .svg, .pdf or .csv");
    const ui::Theme theme(spec.dark ? ui::ColourScheme::Dark : ui::ColourScheme::Light);
    const auto plot = makePlot(theme, spec);
    ui::savePlot(*plot, to, *format, { spec.size, spec.scale });
}

} // namespace gui
