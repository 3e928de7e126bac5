// SPDX-License-Identifier: Apache-2.0
// What a session stands on: the lock, the connection and its thread. Internal to core/store.
#pragma once

#include "core/store/open_database.h"
#include "core/store/store_thread.h"

namespace core::store {

class Store {
public:
    explicit Store(OpenedProject project);
    ~Store();

    const std::filesystem::path& file() const { return file_; }
    bool readOnly() const { return readOnly_; }
    const std::vector<std::string>& warnings() const { return warnings_; }
    StoreThread& thread() { return thread_; }
    void close();

    /// Runs `task(Database&)` on the thread; sqlite failures leave as core::Error.
    template <typename Task> auto read(Task task)
    {
        return thread_.run(Lane::Read, [this, task] { return onDatabase(task); });
    }

    /// The same inside one transaction. BadInput when the session is read-only.
    template <typename Task> auto write(Durability durability, Task task)
    {
        requireWritable();
        return thread_.run(Lane::Write, [this, durability, task] {
            return onDatabase([&](Database& database) {
                Transaction transaction(database, durability);
                if constexpr (std::is_void_v<std::invoke_result_t<Task, Database&>>) {
                    task(database);
                    transaction.commit();
                } else {
                    auto result = task(database);
                    transaction.commit();
                    return result;
                }
            });
        });
    }

    /// On the thread only.
    template <typename Task> auto onDatabase(Task&& task)
    {
        return translated(file_, [&] { return task(database()); });
    }

    void requireWritable() const;

private:
    std::filesystem::path file_;
    bool readOnly_ = false;
    std::vector<std::string> warnings_;
    OpenedProject project_;
    StoreThread thread_; // last: ends before the connection goes

    Database& database();
};

Store& storeOf(const ProjectSession& session);

} // namespace core::store
