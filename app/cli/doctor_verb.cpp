// SPDX-License-Identifier: Apache-2.0
// doctor: what this machine can do, measured, and what is missing.
#include "app/cli/invocation.h"
#include "app/cli/text.h"
#include "core/base/files.h"
#include "core/base/folders.h"
#include "core/jobs/launcher.h"
#include "core/jobs/session_client.h"

#include <CLI/CLI.hpp>

#include <sys/utsname.h>
#include <unistd.h>

#include <memory>
#include <thread>

namespace cli {

namespace {

/// One line of the report; `advice` is empty where all is well.
struct Finding {
    std::string what;
    std::string value;
    std::string advice;
};

std::uint64_t physicalMemory()
{
    return static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::vector<Finding> machineFindings()
{
    utsname system{};
    ::uname(&system);
    std::vector<Finding> findings;
    findings.push_back({ "system", std::string(system.sysname) + " " + system.release + " " + system.machine, "" });
    findings.push_back({ "cores", std::to_string(std::thread::hardware_concurrency()), "" });
    const auto memory = physicalMemory();
    findings.push_back({ "memory", bytesText(memory),
        memory < 4000000000ULL ? "Runs need about 2 GB; choose a small proxy and a small --memory." : "" });
    for (const auto& [name, folder] : { std::pair{ "cache folder", core::cacheFolder() },
             std::pair{ "state folder", core::stateFolder() }, std::pair{ "data folder", core::dataFolder() } }) {
        const auto free = core::freeBytes(folder);
        findings.push_back({ name, folder.string() + ", " + bytesText(free) + " free",
            free < 2000000000ULL ? "Less than 2 GB free: checkpoints may not fit." : "" });
    }
    return findings;
}

/// Product rates per precision, and which of them `--precision auto` takes.
std::vector<Finding> rateFindings(core::jobs::SessionClient& session, const Invocation& invocation, double seconds)
{
    const auto answer = session.ask("matmul", { { "size", 1024 }, { "seconds", seconds } }, invocation.cancel);
    std::vector<Finding> findings;
    double float32 = 0;
    for (const auto& rate : answer.at("rates")) {
        const std::string precision = rate.at("precision");
        const double gigaflops = rate.at("gigaflops");
        if (precision == "float32")
            float32 = gigaflops;
        std::string advice;
        if (precision == "bfloat16" && gigaflops < float32)
            advice = "Slower than float32 here: this processor has no instructions for it; auto takes float32.";
        findings.push_back({ "matrix product, " + precision, numberText(gigaflops, 1) + " GFLOP/s", advice });
    }
    return findings;
}

std::vector<Finding> workerFindings(const Invocation& invocation, double seconds)
{
    std::vector<Finding> findings;
    try {
        findings.push_back({ "worker", core::jobs::workerProgram().string(), "" });
        core::jobs::SessionClient session;
        const auto versions = session.ask("versions", core::Json::object(), invocation.cancel);
        findings.push_back({ "LibTorch", versions.at("torch"), "" });
        findings.push_back({ "processor",
            versions.at("cpuModel").get<std::string>() + ", kernels for " + versions.at("cpuCapability").get<std::string>(),
            "" });
        findings.push_back({ "devices", versions.value("cuda", false) ? "cpu, cuda" : "cpu",
            versions.value("cuda", false) ? "" : "No CUDA device: runs use the processor." });
        for (auto& finding : rateFindings(session, invocation, seconds))
            findings.push_back(std::move(finding));
    } catch (const core::Error& error) {
        findings.push_back({ "worker", "does not answer: " + error.message(),
            error.hint().empty() ? "Run packaging/run once; it fetches LibTorch and builds the worker." : error.hint() });
    }
    return findings;
}

int examine(const Invocation& invocation, double seconds)
{
    auto findings = machineFindings();
    for (auto& finding : workerFindings(invocation, seconds))
        findings.push_back(std::move(finding));
    Table table({ "what", "found", "advice" });
    core::OrderedJson list = core::OrderedJson::array();
    for (const Finding& finding : findings) {
        table.add({ finding.what, finding.value, finding.advice });
        list.push_back({ { "what", finding.what }, { "found", finding.value }, { "advice", finding.advice } });
    }
    invocation.answer(list, table.text());
    return exitDone;
}

} // namespace

void addDoctorVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb = program.add_subcommand("doctor", "What this machine can do, measured, and what is missing");
    const auto seconds = std::make_shared<double>(1);
    verb->add_option("--seconds", *seconds, "Seconds per measurement")->capture_default_str()->check(CLI::Range(0.05, 60.0));
    verb->callback(
        [&invocation, seconds] { invocation.run = [&invocation, seconds] { return examine(invocation, *seconds); }; });
}

} // namespace cli
