// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/ui/figure_table.h"

#include <algorithm>
#include <cstdio>

namespace bench {

void printHead()
{
    std::printf("%-66s %9s %9s %7s  %s\n", "milliseconds, unless said otherwise", "median", "worst", "goal", "met");
    std::fflush(stdout);
}

void print(const std::string& what, std::vector<double> values, std::optional<double> goal)
{
    if (values.empty()) {
        std::printf("%-66s %9s\n", what.c_str(), "none");
        return;
    }
    std::sort(values.begin(), values.end());
    const double median = values[values.size() / 2];
    std::printf("%-66s %9.1f %9.1f", what.c_str(), median, values.back());
    if (goal)
        std::printf(" %7.0f  %s", *goal, median <= *goal ? "yes" : "NO");
    std::printf("\n");
    std::fflush(stdout);
}

void remark(const std::string& sentence)
{
    std::printf("    %s\n", sentence.c_str());
    std::fflush(stdout);
}

} // namespace bench
