// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/run_settings_text.h"

#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace ui {

namespace {

using namespace core::protocol;
using core::store::RunRecord;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui::RunSettingsText)
};

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

QString epochsText(double epochs)
{
    return shortNumberText(epochs);
}

QString plannedAnd(const QString& planned, const QString& measured)
{
    if (planned.isEmpty())
        return measured;
    return measured.isEmpty() ? Words::tr("%1 planned").arg(planned)
                              : Words::tr("%1 planned, now %2").arg(planned, measured);
}

SettingsSection modelText(const core::jobs::RunRequest& request, const std::optional<ModelFacts>& model)
{
    SettingsSection section{ Words::tr("Model"), { { Words::tr("Folder"), text(request.model.filename().string()) } } };
    if (!model) {
        section.rows.push_back({ Words::tr("State"), Words::tr("no longer there") });
        return section;
    }
    section.rows.push_back({ Words::tr("Family"), model->family });
    if (model->layers > 0 && model->width > 0)
        section.rows.push_back({ Words::tr("Layers × width"),
            QString::fromUtf8("%1 × %2").arg(countText(model->layers), countText(model->width)) });
    section.rows.push_back({ Words::tr("Vocabulary"), countText(model->vocabulary) });
    section.rows.push_back({ Words::tr("Weights"),
        model->untrained ? Words::tr("%1, new").arg(bytesText(model->weightBytes)) : bytesText(model->weightBytes) });
    return section;
}

SettingsSection dataText(const core::jobs::RunRequest& request, const RunHistory* history)
{
    SettingsSection section{ Words::tr("Data"), {} };
    if (history != nullptr && history->events && history->events->plan) {
        const PlanEvent& plan = *history->events->plan;
        section.rows = { { Words::tr("Trained on"), Words::tr("%1 rows").arg(countText(plan.rows - plan.heldOut)) },
            { Words::tr("Held out"), Words::tr("%1 rows").arg(countText(plan.heldOut)) },
            { Words::tr("Unscored"), Words::tr("%1 rows").arg(countText(plan.unscored)) } };
        if (plan.truncated > 0)
            section.rows.push_back({ Words::tr("Cut"), Words::tr("%1 rows").arg(countText(plan.truncated)) });
        if (plan.dropped > 0)
            section.rows.push_back({ Words::tr("Left out"), Words::tr("%1 rows").arg(countText(plan.dropped)) });
    }
    section.rows.push_back({ Words::tr("Template"), templateWords(request.text) });
    section.rows.push_back(
        { Words::tr("Over %1 tokens").arg(countText(request.text.maximumTokens)), overlongWords(request.text.overlong) });
    return section;
}

SettingsSection trainingText(const core::jobs::RunRequest& request)
{
    return { Words::tr("Training"),
        { { Words::tr("Epochs"), epochsText(request.train.epochs) },
            { Words::tr("Batch"), Words::tr("%1 examples").arg(countText(request.train.batchSize)) },
            { Words::tr("Optimizer"), QStringLiteral("AdamW") },
            { Words::tr("Peak rate"), rateText(request.train.optimizer.learningRate) },
            { Words::tr("Recording points"), countText(request.recordingPoints) },
            { Words::tr("Precision"), precisionWords(request.resources.precision) },
            { Words::tr("Seed"), QString::number(request.train.seed) } } };
}

} // namespace

std::vector<SettingsSection> settingsText(
    const RunRecord& run, const std::optional<ModelFacts>& model, const RunHistory* history)
{
    const auto request = requestOf(run);
    if (!request)
        return { { Words::tr("Settings"), { { Words::tr("State"), Words::tr("of another version") } } } };
    return { modelText(*request, model), dataText(*request, history), trainingText(*request) };
}

SettingsSection costText(const RunRecord& run, const core::jobs::RunProgressed* progress, const RunHistory* history,
    const std::optional<core::jobs::RunEstimate>& plan)
{
    QString time;
    if (run.startedAt > 0 && run.finishedAt > run.startedAt)
        time = durationText(static_cast<double>(run.finishedAt - run.startedAt) / 1000);
    else if (progress != nullptr && progress->remainingSeconds && run.startedAt > 0)
        time = Words::tr("about %1")
                   .arg(durationText(
                       static_cast<double>(std::max<std::int64_t>(0, progress->progress.lastMilliseconds - run.startedAt))
                           / 1000
                       + *progress->remainingSeconds));
    const RunEvents* events = history != nullptr ? history->events.get() : nullptr;
    const QString memory = events != nullptr && events->peakMemoryBytes > 0
        ? bytesText(static_cast<quint64>(events->peakMemoryBytes))
        : QString();
    const QString disk = events != nullptr && events->folderBytes > 0 ? bytesText(events->folderBytes) : QString();
    SettingsSection section{ plan ? Words::tr("Planned, then measured") : Words::tr("Measured"), {} };
    const auto add = [&section](const QString& name, const QString& planned, const QString& measured) {
        const QString both = plannedAnd(planned, measured);
        section.rows.push_back({ name, both.isEmpty() ? QStringLiteral("–") : both });
    };
    add(Words::tr("Time"), plan ? durationText(plan->seconds()) : QString(), time);
    add(Words::tr("Memory"), plan ? bytesText(plan->memoryBytes) : QString(), memory);
    add(Words::tr("Disk"), plan ? bytesText(plan->disk.total()) : QString(), disk);
    return section;
}

} // namespace ui
