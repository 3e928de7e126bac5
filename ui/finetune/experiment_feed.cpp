// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/finetune/experiment_feed.h"

namespace ui {

namespace {

constexpr int betweenLooks = 1000; // milliseconds

} // namespace

ExperimentFeed::ExperimentFeed(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , workspace_(workspace)
{
    soon_.setSingleShot(true);
    connect(&soon_, &QTimer::timeout, this, &ExperimentFeed::look);
    const auto later = [this](core::RunId run) {
        if (run == run_ && !soon_.isActive())
            soon_.start(betweenLooks);
    };
    connect(&workspace.jobs(), &JobsDoor::cellsChanged, this, later);
    connect(&workspace.jobs(), &JobsDoor::runStateChanged, this, later);
}

void ExperimentFeed::show(std::optional<core::RunId> experiment)
{
    if (experiment == run_)
        return;
    run_ = experiment;
    ++generation_;
    figures_.reset();
    problem_.clear();
    looking_ = again_ = false;
    soon_.stop();
    Q_EMIT changed();
    if (run_)
        look();
}

void ExperimentFeed::look()
{
    if (!run_)
        return;
    if (looking_) {
        again_ = true;
        return;
    }
    looking_ = true;
    workspace_.background().run(
        this,
        [session = workspace_.session(), run = *run_, before = figures_] {
            return std::make_shared<const core::jobs::ExperimentFigures>(
                core::jobs::readExperimentFigures(*session, run, before.get()));
        },
        [this, generation = generation_](const ExperimentPointer& figures) {
            if (generation == generation_)
                take(figures);
        },
        [this, generation = generation_](const core::Error& error) {
            if (generation != generation_)
                return;
            looking_ = false;
            problem_ = QString::fromStdString(error.message());
            Q_EMIT changed();
        });
}

void ExperimentFeed::take(const ExperimentPointer& figures)
{
    looking_ = false;
    figures_ = figures;
    problem_.clear();
    if (again_) {
        again_ = false;
        soon_.start(betweenLooks);
    }
    Q_EMIT changed();
}

} // namespace ui
