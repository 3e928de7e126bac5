// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/worker_record.h"

#include "core/base/files.h"
#include "core/protocol/names.h"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <limits>
#include <thread>

namespace core::protocol {

namespace {

constexpr std::uint64_t longestRecord = 1U << 16U;
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

std::string bootIdentity()
{
    std::string id;
    std::ifstream("/proc/sys/kernel/random/boot_id") >> id;
    return id;
}

std::string hostName()
{
    char name[256] = {};
    ::gethostname(name, sizeof(name) - 1);
    return name;
}

} // namespace

WorkerIdentity thisWorker()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return { hostName(), ::getpid(), std::chrono::duration_cast<std::chrono::milliseconds>(now).count(), bootIdentity(), 0 };
}

bool isThisMachine(const WorkerIdentity& identity)
{
    return identity.host == hostName();
}

bool isThisBoot(const WorkerIdentity& identity)
{
    return isThisMachine(identity) && identity.bootId == bootIdentity();
}

std::int64_t availableThreads()
{
    cpu_set_t processors;
    CPU_ZERO(&processors);
    if (::sched_getaffinity(0, sizeof(processors), &processors) != 0)
        return std::max<std::int64_t>(1, std::thread::hardware_concurrency());
    return std::max(1, CPU_COUNT(&processors));
}

std::optional<WorkerIdentity> readWorkerIdentity(const std::filesystem::path& file)
{
    std::error_code code;
    if (!std::filesystem::exists(file, code))
        return std::nullopt;
    return parseWorkerIdentity(readFile(file, longestRecord), file.string());
}

OrderedJson toJson(const WorkerIdentity& identity)
{
    return { { "host", identity.host }, { "process", identity.processId }, { "started", identity.startMilliseconds },
        { "boot", identity.bootId }, { "generation", identity.generation } };
}

WorkerIdentity parseWorkerIdentity(std::string_view text, const std::string& file)
{
    const Json json = parseJson(text, file, 4);
    const JsonFields fields(json, file);
    return { fields.string("host"), fields.integer("process", 0, most), fields.integer("started", 0, most),
        fields.string("boot"), fields.integer("generation", 0, most) };
}

std::vector<std::string> differences(const ResolvedSettings& recorded, const ResolvedSettings& here)
{
    std::vector<std::string> result;
    const auto compare = [&result](const char* what, const std::string& then, const std::string& now) {
        if (then != now)
            result.push_back(std::string(what) + " was \"" + then + "\" and is \"" + now + "\"");
    };
    compare("the processor", recorded.cpuModel, here.cpuModel);
    compare("the instruction set used", recorded.cpuCapability, here.cpuCapability);
    compare("the LibTorch version", recorded.torchVersion, here.torchVersion);
    compare("the DataLever version", recorded.programVersion, here.programVersion);
    return result;
}

OrderedJson toJson(const ResolvedSettings& settings)
{
    return { { "spec", settings.specHash }, { "precision", nameOf(settings.precision) }, { "device", settings.device },
        { "threads", settings.threads }, { "memory_bytes", settings.memoryBytes }, { "pack_plan", settings.packPlan },
        { "cpu_capability", settings.cpuCapability }, { "cpu_model", settings.cpuModel },
        { "program_version", settings.programVersion }, { "torch_version", settings.torchVersion },
        { "bit_identical", settings.bitIdentical } };
}

ResolvedSettings parseResolvedSettings(std::string_view text, const std::string& file)
{
    const Json json = parseJson(text, file, 8);
    const JsonFields fields(json, file);
    ResolvedSettings settings;
    settings.specHash = fields.string("spec");
    settings.precision = precisionNamed(fields, "precision", settings.precision);
    settings.device = fields.string("device");
    settings.threads = fields.integer("threads", 1, 1024);
    settings.memoryBytes = fields.integer("memory_bytes", 0, most);
    settings.packPlan = fields.at("pack_plan");
    settings.cpuCapability = fields.string("cpu_capability");
    settings.cpuModel = fields.string("cpu_model");
    settings.programVersion = fields.string("program_version");
    settings.torchVersion = fields.string("torch_version");
    settings.bitIdentical = fields.boolean("bit_identical", true);
    return settings;
}

ResolvedSettings readResolvedSettings(const std::filesystem::path& file)
{
    return parseResolvedSettings(readFile(file, longestRecord), file.string());
}

} // namespace core::protocol
