// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/invocation.h"
#include "core/base/progress.h"

#include <chrono>
#include <optional>
#include <string>

namespace cli {

/// A line on stderr that says how far the work is and when it will be done: redrawn in place on a terminal, every ten
/// seconds elsewhere, a JSON line on stdout with --events. Used by one thread.
class ProgressBar {
public:
    ProgressBar(const Invocation& invocation, std::string what);
    ~ProgressBar(); ///< clears the line

    /// `remark` stands after the figures: "412 tokens/s, loss 3.21". `remaining`: seconds, where the work itself knows.
    void show(const core::Progress& progress, const std::string& remark = {}, std::optional<double> remaining = {});
    core::ProgressSink sink();

private:
    void draw(const core::Progress& progress, const std::string& remark, std::optional<double> known);
    double remainingSeconds(const core::Progress& progress) const;

    const Invocation& invocation_;
    std::string what_;
    bool terminal_ = false;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point start_;
    std::chrono::steady_clock::time_point lastDrawn_;
};

} // namespace cli
