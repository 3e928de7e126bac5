// SPDX-License-Identifier: Apache-2.0
// datalever-cli: DataLever without a window. Parses the call, runs one verb, turns a failure into a sentence and a status.
#include "app/cli/interrupt.h"
#include "app/cli/invocation.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <new>

namespace {

int reportFailure(const cli::Invocation& invocation, const core::Error& error)
{
    if (invocation.style != cli::OutputStyle::Text) {
        core::OrderedJson failure{ { "message", error.message() }, { "hint", error.hint() } };
        if (!error.code().empty())
            failure["code"] = error.code();
        std::fprintf(stdout, "%s\n",
            core::OrderedJson{ { "error", failure } }
                .dump(-1, ' ', false, core::OrderedJson::error_handler_t::replace)
                .c_str());
    }
    std::fprintf(stderr, "datalever-cli: %s\n", error.message().c_str());
    if (!error.hint().empty())
        std::fprintf(stderr, "%s\n", error.hint().c_str());
    return error.kind() == core::ErrorKind::Cancelled ? cli::exitInterrupted : cli::exitFailed;
}

int runVerb(cli::Invocation& invocation)
{
    try {
        return invocation.run();
    } catch (const core::Error& error) {
        return reportFailure(invocation, error);
    } catch (const std::bad_alloc&) {
        return reportFailure(invocation, { core::ErrorKind::OutOfMemory, "there is not enough memory for this" });
    } catch (const std::exception& error) {
        return reportFailure(invocation, { core::ErrorKind::Internal, std::string("unexpected: ") + error.what() });
    }
}

} // namespace

int main(int argc, char** argv)
{
    cli::Invocation invocation;
    CLI::App program(
        "Which training examples does a model learn late, and does training more on them make it better?", "datalever-cli");
    program.set_version_flag("--version", "datalever-cli " DATALEVER_VERSION);
    program.require_subcommand(1);
    program.fallthrough();
    bool json = false;
    bool events = false;
    program.add_flag("--json", json, "Answer with one JSON document on stdout");
    program.add_flag("--events", events, "Progress and answer as JSON lines on stdout")->excludes("--json");
    program.add_flag("-q,--quiet", invocation.quiet, "No progress and no remarks on stderr");

    cli::addProjectVerb(program, invocation);
    cli::addDataVerb(program, invocation);
    cli::addSampleVerb(program, invocation);
    cli::addModelVerb(program, invocation);
    cli::addTokenizerVerb(program, invocation);
    cli::addGenerateVerb(program, invocation);
    cli::addEvaluateVerb(program, invocation);
    cli::addExperimentVerb(program, invocation);
    cli::addCompareVerb(program, invocation);
    cli::addScoreVerb(program, invocation);
    cli::addProxyVerb(program, invocation);
    cli::addClusterVerb(program, invocation);
    cli::addCurateVerb(program, invocation);
    cli::addExportVerb(program, invocation);
    cli::addPlotVerb(program, invocation);
    cli::addJobsVerb(program, invocation);
    cli::addDoctorVerb(program, invocation);

    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? cli::exitDone : cli::exitUsage;
    }
    invocation.style = json ? cli::OutputStyle::Json : events ? cli::OutputStyle::Events : cli::OutputStyle::Text;
    cli::cancelOnInterrupt(invocation.cancel);
    return runVerb(invocation);
}
