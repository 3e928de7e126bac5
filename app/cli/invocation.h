// SPDX-License-Identifier: Apache-2.0
// What every verb is given: how to answer (text or JSON), how to show progress, and whether the user asked to stop.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/json.h"

#include <filesystem>
#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace cli {

enum class OutputStyle { Text, Json, Events };

/// One call of the program. `run` is set by the verb that was parsed; main() calls it and turns its failure into an exit
/// status. stdout is the result, stderr everything else.
struct Invocation {
    OutputStyle style = OutputStyle::Text;
    bool quiet = false; ///< no progress bar, no remarks
    core::CancelToken cancel;
    std::function<int()> run;

    /// Prints the result: the document with --json or --events, else the text.
    void answer(const core::OrderedJson& document, const std::string& text) const;
    /// A remark on stderr, such as a warning; not part of the result.
    void remark(const std::string& sentence) const;
};

/// Exit statuses of the contract (DESIGN §8).
constexpr int exitDone = 0;
constexpr int exitFailed = 1;
constexpr int exitUsage = 2;
constexpr int exitInterrupted = 130;

// One function per verb, each in its own file; it declares the verb's options and sets invocation.run when parsed.
void addProjectVerb(CLI::App& program, Invocation& invocation);
void addDataVerb(CLI::App& program, Invocation& invocation);
void addSampleVerb(CLI::App& program, Invocation& invocation);
void addModelVerb(CLI::App& program, Invocation& invocation);
void addTokenizerVerb(CLI::App& program, Invocation& invocation);
void addGenerateVerb(CLI::App& program, Invocation& invocation);
void addEvaluateVerb(CLI::App& program, Invocation& invocation);
void addExperimentVerb(CLI::App& program, Invocation& invocation);
void addCompareVerb(CLI::App& program, Invocation& invocation);
void addScoreVerb(CLI::App& program, Invocation& invocation);
void addProxyVerb(CLI::App& program, Invocation& invocation);
void addClusterVerb(CLI::App& program, Invocation& invocation);
void addCurateVerb(CLI::App& program, Invocation& invocation);
void addExportVerb(CLI::App& program, Invocation& invocation);
void addPlotVerb(CLI::App& program, Invocation& invocation);
void addJobsVerb(CLI::App& program, Invocation& invocation);
void addDoctorVerb(CLI::App& program, Invocation& invocation);

} // namespace cli
