// SPDX-License-Identifier: Apache-2.0
// score: the mean response-token loss of every example under one model.
#include "app/cli/invocation.h"
#include "app/cli/run_following.h"
#include "app/cli/run_options.h"
#include "app/cli/run_start.h"
#include "app/cli/text.h"
#include "core/base/files.h"

#include <CLI/CLI.hpp>

#include <cmath>
#include <memory>

namespace cli {

namespace {

struct ScoreOptions {
    RunOptions run;
    std::string out;
};

/// JSONL: id, loss ("nan" where unscored), tokens, response_tokens, held_out; in dataset order.
void writeLosses(const std::string& project, const std::string& runName, const std::string& out)
{
    const auto session = core::store::ProjectSession::open(project, core::store::OpenMode::ReadOnly);
    const auto run = session.run(runName);
    const auto rows = session.datasetRows(run.dataset);
    const auto matrix = session.lossMatrix(run.id);
    const auto counts = session.tokenCounts(run.id);
    if (matrix.values.size() != rows.size())
        throw core::Error(core::ErrorKind::Internal, "run " + runName + " has no complete losses");
    core::AtomicFile file(out);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        core::OrderedJson line{ { "id", rows[i].example.value },
            { "loss", core::jsonNumber(static_cast<double>(matrix.values[i])) }, { "held_out", rows[i].heldOut } };
        if (i < counts.size()) {
            line["tokens"] = counts[i].total;
            line["response_tokens"] = counts[i].response;
        }
        file.write(line.dump() + "\n");
    }
    file.commit();
}

} // namespace

void addScoreVerb(CLI::App& program, Invocation& invocation)
{
    CLI::App* verb = program.add_subcommand("score", "Mean response-token loss of every example under one model");
    const auto options = std::make_shared<ScoreOptions>();
    options->run.request.kind = core::protocol::JobKind::Score;
    addRunOptions(*verb, options->run);
    verb->add_option("--out", options->out, "Also write the losses to this JSONL file")->excludes("--detach");
    verb->callback([&invocation, options] {
        invocation.run = [&invocation, options] {
            if (options->run.name.empty()) {
                const auto session
                    = core::store::ProjectSession::open(options->run.project, core::store::OpenMode::ReadOnly);
                options->run.name = core::jobs::freeRunName(session, core::protocol::JobKind::Score);
            }
            const int status = startRun(invocation, options->run);
            if (status == exitDone && !options->out.empty()) {
                awaitStored(invocation, options->run.project, options->run.name);
                writeLosses(options->run.project, options->run.name, options->out);
                invocation.remark("losses written to " + options->out);
            }
            return status;
        };
    });
}

} // namespace cli
