// SPDX-License-Identifier: Apache-2.0
#include "app/cli/interrupt.h"

#include <csignal>

namespace cli {

namespace {

// A signal handler may only touch lock-free atomics; the token's flag is one and lives to the end of the program.
const core::CancelToken* interruptToken = nullptr;

void onSignal(int signal)
{
    interruptToken->cancel();
    std::signal(signal, SIG_DFL);
}

} // namespace

void cancelOnInterrupt(const core::CancelToken& token)
{
    static core::CancelToken kept;
    kept = token;
    interruptToken = &kept;
    struct sigaction action { };
    action.sa_handler = onSignal;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

} // namespace cli
