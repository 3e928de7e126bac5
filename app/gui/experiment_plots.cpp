// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/experiment_plots.h"

#include "core/jobs/experiment_data.h"
#include "core/jobs/experiment_figures.h"
#include "core/store/project_experiments.h"
#include "ui/evaluate/evaluation_view.h"
#include "ui/finetune/arm_curves.h"
#include "ui/plots/interval_plot.h"
#include "ui/plots/line_plot.h"

#include <algorithm>

namespace gui {

namespace {

using core::Error;
using core::ErrorKind;
using core::store::ProjectSession;

/// The one that is named, else the newest.
core::RunId experimentOf(const ProjectSession& session, const PlotSpec& spec)
{
    if (!spec.run.empty())
        return session.run(spec.run).id;
    const auto experiments = core::store::listExperiments(session);
    if (experiments.empty())
        throw Error(ErrorKind::BadInput, spec.project + ": the project has no experiment",
            "Make one with: datalever-cli experiment run");
    return experiments.back().run.id;
}

ui::LineContent curvesOf(const ProjectSession& session, const PlotSpec& spec)
{
    const auto figures = core::jobs::readExperimentFigures(session, experimentOf(session, spec));
    ui::CurveChoice choice;
    if (!spec.on.empty()) {
        const auto& curves = figures.job.experiment.curves;
        if (std::ranges::find(curves, spec.on, &core::protocol::CurveReference::name) == curves.end())
            throw Error(ErrorKind::BadInput, figures.job.name + ": the experiment has no curve named " + spec.on);
        choice = { ui::CurveChoice::Kind::Measured, spec.on, 0 };
    }
    return ui::armCurveContent(figures, choice);
}

ui::EvaluationView viewOf(const ProjectSession& session, const PlotSpec& spec)
{
    const auto data = core::jobs::experimentData(session, experimentOf(session, spec));
    for (const std::string& arm : { spec.arm, spec.against })
        if (!arm.empty() && std::ranges::find(data.arms, arm) == data.arms.end())
            throw Error(ErrorKind::BadInput, data.name + ": the experiment has no arm named " + arm);
    auto view = ui::evaluationView(data, { spec.arm, spec.against, spec.on });
    if (view.sentence.isEmpty())
        throw Error(ErrorKind::BadInput, data.name + ": no two arms have an evaluation with the same seed yet");
    return view;
}

} // namespace

bool isExperimentPlot(const std::string& kind)
{
    return kind == "arm-curves" || kind == "arm-differences" || kind == "arms-by-skill";
}

std::unique_ptr<ui::PlotFrame> makeExperimentPlot(const ui::Theme& theme, const PlotSpec& spec)
{
    const auto session = ProjectSession::open(spec.project, core::store::OpenMode::ReadOnly);
    if (spec.plot == "arm-curves") {
        auto plot = std::make_unique<ui::LinePlot>(theme);
        plot->setContent(curvesOf(session, spec));
        return plot;
    }
    const auto view = viewOf(session, spec);
    auto plot = std::make_unique<ui::IntervalPlot>(theme);
    plot->setContent(spec.plot == "arm-differences" ? view.differences : view.groups);
    return plot;
}

} // namespace gui
