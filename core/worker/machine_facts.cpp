// SPDX-License-Identifier: Apache-2.0
#include "core/worker/machine_facts.h"

#include "core/base/files.h"
#include "core/models/device.h"

#include <fstream>

namespace core::worker {

std::string cpuModel()
{
    std::ifstream information("/proc/cpuinfo");
    for (std::string line; std::getline(information, line);) {
        const auto colon = line.find(": ");
        if (line.compare(0, 10, "model name") == 0 && colon != std::string::npos)
            return line.substr(colon + 2);
    }
    return "unknown";
}

protocol::ResolvedSettings resolveHere(const protocol::JobSpec& spec)
{
    if (spec.resources.precision == protocol::Precision::BFloat16)
        throw Error(ErrorKind::Unsupported, "Training and scoring in bf16 are not in this version.",
            "Choose the precision fp32 or auto.");
    static_cast<void>(models::deviceOf(spec.resources.device)); // refuses one that is not there
    const auto facts = models::torchFacts();
    protocol::ResolvedSettings settings;
    settings.specHash = protocol::hashOf(spec);
    settings.precision = protocol::Precision::Float32;
    settings.device = spec.resources.device;
    settings.threads = spec.resources.threads > 0 ? spec.resources.threads : protocol::availableThreads();
    settings.memoryBytes = spec.resources.memoryBytes;
    settings.cpuCapability = facts.cpuCapability;
    settings.cpuModel = cpuModel();
    settings.programVersion = DATALEVER_VERSION;
    settings.torchVersion = facts.version;
    return settings;
}

std::optional<protocol::ResolvedSettings> resolvedBefore(
    const protocol::RunFolder& folder, const protocol::JobSpec& spec, bool allowDifferentMachine)
{
    std::error_code code;
    if (!std::filesystem::exists(folder.resolved(), code))
        return std::nullopt;
    auto settings = protocol::readResolvedSettings(folder.resolved());
    if (settings.specHash != protocol::hashOf(spec))
        throw Error(ErrorKind::BadFile, folder.job().string() + ": the job was changed after the run had begun",
            "Put the original job.json back, or start a new run.");
    auto here = resolveHere(spec);
    const auto different = protocol::differences(settings, here);
    if (different.empty())
        return settings;
    if (!allowDifferentMachine)
        throw Error(ErrorKind::Unsupported,
            folder.name() + " was begun on a machine that differs: " + different.front() + ".",
            "With --allow-different-machine it goes on here; its results may then differ in the last bits.");
    settings.bitIdentical = false;
    settings.cpuCapability = here.cpuCapability;
    settings.cpuModel = here.cpuModel;
    settings.torchVersion = here.torchVersion;
    settings.programVersion = here.programVersion;
    writeResolved(folder, settings);
    return settings;
}

void writeResolved(const protocol::RunFolder& folder, const protocol::ResolvedSettings& settings)
{
    writeFileAtomically(folder.resolved(), protocol::toJson(settings).dump(2) + "\n");
}

} // namespace core::worker
