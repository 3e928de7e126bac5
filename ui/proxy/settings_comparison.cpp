// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/settings_comparison.h"

#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>

namespace ui {

using namespace core::protocol;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui::SettingsComparison)
};

QString scheduleWords(const ScheduleSettings& schedule)
{
    return schedule.name == "constant" ? Words::tr("constant") : Words::tr("cosine");
}

} // namespace

TextRows everySetting(const core::jobs::RunRequest& request, const DatasetNames& names)
{
    const auto& train = request.train;
    const auto& optimizer = train.optimizer;
    const auto yesNo = [](bool yes) { return yes ? Words::tr("yes") : Words::tr("no"); };
    return { { Words::tr("Model"), QString::fromStdString(request.model.filename().string()) },
        { Words::tr("Dataset"), names(request.dataset) }, { Words::tr("Template"), templateWords(request.text) },
        { Words::tr("Longest row"), countText(request.text.maximumTokens) },
        { Words::tr("Longer rows"), overlongWords(request.text.overlong) },
        { Words::tr("Epochs"), shortNumberText(train.epochs) }, { Words::tr("Batch"), countText(train.batchSize) },
        { Words::tr("Peak rate"), rateText(optimizer.learningRate) },
        { Words::tr("Recording points"), countText(request.recordingPoints) },
        { Words::tr("Seed"), QString::number(train.seed) }, { Words::tr("Schedule"), scheduleWords(train.schedule) },
        { Words::tr("Warm-up"), percentText(train.schedule.warmupShare) },
        { Words::tr("Weight decay"), shortNumberText(optimizer.weightDecay) },
        { Words::tr("Decays biases and norms"), yesNo(optimizer.decayOneDimensional) },
        { Words::tr("Clip norm"), shortNumberText(optimizer.clipNorm) },
        { Words::tr("Beta 1"), shortNumberText(optimizer.beta1) }, { Words::tr("Beta 2"), shortNumberText(optimizer.beta2) },
        { Words::tr("Gradient mean over"),
            train.weighting == GradientWeighting::Rows ? Words::tr("rows") : Words::tr("tokens") },
        { Words::tr("Precision"), precisionWords(request.resources.precision) },
        { Words::tr("Device"), QString::fromStdString(request.resources.device) },
        { Words::tr("Threads"), request.resources.threads > 0 ? countText(request.resources.threads) : Words::tr("all") },
        { Words::tr("Keeps weights"),
            request.keepRecordingWeights ? Words::tr("of every point") : Words::tr("of the last") } };
}

std::vector<SettingsDifference> differences(const std::vector<core::store::RunRecord>& runs, const DatasetNames& names)
{
    std::vector<SettingsDifference> all;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        const auto request = requestOf(runs[run]);
        const TextRows rows = everySetting(request.value_or(core::jobs::RunRequest{}), names);
        if (all.empty())
            for (const auto& [name, value] : rows)
                all.push_back({ name, {} });
        for (std::size_t row = 0; row < rows.size(); ++row)
            all[row].values << (request ? rows[row].second : QStringLiteral("–"));
    }
    std::erase_if(all, [](const SettingsDifference& difference) {
        return difference.values.count(difference.values.front()) == difference.values.size();
    });
    return all;
}

void SettingsComparison::setRuns(const std::vector<core::store::RunRecord>& runs, const DatasetNames& names)
{
    beginResetModel();
    runs_.clear();
    for (const auto& run : runs)
        runs_ << QString::fromStdString(run.name);
    differences_ = differences(runs, names);
    endResetModel();
}

int SettingsComparison::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(differences_.size());
}

int SettingsComparison::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(runs_.size()) + 1;
}

QVariant SettingsComparison::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const SettingsDifference& difference = differences_[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return index.column() == 0 ? difference.setting : difference.values.value(index.column() - 1);
    return {};
}

QVariant SettingsComparison::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Setting") : runs_.value(section - 1);
}

} // namespace ui
