// SPDX-License-Identifier: Apache-2.0
// Events as JSON lines, and the incremental reading of a growing events.jsonl. A last line without its end is "not yet".
#pragma once

#include "core/base/error.h"
#include "core/protocol/job_event.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace core::protocol {

namespace event_faults {
inline constexpr Fault otherProtocol{ "event/other-protocol", ErrorKind::BadFile,
    "this is not an event of a DataLever run" };
inline constexpr Fault otherVersion{ "event/other-version", ErrorKind::Unsupported,
    "the event was written in another version of the run protocol", "Use the DataLever version that wrote it." };
inline constexpr Fault unknownType{ "event/unknown-type", ErrorKind::BadFile, "this type of event is not known" };
inline constexpr Fault unknownValue{ "event/unknown-value", ErrorKind::BadFile, "this value is not known" };
inline constexpr Fault sequenceGap{ "event/sequence-gap", ErrorKind::BadFile,
    "the sequence number does not follow the one before", "The file was changed or its start is missing." };
inline constexpr Fault lineTooLong{ "event/line-too-long", ErrorKind::BadFile, "the line is longer than an event can be" };
inline constexpr Fault leavesFolder{ "event/leaves-folder", ErrorKind::BadFile,
    "a result file outside the run folder is named" };
inline constexpr Fault shrank{ "event/shrank", ErrorKind::BadFile, "the file is shorter than what was already read of it" };
inline constexpr Fault all[]
    = { otherProtocol, otherVersion, unknownType, unknownValue, sequenceGap, lineTooLong, leavesFolder, shrank };
} // namespace event_faults

/// One line with its end.
std::string encodeEvent(const JobEvent&);
/// `line` without its end. Throws Error of event_faults and json_faults, naming the place.
JobEvent decodeEvent(std::string_view line, const Place& place);

/// How far a reader is: byte offset after, and sequence number of, the last event taken.
struct EventPosition {
    std::uint64_t offset = 0;
    std::uint64_t sequence = 0;
    friend bool operator==(const EventPosition&, const EventPosition&) = default;
};

/// The events after `position`, at most a few MiB of them at once, and the position after them; a missing file has none.
/// Call again until none come. On a refusal `position` is after the last good event.
std::vector<JobEvent> readEvents(const std::filesystem::path& file, EventPosition& position);

} // namespace core::protocol
