// SPDX-License-Identifier: Apache-2.0
// control.jsonl: what a worker is asked to do while it runs. Any process may append a line; the worker acknowledges each
// line of its generation by a ControlEvent with the same id.
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace core::protocol {

enum class ControlAction { Pause, Resume, Checkpoint, Stop };

struct ControlRequest {
    std::string id; ///< unique within the run: newControlId()
    std::int64_t generation = 0; ///< of the worker that is meant; others ignore the line
    ControlAction action = ControlAction::Stop;
    friend bool operator==(const ControlRequest&, const ControlRequest&) = default;
};

namespace control_faults {
inline constexpr Fault otherProtocol{ "control/other-protocol", ErrorKind::BadFile,
    "this is not a request to a DataLever run" };
inline constexpr Fault otherVersion{ "control/other-version", ErrorKind::Unsupported,
    "the request was written in another version of the run protocol", "Use the DataLever version that runs it." };
inline constexpr Fault unknownAction{ "control/unknown-action", ErrorKind::BadFile, "this action is not known",
    "Known are pause, resume, checkpoint and stop." };
inline constexpr Fault lineTooLong{ "control/line-too-long", ErrorKind::BadFile,
    "the line is longer than a request can be" };
inline constexpr Fault all[] = { otherProtocol, otherVersion, unknownAction, lineTooLong };
} // namespace control_faults

std::string_view nameOf(ControlAction);
std::string newControlId();

std::string encodeControl(const ControlRequest&);
/// `line` without its end. Throws Error of control_faults and json_faults.
ControlRequest decodeControl(std::string_view line, const Place& place);
/// Appends one whole line and syncs it.
void appendControl(const std::filesystem::path& file, const ControlRequest&);

/// Reads the requests that were appended since the last call.
class ControlReader {
public:
    explicit ControlReader(std::filesystem::path file);

    /// Complete new lines; `refused` gets one sentence for each line that could not be understood (it is skipped).
    std::vector<ControlRequest> poll(std::vector<std::string>& refused);

private:
    std::filesystem::path file_;
    std::uint64_t offset_ = 0;
    std::uint64_t line_ = 0;
    bool tooLong_ = false;
};

} // namespace core::protocol
