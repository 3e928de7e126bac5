// SPDX-License-Identifier: Apache-2.0
#include "app/cli/run_start.h"

#include "app/cli/run_following.h"

namespace cli {

namespace {

using core::store::OpenMode;
using core::store::ProjectSession;

/// For writing; read-only where another program has the project open: it then records the run and takes its results in.
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

} // namespace

int startRun(const Invocation& invocation, const RunOptions& options)
{
    auto session = openForRun(options.project);
    const auto run = core::jobs::prepareRun(session, requestOf(session, options));
    session.close(); // the run goes on without us; a window may open the project meanwhile
    const core::protocol::RunFolder folder(run.folder);
    auto worker = core::jobs::launchWorker(folder);
    if (options.detach) {
        core::jobs::awaitStart(folder, worker, invocation.cancel);
        invocation.answer({ { "run", run.name }, { "folder", run.folder.string() }, { "state", "started" } },
            run.name + " started; follow it with: jobs attach " + run.name + " --project " + options.project);
        return exitDone;
    }
    return followToEnd(invocation, options.project, run.name, &worker);
}

} // namespace cli
