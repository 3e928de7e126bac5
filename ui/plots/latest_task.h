// SPDX-License-Identifier: GPL-3.0-or-later
// Work for another thread of which only the newest counts: at most one runs and one waits, a newer one replaces the one
// that waits. Results arrive on the GUI thread in order; after drop() those that were asked for before never do.
#pragma once

#include <QtCore/QFutureWatcher>
#include <QtCore/QPromise>
#include <QtCore/QThreadPool>

#include <functional>
#include <memory>
#include <utility>

namespace ui {

template <typename Result> class LatestTask {
public:
    using Work = std::function<Result()>; ///< must not throw

    explicit LatestTask(std::function<void(Result)> deliver)
        : deliver_(std::move(deliver))
    {
        QObject::connect(&watcher_, &QFutureWatcher<Result>::finished, &watcher_, [this] { onFinished(); });
    }

    void start(Work work)
    {
        waiting_ = std::move(work);
        ++generation_;
        if (!running_)
            startWaiting();
    }

    void drop()
    {
        oldest_ = generation_ + 1;
        waiting_ = nullptr;
    }

    bool isBusy() const { return running_; }

private:
    void startWaiting()
    {
        auto promise = std::make_shared<QPromise<Result>>();
        promise->start();
        running_ = true;
        runningGeneration_ = generation_;
        watcher_.setFuture(promise->future());
        QThreadPool::globalInstance()->start([promise, work = std::exchange(waiting_, nullptr)] {
            promise->addResult(work());
            promise->finish();
        });
    }

    void onFinished()
    {
        running_ = false;
        Result result = watcher_.result();
        const bool counts = runningGeneration_ >= oldest_;
        if (waiting_)
            startWaiting();
        if (counts)
            deliver_(std::move(result));
    }

    std::function<void(Result)> deliver_;
    QFutureWatcher<Result> watcher_;
    Work waiting_; ///< the newest one; empty: none
    bool running_ = false;
    quint64 generation_ = 0; ///< of the newest work
    quint64 runningGeneration_ = 0;
    quint64 oldest_ = 0;
};

} // namespace ui
