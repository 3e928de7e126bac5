// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json.h"
#include "core/jobs/sample_findings.h"

#include <string>

namespace cli {

/// Tables and sentences, for a terminal.
std::string findingsText(const core::jobs::SampleFindings& findings);
core::OrderedJson findingsJson(const core::jobs::SampleFindings& findings);

} // namespace cli
