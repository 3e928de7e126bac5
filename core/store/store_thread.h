// SPDX-License-Identifier: Apache-2.0
// The one thread that touches SQLite: short tasks, first come, first served; while an import is open its batches and
// everybody's reads go on and other writes wait.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>

namespace core::store {

enum class Lane { Read, Write, Import };

class StoreThread {
public:
    StoreThread();
    ~StoreThread(); ///< runs what was posted before, then ends; not to be destroyed on the thread itself
    StoreThread(const StoreThread&) = delete;
    StoreThread& operator=(const StoreThread&) = delete;

    /// The task must not throw.
    void post(Lane lane, std::function<void()> task);
    bool isCurrent() const { return std::this_thread::get_id() == thread_.get_id(); }
    /// From the thread itself: other writers wait until they are let in again.
    void holdWriters(bool hold);
    bool writersHeld() const;

    template <typename Task> std::future<std::invoke_result_t<Task>> start(Lane lane, Task task)
    {
        auto packaged = std::make_shared<std::packaged_task<std::invoke_result_t<Task>()>>(std::move(task));
        auto result = packaged->get_future();
        post(lane, [packaged] { (*packaged)(); });
        return result;
    }

    /// Waits for the task and hands on what it returns or throws. On the thread itself it runs at once.
    template <typename Task> auto run(Lane lane, Task task)
    {
        if (isCurrent())
            return task();
        return start(lane, std::move(task)).get();
    }

private:
    struct Entry {
        Lane lane;
        std::function<void()> task;
    };
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Entry> queue_;
    bool writersHeld_ = false;
    bool ending_ = false;
    std::thread thread_;

    void work();
    bool takeNext(std::function<void()>& task);
};

} // namespace core::store
