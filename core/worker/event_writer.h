// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/files.h"
#include "core/protocol/event_codec.h"
#include "core/protocol/run_folder.h"

#include <cstdint>
#include <mutex>

namespace core::worker {

/// The one writer of a run's events.jsonl; any thread may write. Whole lines or nothing: a line that did not fit on the
/// disk is cut off again.
class EventWriter {
public:
    /// Reads what earlier workers told and cuts a torn last line. Throws Error of event_faults for a file that cannot be
    /// continued and Error{Storage} for one that cannot be written.
    explicit EventWriter(const protocol::RunFolder& folder);

    /// Of the worker before this one; 0 = this is the first.
    std::int64_t lastGeneration() const { return lastGeneration_; }
    /// Throws Error{Storage}.
    void write(protocol::EventBody body);
    /// After this, what was written survives a power loss.
    void sync();

private:
    std::filesystem::path file_;
    std::mutex mutex_;
    FileDescriptor descriptor_;
    std::uint64_t size_ = 0;
    std::uint64_t sequence_ = 0;
    std::int64_t lastGeneration_ = 0;
};

} // namespace core::worker
