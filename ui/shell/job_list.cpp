// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/job_list.h"

#include "ui/runs/run_words.h"
#include "ui/theme/number_text.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui {

using core::store::RunRecord;
using core::store::RunState;

namespace {

constexpr int betweenUpdates = 100; // milliseconds

QString clock(std::int64_t milliseconds)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(milliseconds).time(), QLocale::ShortFormat);
}

/// "at 14:24", or the day too where it was another.
QString moment(std::int64_t milliseconds)
{
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(milliseconds);
    return when.date() == QDate::currentDate() ? JobList::tr("at %1").arg(clock(milliseconds))
                                               : JobList::tr("on %1").arg(QLocale().toString(when, QLocale::ShortFormat));
}

QString durationOf(const RunRecord& run)
{
    return durationText(static_cast<double>(run.finishedAt - run.startedAt) / 1000);
}

/// "hard-5, 25 of 40 cells done"
QString cellWords(const core::jobs::RunProgress& progress)
{
    using core::protocol::CellState;
    const auto done = std::ranges::count_if(progress.cells,
        [](const auto& cell) { return cell.state == CellState::Finished || cell.state == CellState::Failed; });
    QString words = JobList::tr("%1 of %2 cells done")
                        .arg(countText(done), countText(static_cast<std::int64_t>(progress.cells.size())));
    for (const auto& cell : progress.cells)
        if (cell.state == CellState::Running)
            words = QString::fromStdString(cell.cell) + ", " + words;
    return words;
}

} // namespace

QString jobName(const RunRecord& run)
{
    const QString name = QString::fromStdString(run.name);
    return run.kind == "score"     ? JobList::tr("Scoring %1").arg(name)
        : run.kind == "proxy"      ? JobList::tr("Proxy %1").arg(name)
        : run.kind == "experiment" ? JobList::tr("Experiment %1").arg(name)
        : run.kind == "finetune"   ? JobList::tr("Fine-tuning %1").arg(name)
        : run.kind == "evaluate"   ? JobList::tr("Evaluation %1").arg(name)
                                   : JobList::tr("Token count %1").arg(name);
}

JobList::JobList(JobsDoor& door, QObject* parent)
    : QObject(parent)
    , door_(door)
{
    soon_.setSingleShot(true);
    soon_.setInterval(betweenUpdates);
    connect(&soon_, &QTimer::timeout, this, &JobList::makeLines);
    const auto later = [this] {
        if (!soon_.isActive())
            soon_.start();
    };
    connect(&door_, &JobsDoor::runListChanged, this, later);
    connect(&door_, &JobsDoor::runStateChanged, this, later);
    connect(&door_, &JobsDoor::runProgressed, this, later);
    connect(&door_, &JobsDoor::workerDied, this, [this, later](core::RunId run, const QString& sentence) {
        warnings_[run] = sentence;
        later();
    });
    makeLines(); // of the runs that are known already
}

JobLine JobList::lineOf(const RunRecord& run) const
{
    JobLine line;
    line.run = run.id;
    line.name = jobName(run);
    line.active = isActive(run.state);
    line.finished = run.state == RunState::Finished;
    line.share = std::numeric_limits<double>::quiet_NaN();
    const auto* now = door_.progress(run.id);
    if (now == nullptr || !line.active) {
        line.state = run.state == RunState::Failed ? tr("failed")
            : run.state == RunState::Interrupted   ? tr("interrupted")
            : line.finished && run.finishedAt == 0 ? tr("finished")
            : line.finished                        ? tr("finished %1, %2").arg(moment(run.finishedAt), durationOf(run))
                                                   : tr("queued");
    } else {
        line.state = run.state == RunState::Paused ? tr("paused") : phaseWords(now->progress.phase);
        if (!now->progress.cells.empty())
            line.state = cellWords(now->progress) + ": " + line.state;
        if (now->progress.plan && now->progress.plan->steps > 0)
            line.state
                += ", " + tr("step %1 of %2").arg(countText(now->progress.step), countText(now->progress.plan->steps));
        if (now->whole.total > 0)
            line.share = static_cast<double>(now->whole.done) / static_cast<double>(now->whole.total);
        if (now->remainingSeconds && run.state == RunState::Running)
            line.remaining = tr("about %1 left").arg(durationText(*now->remainingSeconds));
        if (now->tokensPerSecond)
            line.speed = tr("%1 tokens/s").arg(countText(std::llround(*now->tokensPerSecond)));
        if (now->progress.memoryBytes > 0)
            line.memory = bytesText(static_cast<quint64>(now->progress.memoryBytes));
    }
    if (!line.active) {
        line.problem = QString::fromStdString(run.note);
        if (const auto found = warnings_.find(run.id); line.problem.isEmpty() && found != warnings_.end())
            line.problem = found->second;
    }
    line.actions = { run.state == RunState::Running,
        run.state == RunState::Paused || run.state == RunState::Interrupted || run.state == RunState::Failed,
        run.state == RunState::Running && run.kind == "proxy", line.active };
    return line;
}

void JobList::makeLines()
{
    std::vector<JobLine> lines;
    const RunRecord* last = nullptr;
    for (auto run = door_.runs().rbegin(); run != door_.runs().rend(); ++run) {
        lines.push_back(lineOf(*run));
        if (run->finishedAt > 0 && (last == nullptr || run->finishedAt > last->finishedAt))
            last = &*run;
    }
    std::ranges::stable_sort(lines, {}, [](const JobLine& line) { return line.active ? 0 : line.finished ? 2 : 1; });
    QString idle = tr("Nothing running.");
    if (last != nullptr && last->state == RunState::Finished)
        idle += " " + tr("%1 finished at %2, %3.").arg(jobName(*last), clock(last->finishedAt), durationOf(*last));
    if (lines == lines_ && idle == idle_)
        return;
    lines_ = std::move(lines);
    idle_ = idle;
    Q_EMIT changed();
}

} // namespace ui
