// SPDX-License-Identifier: Apache-2.0
// An experiment of the project as the summary takes it.
#pragma once

#include "core/analysis/experiment_summary.h"
#include "core/store/project_session.h"

#include <string>

namespace core::jobs {

/// The finished cells with the scores of their items and their curves, contamination where it was checked. Throws
/// Error{BadInput} when the run is no experiment.
analysis::ExperimentData experimentData(const store::ProjectSession& session, RunId experiment);

/// Two or more evaluations of single models as arms with one seed each: benchmarks that all of them have answered. Throws
/// Error{BadInput}: fewer than two, no benchmark in common.
analysis::ExperimentData evaluationData(const store::ProjectSession& session, const std::vector<RunId>& runs);

/// Takes in what an experiment's folder tells that the project does not have: of a project of an older version all of its
/// cells. Does nothing for another run and where the session may not write.
void takeInCells(store::ProjectSession& session, RunId experiment);

/// Checks the rows of a dataset against the benchmarks of a run whose figures the project does not have yet, and stores them
/// where the session may write.
void checkContamination(store::ProjectSession& session, RunId run, const CancelToken& cancel = {});

} // namespace core::jobs
