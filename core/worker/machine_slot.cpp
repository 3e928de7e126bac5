// SPDX-License-Identifier: Apache-2.0
#include "core/worker/machine_slot.h"

#include "core/base/error.h"
#include "core/base/folders.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>
#include <thread>

namespace core::worker {

namespace {

using Tickets = std::map<std::int64_t, std::filesystem::path>;

/// By number; other files are no tickets.
Tickets ticketsIn(const std::filesystem::path& folder)
{
    Tickets tickets;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(folder, code)) {
        const std::string name = entry.path().filename().string();
        std::int64_t number = 0;
        const auto [end, failed] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (failed == std::errc() && end == name.data() + name.size())
            tickets[number] = entry.path();
    }
    return tickets;
}

/// Held while tickets are made or removed, for microseconds.
FileLock lockDesk(const std::filesystem::path& folder)
{
    for (;;) {
        FileLock lock = FileLock::tryAcquire(folder / "desk");
        if (lock.held())
            return lock;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

} // namespace

MachineSlot::MachineSlot(const std::filesystem::path& folder)
    : folder_(folder)
{
    createFolders(folder_);
    const FileLock desk = lockDesk(folder_);
    const Tickets tickets = ticketsIn(folder_);
    number_ = tickets.empty() ? 1 : tickets.rbegin()->first + 1;
    ticket_ = folder_ / std::to_string(number_);
    lock_ = FileLock::tryAcquire(ticket_);
    if (!lock_.held())
        throw Error(ErrorKind::Storage, ticket_.string() + ": the place in the queue of workers could not be taken");
}

MachineSlot::~MachineSlot()
{
    std::error_code ignored;
    std::filesystem::remove(ticket_, ignored);
}

bool MachineSlot::isOurs()
{
    const Tickets tickets = ticketsIn(folder_);
    std::vector<std::filesystem::path> abandoned;
    for (auto ticket = tickets.begin(); ticket != tickets.end() && ticket->first < number_; ++ticket) {
        if (FileLock::isHeld(ticket->second))
            return false;
        abandoned.push_back(ticket->second);
    }
    if (!abandoned.empty()) {
        const FileLock desk = lockDesk(folder_);
        for (const auto& ticket : abandoned) {
            std::error_code ignored;
            if (!FileLock::isHeld(ticket)) // lower numbers than ours are never given again while we hold ours
                std::filesystem::remove(ticket, ignored);
        }
    }
    return true;
}

std::filesystem::path machineSlotFolder()
{
    return runtimeFolder() / "worker-slot";
}

} // namespace core::worker
