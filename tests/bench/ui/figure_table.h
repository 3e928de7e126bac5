// SPDX-License-Identifier: GPL-3.0-or-later
// The table that a bench prints: what, median, worst, goal, met.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace bench {

void printHead();
/// `values` in the unit that `what` names (milliseconds where it names none). Met: the median is within the goal.
void print(const std::string& what, std::vector<double> values, std::optional<double> goal = std::nullopt);
void remark(const std::string& sentence);

} // namespace bench
