// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/report_export.h"

#include "core/analysis/summary_text.h"
#include "ui/plots/interval_plot.h"
#include "ui/plots/plot_export.h"

#include <vector>

namespace ui {

namespace {

struct PendingFile {
    QString file;
    PlotWork make;
};

void addPlot(std::vector<PendingFile>& files, const QString& base, IntervalPlot& plot)
{
    if (plot.content().rows.empty())
        return;
    for (const PictureFormat format : { PictureFormat::Png, PictureFormat::Svg, PictureFormat::Csv })
        files.push_back({ base + '.' + suffixOf(format), plotWork(plot, format, {}) });
}

} // namespace

void exportReport(
    const ReportFiles& files, Background& background, QObject* receiver, std::function<void(int)> done, OnFailure failed)
{
    std::vector<PendingFile> pending;
    const auto add = [&](const char* name, std::function<std::string(const core::analysis::ExperimentSummary&)> text) {
        pending.push_back({ files.folder + '/' + QLatin1String(name),
            [summary = files.view.summary, text = std::move(text)] { return QByteArray::fromStdString(text(*summary)); } });
    };
    add("report.md", core::analysis::summaryMarkdown);
    add("scores.csv", core::analysis::summaryCsv);
    add("summary.json", [](const auto& summary) { return core::analysis::summaryJson(summary).dump(2) + "\n"; });
    addPlot(pending, files.folder + "/differences", files.differences);
    addPlot(pending, files.folder + "/groups", files.groups);
    background.run(
        receiver,
        [pending = std::move(pending)] {
            for (const PendingFile& file : pending)
                writeBytes(file.make(), file.file);
            return static_cast<int>(pending.size());
        },
        std::move(done), std::move(failed));
}

} // namespace ui
