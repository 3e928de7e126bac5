// SPDX-License-Identifier: Apache-2.0
// Statements about labels, notes, pins and exclusions. Internal to core/store; on the store thread.
#pragma once

#include "core/store/annotation_records.h"
#include "core/store/database.h"
#include "core/store/example_set.h"

#include <span>

namespace core::data {
struct Columns;
}

namespace core::store {

/// Changes what is not so yet; the members that changed, per mark. BadInput: a text that is too long or empty, an example
/// that is not there.
MarkedSets applyAnnotation(Database& database, const AnnotationChange& change, const ExampleSet& examples);
/// Turns the members of every mark round: the way back and the way forth again.
void toggleMarks(Database& database, const MarkedSets& members);

/// In the order asked for.
std::vector<ExampleAnnotations> readAnnotations(Database& database, std::span<const ExampleId> ids);
std::vector<LabelCount> readLabelCounts(Database& database); ///< in order of name; without labels on no example
/// Sets `marks`, `labels` and `notes` of a snapshot whose ids are there.
void readAnnotationColumns(Database& database, data::Columns& columns);
/// Refuses what does not decode or fit.
void checkAnnotations(Database& database);

} // namespace core::store
