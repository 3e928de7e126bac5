// SPDX-License-Identifier: Apache-2.0
// worker.json (which process works on a run) and resolved.json (what was decided at its first start).
#pragma once

#include "core/protocol/run_settings.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::protocol {

/// The process that last took the run. Tells a worker here from one on another machine; liveness is told by the lock.
struct WorkerIdentity {
    std::string host;
    std::int64_t processId = 0;
    std::int64_t startMilliseconds = 0; ///< since 1970
    std::string bootId;
    std::int64_t generation = 0;
    friend bool operator==(const WorkerIdentity&, const WorkerIdentity&) = default;
};

/// This process; generation 0.
WorkerIdentity thisWorker();
bool isThisMachine(const WorkerIdentity&);
/// Whether the identity is of this machine since its last boot, so that its process id means something.
bool isThisBoot(const WorkerIdentity&);

OrderedJson toJson(const WorkerIdentity&);
WorkerIdentity parseWorkerIdentity(std::string_view text, const std::string& file);
/// Nothing when the file is not there.
std::optional<WorkerIdentity> readWorkerIdentity(const std::filesystem::path& file);

/// Processors that this process may use.
std::int64_t availableThreads();

/// What a run's first start decided. A resume uses it, so that it is bit-identical.
struct ResolvedSettings {
    std::string specHash; ///< hashOf(JobSpec)
    Precision precision = Precision::Float32; ///< never Auto
    std::string device = "cpu";
    std::int64_t threads = 1;
    std::int64_t memoryBytes = 0;
    Json packPlan = Json::object(); ///< core/training's, as JSON
    std::string cpuCapability; ///< "AVX512": which kernels LibTorch chose
    std::string cpuModel;
    std::string programVersion;
    std::string torchVersion;
    bool bitIdentical = true; ///< false once a different machine continued the run
    friend bool operator==(const ResolvedSettings&, const ResolvedSettings&) = default;
};

/// What makes results differ between `recorded` and this machine, as sentences; empty when a resume is bit-identical.
std::vector<std::string> differences(const ResolvedSettings& recorded, const ResolvedSettings& here);

OrderedJson toJson(const ResolvedSettings&);
ResolvedSettings parseResolvedSettings(std::string_view text, const std::string& file);
ResolvedSettings readResolvedSettings(const std::filesystem::path& file);

} // namespace core::protocol
