// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/control.h"

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/protocol/job_spec.h"
#include "core/protocol/line_reader.h"
#include "core/protocol/names.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <limits>
#include <random>

namespace core::protocol {

namespace {

constexpr std::size_t longestRequest = 1U << 16U;
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr Names<ControlAction, 4> actionNames{ { { ControlAction::Pause, "pause" }, { ControlAction::Resume, "resume" },
    { ControlAction::Checkpoint, "checkpoint" }, { ControlAction::Stop, "stop" } } };

} // namespace

std::string_view nameOf(ControlAction action)
{
    return actionNames.of(action);
}

std::string newControlId()
{
    std::random_device device;
    constexpr std::string_view digits = "0123456789abcdef";
    std::string id;
    for (int i = 0; i < 16; ++i)
        id += digits[device() % 16];
    return id;
}

std::string encodeControl(const ControlRequest& request)
{
    const OrderedJson json = { { "protocol", protocolName }, { "version", protocolVersion }, { "id", request.id },
        { "generation", request.generation }, { "action", nameOf(request.action) } };
    return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

ControlRequest decodeControl(std::string_view line, const Place& place)
{
    const std::string where = place.line ? place.file + ", line " + std::to_string(*place.line) : place.file;
    const Json json = parseJson(line, where, 8);
    const JsonFields fields(json, where);
    if (fields.string("protocol", "") != protocolName)
        throw refusal(control_faults::otherProtocol, place);
    if (const auto version = fields.integer("version", 0, most); version != protocolVersion)
        throw refusal(control_faults::otherVersion, place,
            "found: " + std::to_string(version) + ", known: " + std::to_string(protocolVersion));
    ControlRequest request;
    request.id = fields.string("id");
    request.generation = fields.integer("generation", 1, most);
    const auto action = actionNames.find(fields.string("action"));
    if (!action)
        throw refusal(control_faults::unknownAction, place, fields.string("action"));
    request.action = *action;
    return request;
}

void appendControl(const std::filesystem::path& file, const ControlRequest& request)
{
    const FileDescriptor descriptor(::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644));
    const std::string line = encodeControl(request);
    // One write call of a short line: two hosts that append at once do not mix.
    const bool written
        = descriptor.valid() && ::write(descriptor.get(), line.data(), line.size()) == static_cast<ssize_t>(line.size());
    if (!written || ::fsync(descriptor.get()) != 0)
        throw Error(ErrorKind::Storage, file.string() + ": the request could not be written (" + std::strerror(errno) + ")");
}

ControlReader::ControlReader(std::filesystem::path file)
    : file_(std::move(file))
{
}

std::vector<ControlRequest> ControlReader::poll(std::vector<std::string>& refused)
{
    const GrownText text = readGrown(file_, offset_);
    std::vector<ControlRequest> requests;
    if (text.lines.empty() && text.bytes >= longestRequest && !tooLong_) {
        tooLong_ = true;
        refused.push_back(describe(control_faults::lineTooLong, { file_.string(), line_ + 1 }));
    }
    for (const std::string& line : text.lines) {
        offset_ += line.size() + 1;
        const Place place{ file_.string(), ++line_ };
        try {
            requests.push_back(decodeControl(line, place));
        } catch (const Error& error) {
            refused.push_back(error.message());
        }
    }
    return requests;
}

} // namespace core::protocol
