// SPDX-License-Identifier: Apache-2.0
#include "app/cli/run_start.h"

#include "app/cli/run_following.h"

namespace cli {

using core::store::OpenMode;
using core::store::ProjectSession;

ProjectSession openForRun(const std::string& project)
{
    try {
        return ProjectSession::open(project, OpenMode::ReadWrite);
    } catch (const core::Error& error) {
        if (error.kind() != core::ErrorKind::Busy)
            throw;
        return ProjectSession::open(project, OpenMode::ReadOnly);
    }
}

int afterLaunch(const Invocation& invocation, const StartedRun& run, const core::protocol::RunFolder& folder,
    core::jobs::WorkerProcess& worker)
{
    if (run.detach) {
        core::jobs::awaitStart(folder, worker, invocation.cancel);
        invocation.answer({ { "run", run.name }, { "folder", folder.path().string() }, { "state", "started" } },
            run.name + " started; follow it with: jobs attach " + run.name + " --project " + run.project);
        return exitDone;
    }
    return followToEnd(invocation, run.project, run.name, &worker);
}

int startRun(const Invocation& invocation, const RunOptions& options)
{
    auto session = openForRun(options.project);
    const auto run = core::jobs::prepareRun(session, requestOf(session, options));
    session.close(); // the run goes on without us; a window may open the project meanwhile
    const core::protocol::RunFolder folder(run.folder);
    auto worker = core::jobs::launchWorker(folder);
    return afterLaunch(invocation, { options.project, run.name, options.detach }, folder, worker);
}

} // namespace cli
