// SPDX-License-Identifier: Apache-2.0
// datalever-worker RUNFOLDER [--allow-different-machine], or datalever-worker --session. Wiring only. This unit is compiled
// for every x86-64 processor, so that an older one gets a sentence and not a signal.
#include "core/protocol/exit_status.h"
#include "core/worker/run_worker.h"
#include "core/worker/session.h"

#include <cstdio>
#include <cstring>

namespace {

constexpr const char* usageText = "usage: datalever-worker RUNFOLDER [--allow-different-machine]\n"
                                  "       datalever-worker --session\n"
                                  "exit status: 0 finished, 1 failed (see events.jsonl), 2 usage, 3 stopped, 4 run folder "
                                  "refused, 5 run folder not writable, 6 processor too old\n";

bool processorSuffices()
{
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2")
        && __builtin_cpu_supports("fma");
}

} // namespace

int main(int count, char** arguments)
{
    namespace exit_status = core::protocol::exit_status;
    if (!processorSuffices()) {
        std::fputs("DataLever needs a processor of the level x86-64-v3 (AVX2, FMA, BMI2: Intel Haswell of 2013, AMD "
                   "Excavator of 2015, or later); this one lacks these instructions.\n",
            stderr);
        return exit_status::unsupportedCpu;
    }
    if (count == 2 && std::strcmp(arguments[1], "--session") == 0)
        return core::worker::runSession();
    core::worker::WorkerOptions options;
    const char* folder = nullptr;
    for (int i = 1; i < count; ++i) {
        if (std::strcmp(arguments[i], "--allow-different-machine") == 0)
            options.allowDifferentMachine = true;
        else if (folder == nullptr && arguments[i][0] != '-')
            folder = arguments[i];
        else
            folder = "";
    }
    if (folder == nullptr || *folder == '\0') {
        std::fputs(usageText, stderr);
        return exit_status::usage;
    }
    return core::worker::runWorker(folder, options);
}
