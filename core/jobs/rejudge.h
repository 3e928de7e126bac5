// SPDX-License-Identifier: Apache-2.0
// Stored answers judged anew by the rules of today, without a model.
#pragma once

#include "core/base/cancel_token.h"
#include "core/store/experiment_records.h"
#include "core/store/project_session.h"

#include <cstdint>
#include <vector>

namespace core::jobs {

struct Rejudgement {
    store::EvaluationRecord before;
    std::int64_t judged = 0; ///< answers that are there
    std::int64_t changed = 0; ///< whose verdict or answer is another one now
    std::int64_t right = 0; ///< now
};

/// The evaluations of a run, of an experiment those of its cells; held-out losses are left as they are. One transaction an
/// evaluation. Throws what the session throws, Error{Cancelled}.
std::vector<Rejudgement> rejudge(store::ProjectSession& session, RunId run, const CancelToken& cancel = {});

} // namespace core::jobs
