// SPDX-License-Identifier: Apache-2.0
#include "core/worker/event_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>

namespace core::worker {

namespace {

[[noreturn]] void throwUnwritable(const std::filesystem::path& file, int code)
{
    throw Error(ErrorKind::Storage, file.string() + ": the run's events could not be written (" + std::strerror(code) + ")",
        code == ENOSPC ? "Free some space on that disk, then resume the run."
                       : "Make the run folder writable, then resume the run.");
}

std::int64_t millisecondsNow()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

} // namespace

EventWriter::EventWriter(const protocol::RunFolder& folder)
    : file_(folder.events())
{
    protocol::EventPosition position;
    for (auto events = protocol::readEvents(file_, position); !events.empty();
         events = protocol::readEvents(file_, position)) {
        for (const auto& event : events) {
            if (const auto* started = std::get_if<protocol::StartedEvent>(&event.body))
                lastGeneration_ = started->generation;
        }
    }
    size_ = position.offset;
    sequence_ = position.sequence;
    descriptor_ = FileDescriptor(::open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
    if (!descriptor_.valid() || ::ftruncate(descriptor_.get(), static_cast<off_t>(size_)) != 0)
        throwUnwritable(file_, errno);
}

void EventWriter::write(protocol::EventBody body)
{
    const std::lock_guard lock(mutex_);
    const std::string line = protocol::encodeEvent({ sequence_ + 1, millisecondsNow(), std::move(body) });
    std::size_t done = 0;
    while (done < line.size()) {
        const ssize_t written
            = ::pwrite(descriptor_.get(), line.data() + done, line.size() - done, static_cast<off_t>(size_ + done));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            const int code = written < 0 ? errno : ENOSPC;
            if (::ftruncate(descriptor_.get(), static_cast<off_t>(size_)) != 0)
                throwUnwritable(file_, errno); // the torn line is cut by the next worker
            throwUnwritable(file_, code);
        }
        done += static_cast<std::size_t>(written);
    }
    size_ += line.size();
    ++sequence_;
}

void EventWriter::sync()
{
    const std::lock_guard lock(mutex_);
    if (::fsync(descriptor_.get()) != 0)
        throwUnwritable(file_, errno);
}

} // namespace core::worker
