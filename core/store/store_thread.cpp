// SPDX-License-Identifier: Apache-2.0
#include "core/store/store_thread.h"

#include <algorithm>

namespace core::store {

StoreThread::StoreThread()
    : thread_([this] { work(); })
{
}

StoreThread::~StoreThread()
{
    {
        const std::lock_guard guard(mutex_);
        ending_ = true;
        writersHeld_ = false;
    }
    wake_.notify_all();
    thread_.join();
}

void StoreThread::post(Lane lane, std::function<void()> task)
{
    {
        const std::lock_guard guard(mutex_);
        queue_.push_back({ lane, std::move(task) });
    }
    wake_.notify_one();
}

void StoreThread::holdWriters(bool hold)
{
    const std::lock_guard guard(mutex_);
    writersHeld_ = hold;
}

bool StoreThread::writersHeld() const
{
    const std::lock_guard guard(mutex_);
    return writersHeld_;
}

bool StoreThread::takeNext(std::function<void()>& task)
{
    std::unique_lock guard(mutex_);
    const auto mayRun = [this](const Entry& entry) { return !writersHeld_ || entry.lane != Lane::Write; };
    auto next = queue_.end();
    wake_.wait(guard, [&] {
        next = std::find_if(queue_.begin(), queue_.end(), mayRun);
        return next != queue_.end() || ending_;
    });
    if (next == queue_.end())
        return false;
    task = std::move(next->task);
    queue_.erase(next);
    return true;
}

void StoreThread::work()
{
    for (std::function<void()> task; takeNext(task); task = nullptr)
        task();
}

} // namespace core::store
