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
    connect(&workspace.jobs(), &JobsDoor::runProgressed, this, later);
    connect(&workspace.jobs(), &JobsDoor::runStateChanged, this, later);
}

void ExperimentFeed::show(std::optional<core::RunId> experiment)
{
    if (experiment == run_)
        return;
    run_ = experiment;
    ++generation_;
    watch_.reset();
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
    const auto* record = run_ ? workspace_.jobs().run(*run_) : nullptr;
    if (record == nullptr)
        return;
    if (looking_) {
        again_ = true;
        return;
    }
    looking_ = true;
    if (!watch_)
        watch_ = std::make_shared<core::jobs::ExperimentWatch>(workspace_.session()->sideFolder() / record->folder);
    workspace_.background().run(
        this, [watch = watch_] { return std::make_shared<const core::jobs::ExperimentFigures>(watch->look()); },
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
