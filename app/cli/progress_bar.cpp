// SPDX-License-Identifier: Apache-2.0
#include "app/cli/progress_bar.h"

#include "app/cli/text.h"

#include <unistd.h>

#include <cstdio>
#include <limits>

namespace cli {

namespace {

double secondsBetween(std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to)
{
    return std::chrono::duration<double>(to - from).count();
}

} // namespace

ProgressBar::ProgressBar(const Invocation& invocation, std::string what)
    : invocation_(invocation)
    , what_(std::move(what))
    , terminal_(::isatty(STDERR_FILENO) == 1)
    , start_(std::chrono::steady_clock::now())
    , lastDrawn_(start_)
{
}

ProgressBar::~ProgressBar()
{
    if (drawn_ && terminal_)
        std::fputs("\r\033[K", stderr);
}

double ProgressBar::remainingSeconds(const core::Progress& progress) const
{
    if (progress.total == 0 || progress.done == 0)
        return std::numeric_limits<double>::quiet_NaN();
    const double elapsed = secondsBetween(start_, std::chrono::steady_clock::now());
    return elapsed * static_cast<double>(progress.total - std::min(progress.done, progress.total))
        / static_cast<double>(progress.done);
}

void ProgressBar::show(const core::Progress& progress, const std::string& remark, std::optional<double> remaining)
{
    if (invocation_.quiet)
        return;
    const auto now = std::chrono::steady_clock::now();
    const double pause = terminal_ || invocation_.style == OutputStyle::Events ? 0.1 : 10;
    if (secondsBetween(lastDrawn_, now) < pause)
        return;
    lastDrawn_ = now;
    draw(progress, remark, remaining);
}

void ProgressBar::draw(const core::Progress& progress, const std::string& remark, std::optional<double> known)
{
    const double share = progress.total == 0 ? 0 : static_cast<double>(progress.done) / static_cast<double>(progress.total);
    const double remaining = known.value_or(remainingSeconds(progress));
    if (invocation_.style == OutputStyle::Events) {
        const core::OrderedJson event{ { "event", "progress" }, { "what", what_ }, { "done", progress.done },
            { "total", progress.total }, { "remaining_seconds", core::jsonNumber(remaining) }, { "remark", remark } };
        std::fprintf(stdout, "%s\n", event.dump().c_str());
        std::fflush(stdout);
        return;
    }
    std::string line = what_;
    if (progress.total > 0) {
        constexpr int width = 24;
        const auto filled = static_cast<int>(share * width);
        line += " [" + std::string(static_cast<std::size_t>(filled), '#')
            + std::string(static_cast<std::size_t>(width - filled), '.') + "] " + percentText(share, 0);
        if (remaining == remaining)
            line += ", " + durationText(remaining) + " left";
    } else {
        line += " " + countText(static_cast<std::int64_t>(progress.done));
    }
    if (!remark.empty())
        line += ", " + remark;
    std::fprintf(stderr, terminal_ ? "\r\033[K%s" : "%s\n", line.c_str());
    std::fflush(stderr);
    drawn_ = true;
}

core::ProgressSink ProgressBar::sink()
{
    return [this](const core::Progress& progress) { show(progress); };
}

} // namespace cli
