// SPDX-License-Identifier: Apache-2.0
// Another mapping for an imported file. The rows stay; what follows from the mapping is computed anew: prompt and response
// hashes, characters, source labels, and the held-out side of every row in every dataset. Two things are refused in words,
// with the way out of importing the file again under the new mapping: a mapping under which a kept row cannot be read
// (datasets would lose rows), and one that changes the text of a row that a run has used (its losses and its split belong
// to the old text). Rows that the import refused are not in the project and stay out.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/data/mapping.h"
#include "core/store/annotation_records.h"
#include "core/store/project_session.h"

#include <string>
#include <vector>

namespace core::store {

/// What a mapping would change, in numbers of rows of its file.
struct MappingEffect {
    std::int64_t rows = 0;
    std::int64_t unreadable = 0; ///< kept rows that the mapping cannot read
    std::vector<std::string> problems; ///< sentences of the first ten of them
    std::int64_t promptsChanged = 0;
    std::int64_t textsChanged = 0; ///< prompt or response
    std::int64_t moved = 0; ///< to the other side of the held-out line
    std::int64_t relabelled = 0; ///< another source label
    std::vector<std::string> runs; ///< that used rows of the file
    std::string refusal; ///< why it is not possible; empty: it is
    std::string wayOut; ///< what to do instead
};

/// Reads every row of the file, on the calling thread; other tasks of the store run in between. Throws Error of
/// mapping_faults, {BadInput} for a source that is not there, {Cancelled}.
MappingEffect previewMapping(const ProjectSession& session, SourceId source, const data::Mapping& mapping,
    const CancelToken& cancel = {}, const ProgressSink& progress = {});
/// The same, then one transaction with an entry in the undo log; nullopt when it is the mapping already. BadInput with
/// MappingEffect::refusal.
std::optional<CommandRecord> changeMapping(ProjectSession& session, SourceId source, const data::Mapping& mapping,
    const CancelToken& cancel = {}, const ProgressSink& progress = {});

} // namespace core::store
