// SPDX-License-Identifier: GPL-3.0-or-later
// What a recipe makes of a snapshot, and what its controls would, counted without storing anything: pure computation for a
// thread that is not the GUI's.
#pragma once

#include "core/curate/control_recipes.h"
#include "core/jobs/project_curation.h"
#include "ui/session/project_door.h"

#include <QtCore/QString>

#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace ui {

/// What recipes look at beside the snapshot, kept while the rows are the same. Thread-safe.
class RecipeMaterials {
public:
    explicit RecipeMaterials(std::shared_ptr<core::store::ProjectSession> session);

    /// Reads what is not there yet; waits for the store's thread. Throws Error.
    core::curate::RecipeInput inputOf(const core::data::Columns& columns, const core::curate::Recipe& recipe);

private:
    std::shared_ptr<core::store::ProjectSession> session_;
    std::mutex mutex_;
    core::data::SharedColumn<core::ExampleId> ids_; ///< of the rows that the material is of
    core::data::SharedColumn<std::uint32_t> responses_; ///< another column after a change of mapping
    core::jobs::RecipeMaterial material_;
};

/// Copies of rows to train on by cluster. Rows that are not scored are of neither.
struct ClusterCounts {
    std::uint64_t easy = 0;
    std::uint64_t hard = 0;
    std::uint64_t unscored = 0;
    std::uint64_t all() const { return easy + hard + unscored; }
    double hardShare() const; ///< of the scored ones; NaN without any
    friend bool operator==(const ClusterCounts&, const ClusterCounts&) = default;
};

/// Shares of copies by length, in per cent, at the middle of each bin. Longer rows count in the last bin.
struct LengthShares {
    bool tokens = false; ///< else characters of prompt and response
    std::vector<double> middles;
    std::vector<double> before;
    std::vector<double> after;
};

/// What a list of rows is made of, held-out rows not counted.
struct RowsFigures {
    std::vector<std::uint32_t> copies; ///< of each row of the snapshot
    core::curate::Mix mix;
    ClusterCounts clustersBefore;
    ClusterCounts clustersAfter;
    LengthShares lengths;
    std::optional<std::uint64_t> tokensBefore; ///< absent: not counted yet
    std::optional<std::uint64_t> tokensAfter;
    std::uint32_t mostCopies = 0;
    std::uint64_t rowsWithMost = 0;
};
/// `rows` in the snapshot's order. Throws Error{BadInput} for others.
RowsFigures figuresOf(const core::data::Columns& columns, std::span<const core::data::DatasetRow> rows);
ClusterCounts clustersIn(const core::data::Columns& columns, std::span<const core::data::DatasetRow> rows);

/// Why a step cannot be carried out.
struct StepProblem {
    std::size_t step = 0; ///< the number of steps: not of a single one, but of what is left in the end
    QString sentence;
    QString hint;
};

/// A control of a recipe.
struct ControlPreview {
    core::curate::StepKind kind = core::curate::StepKind::RandomControl;
    std::optional<core::curate::Recipe> recipe; ///< absent: the recipe has nothing that it could stand in for
    QString problem; ///< why it cannot be drawn
    std::uint64_t copies = 0; ///< of all rows in the end
    std::uint64_t added = 0; ///< by its steps
    ClusterCounts clusters;
    bool isThere() const { return recipe && problem.isEmpty(); }
};

struct CuratePreview {
    ColumnsPointer columns;
    core::curate::Recipe recipe;
    core::curate::StepCount before;
    std::vector<core::curate::StepCount> steps; ///< as many as there are before a problem
    std::uint64_t heldOut = 0;
    std::uint64_t excludedLeft = 0;
    std::optional<StepProblem> problem; ///< what follows says nothing then
    RowsFigures figures;
    std::array<ControlPreview, 3> controls; ///< in the order of core::curate::controlKinds
    double milliseconds = 0;

    std::uint64_t copies() const { return steps.empty() ? before.copies : steps.back().copies; }
};
using CuratePreviewPointer = std::shared_ptr<const CuratePreview>;

/// Never throws: failures stand in the result.
CuratePreviewPointer curatePreview(
    const ColumnsPointer& columns, const core::curate::Recipe& recipe, RecipeMaterials& materials);

} // namespace ui
