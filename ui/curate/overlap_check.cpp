// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curate/overlap_check.h"

#include "ui/theme/number_text.h"

#include <QtCore/QFileInfo>

namespace ui {

namespace {

constexpr int betweenTicks = 150; ///< milliseconds

} // namespace

OverlapCheck::OverlapCheck(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , workspace_(workspace)
{
    tick_.setInterval(betweenTicks);
    connect(&tick_, &QTimer::timeout, this, &OverlapCheck::changed);
    connect(&workspace_, &Workspace::choiceChanged, this, &OverlapCheck::followDataset);
    connect(&workspace_, &Workspace::textsChanged, this, [this] {
        cancel();
        report_ = nullptr; // it spoke of other texts
        Q_EMIT changed();
    });
}

OverlapCheck::~OverlapCheck()
{
    cancel_.cancel();
}

void OverlapCheck::start(const QStringList& files)
{
    cancel();
    files_ = files;
    report_ = nullptr;
    problem_.clear();
    dataset_ = workspace_.dataset();
    if (files.isEmpty() || !dataset_) {
        Q_EMIT changed();
        return;
    }
    std::vector<std::filesystem::path> paths;
    for (const QString& file : files)
        paths.emplace_back(file.toStdString());
    running_ = true;
    cancel_ = core::CancelToken();
    done_ = std::make_shared<std::atomic<std::int64_t>>(0);
    tick_.start();
    workspace_.background().run(
        this,
        [session = workspace_.session(), dataset = *dataset_, paths, cancel = cancel_, done = done_] {
            return std::make_shared<const core::jobs::ContaminationReport>(
                core::jobs::checkContamination(*session, dataset, paths, cancel,
                    [done](const core::Progress& progress) { done->store(static_cast<std::int64_t>(progress.done)); }));
        },
        [this, generation = generation_](const ReportPointer& report) {
            if (generation != generation_)
                return;
            running_ = false;
            tick_.stop();
            report_ = report;
            Q_EMIT changed();
        },
        [this, generation = generation_](const core::Error& error) {
            if (generation != generation_)
                return;
            running_ = false;
            tick_.stop();
            problem_ = QString::fromStdString(error.message());
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

void OverlapCheck::cancel()
{
    ++generation_;
    cancel_.cancel();
    const bool was = running_;
    running_ = false;
    tick_.stop();
    if (was)
        Q_EMIT changed();
}

/// Other rows: what was found says nothing of them.
void OverlapCheck::followDataset()
{
    if (!dataset_ || workspace_.dataset() == dataset_)
        return;
    cancel();
    report_ = nullptr;
    problem_.clear();
    dataset_.reset();
    Q_EMIT changed();
}

OverlapFigures OverlapCheck::figures(const CuratePreviewPointer& preview) const
{
    OverlapFigures figures;
    figures.problem = problem_;
    if (running_)
        figures.progress = tr("%1 rows compared").arg(countText(done()));
    if (!report_)
        return figures;
    const auto& copies = preview ? preview->figures.copies : std::vector<std::uint32_t>();
    figures.checked = true;
    for (const auto& found : report_->found) {
        const auto row = static_cast<std::size_t>(found.row);
        if (row < copies.size() && copies[row] > 0)
            ++(found.kind == core::curate::Overlap::Equal ? figures.equal : figures.words);
    }
    QStringList names;
    for (const QString& file : files_)
        names.append(QFileInfo(file).completeBaseName());
    figures.benchmarks = names.join(QStringLiteral(", "));
    return figures;
}

core::data::Selection OverlapCheck::rows() const
{
    const auto& columns = workspace_.columns();
    core::data::Selection rows(columns ? columns->rows() : 0);
    if (report_)
        for (const auto& found : report_->found)
            if (static_cast<std::size_t>(found.row) < rows.size())
                rows.set(static_cast<std::size_t>(found.row), true);
    return rows;
}

} // namespace ui
