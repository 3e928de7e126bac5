// SPDX-License-Identifier: Apache-2.0
// Runs that were set up while another process held the project: whoever writes it next takes their folders in.
#pragma once

#include "core/store/project_session.h"

#include <string>
#include <vector>

namespace core::jobs {

struct Adoption {
    std::vector<RunId> adopted; ///< recorded as queued; their events are ingested like any run's
    std::vector<std::string> problems; ///< a sentence for each folder that cannot be recorded
};

/// Records every folder of the project's runs that has an origin and no record yet. Needs a writing session.
Adoption adoptRuns(store::ProjectSession& session);

/// Whether there is a folder that adoptRuns() would look at; a read-only session is enough.
bool hasRunsToAdopt(const store::ProjectSession& session);

} // namespace core::jobs
