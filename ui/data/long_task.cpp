// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/long_task.h"

#include <chrono>
#include <mutex>

namespace ui {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds betweenProgress{ 100 };

} // namespace

/// Outlives the task in the progress that is still on its way.
struct LongTask::Mailbox {
    std::mutex mutex;
    LongTask* task = nullptr;
};

LongTask::LongTask(Background& background, QObject* parent)
    : QObject(parent)
    , background_(background)
    , mailbox_(std::make_shared<Mailbox>())
{
    mailbox_->task = this;
}

LongTask::~LongTask()
{
    cancel_.cancel();
    const std::lock_guard lock(mailbox_->mutex);
    mailbox_->task = nullptr;
}

core::ProgressSink LongTask::sink(quint64 generation) const
{
    return [mailbox = mailbox_, generation, last = Clock::time_point()](const core::Progress& progress) mutable {
        if (Clock::now() - last < betweenProgress && progress.done != progress.total)
            return; // the event loop has more to do than to hear of every row
        last = Clock::now();
        const std::lock_guard lock(mailbox->mutex);
        if (mailbox->task == nullptr)
            return;
        QMetaObject::invokeMethod(
            mailbox->task,
            [task = mailbox->task, generation, progress] {
                if (generation == task->generation_)
                    Q_EMIT task->progressed(progress.done, progress.total);
            },
            Qt::QueuedConnection);
    };
}

void LongTask::start(Work work)
{
    cancel_.cancel();
    cancel_ = {};
    const quint64 generation = ++generation_;
    setRunning(true);
    background_.run(
        this, [work = std::move(work), cancel = cancel_, progress = sink(generation)] { return work(cancel, progress); },
        [this, generation](const Deliver& deliver) {
            if (generation != generation_)
                return;
            setRunning(false);
            deliver();
        },
        [this, generation](const core::Error& error) {
            if (generation != generation_)
                return;
            setRunning(false);
            if (error.kind() != core::ErrorKind::Cancelled)
                Q_EMIT failed(QString::fromStdString(error.message()), QString::fromStdString(error.hint()));
        });
}

void LongTask::cancel()
{
    cancel_.cancel();
    ++generation_;
    setRunning(false);
}

void LongTask::setRunning(bool running)
{
    if (running == running_)
        return;
    running_ = running;
    Q_EMIT runningChanged();
}

} // namespace ui
