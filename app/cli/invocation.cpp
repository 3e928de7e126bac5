// SPDX-License-Identifier: Apache-2.0
#include "app/cli/invocation.h"

#include <cstdio>

namespace cli {

void Invocation::answer(const core::OrderedJson& document, const std::string& text) const
{
    // Text from files may hold invalid UTF-8; it is shown with replacement characters rather than refused.
    constexpr auto replace = core::OrderedJson::error_handler_t::replace;
    std::string output = text;
    if (style == OutputStyle::Json)
        output = document.dump(2, ' ', false, replace);
    else if (style == OutputStyle::Events)
        output = core::OrderedJson{ { "event", "result" }, { "result", document } }.dump(-1, ' ', false, replace);
    if (!output.empty() && output.back() != '\n')
        output += '\n';
    std::fwrite(output.data(), 1, output.size(), stdout);
    std::fflush(stdout);
}

void Invocation::remark(const std::string& sentence) const
{
    if (!quiet)
        std::fprintf(stderr, "%s\n", sentence.c_str());
}

} // namespace cli
