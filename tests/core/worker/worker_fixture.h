// SPDX-License-Identifier: Apache-2.0
// A tiny byte model and rows to run real workers on.
#pragma once

#include "core/jobs/job_client.h"
#include "core/protocol/job_spec.h"
#include "tests/core/jobs/wait_for.h"
#include "tests/support/support.h"

#include <filesystem>
#include <map>
#include <string>

namespace support {

std::filesystem::path workerProgram();

/// A folder with a small model and `rows` rows; every fifth is held out, row 3 has no response.
class WorkerFixture {
public:
    explicit WorkerFixture(int rows = 60, int layers = 1, int width = 16);

    const std::filesystem::path& path() const { return folder_.path(); }
    const std::filesystem::path& model() const { return model_; }
    std::filesystem::path run(const std::string& name) const { return path() / "runs" / name; }
    /// A proxy run that takes a second or so.
    core::protocol::JobSpec spec(const std::string& name) const;
    /// createRunFolder with the inputs; the worker is not started.
    core::protocol::RunFolder createRun(const core::protocol::JobSpec& spec) const;
    core::jobs::WorkerProcess launch(const core::protocol::RunFolder& folder, bool allowDifferentMachine = false) const;
    /// Launches and waits for the end; the process' end in words.
    std::string runToEnd(const core::protocol::RunFolder& folder, bool allowDifferentMachine = false) const;

private:
    TemporaryFolder folder_;
    std::filesystem::path model_;
    core::protocol::FileReference rows_;
    core::protocol::FileReference list_;
};

/// Waits for the process' end; its words, or "still running" at the deadline.
std::string endOf(core::jobs::WorkerProcess& process);
std::vector<core::protocol::JobEvent> eventsOf(const core::protocol::RunFolder& folder);

template <typename Event> std::vector<Event> eventsOfKind(const core::protocol::RunFolder& folder)
{
    std::vector<Event> found;
    for (const auto& event : eventsOf(folder)) {
        if (const auto* body = std::get_if<Event>(&event.body))
            found.push_back(*body);
    }
    return found;
}

/// Name and bytes of every result of a finished run: losses, kept weights, the last checkpoint with optimizer state.
std::map<std::string, std::string> resultsOf(const core::protocol::RunFolder& folder);

} // namespace support
