// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curate/curate_preview.h"

#include <QtCore/QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui {

using core::curate::Recipe;
using core::data::Columns;
using core::data::DatasetRow;

namespace {

constexpr double lengthBins = 40;
constexpr double longestShare = 0.995; ///< of the rows lie inside the axis

double lengthOf(const Columns& columns, std::size_t row)
{
    return columns.tokens.empty() ? double{ 0 } + columns.promptCharacters[row] + columns.responseCharacters[row]
                                  : columns.tokens[row];
}

/// Copies of every row of the snapshot in a list; held-out rows have none.
std::vector<std::uint32_t> copiesIn(const Columns& columns, std::span<const DatasetRow> rows)
{
    std::vector<std::uint32_t> copies(columns.rows());
    std::size_t row = 0;
    for (const DatasetRow& kept : rows) {
        while (row < columns.rows() && columns.ids[row] != kept.example)
            ++row;
        if (row == columns.rows())
            throw core::Error(core::ErrorKind::BadInput, "the rows are not those of the dataset, or in another order");
        copies[row++] = kept.heldOut ? 0 : kept.copies;
    }
    return copies;
}

std::vector<std::uint32_t> copiesBefore(const Columns& columns)
{
    std::vector<std::uint32_t> copies(columns.rows());
    for (std::size_t row = 0; row < copies.size(); ++row)
        copies[row] = columns.heldOut[row] != 0 ? 0 : columns.copies[row];
    return copies;
}

ClusterCounts clustersOf(const Columns& columns, const std::vector<std::uint32_t>& copies)
{
    ClusterCounts counts;
    if (columns.cluster.empty())
        return counts;
    for (std::size_t row = 0; row < copies.size(); ++row) {
        const std::uint16_t code = columns.cluster[row];
        (code == core::data::noCluster        ? counts.unscored
                : columns.isHardCluster(code) ? counts.hard
                                              : counts.easy)
            += copies[row];
    }
    return counts;
}

/// 1, 2, 4, ...: so that the usual limits lie on an edge.
double widthOfBins(const Columns& columns)
{
    std::vector<double> lengths(columns.rows());
    for (std::size_t row = 0; row < lengths.size(); ++row)
        lengths[row] = lengthOf(columns, row);
    const auto place = static_cast<std::ptrdiff_t>(longestShare * static_cast<double>(lengths.size() - 1));
    std::nth_element(lengths.begin(), lengths.begin() + place, lengths.end());
    return std::max(
        1.0, std::exp2(std::ceil(std::log2(std::max(1.0, lengths[static_cast<std::size_t>(place)]) / lengthBins))));
}

LengthShares lengthsOf(
    const Columns& columns, const std::vector<std::uint32_t>& before, const std::vector<std::uint32_t>& after)
{
    LengthShares shares;
    shares.tokens = !columns.tokens.empty();
    if (columns.rows() == 0)
        return shares;
    const double width = widthOfBins(columns);
    const auto bins = static_cast<std::size_t>(lengthBins);
    shares.before.resize(bins);
    shares.after.resize(bins);
    double wholeBefore = 0;
    double wholeAfter = 0;
    std::size_t used = 0;
    for (std::size_t row = 0; row < columns.rows(); ++row) {
        const auto bin = std::min(static_cast<std::size_t>(lengthOf(columns, row) / width), bins - 1);
        shares.before[bin] += before[row];
        shares.after[bin] += after[row];
        wholeBefore += before[row];
        wholeAfter += after[row];
        if (before[row] + after[row] > 0)
            used = std::max(used, bin + 1);
    }
    shares.before.resize(used);
    shares.after.resize(used);
    for (std::size_t bin = 0; bin < used; ++bin) {
        shares.middles.push_back((static_cast<double>(bin) + 0.5) * width);
        shares.before[bin] *= wholeBefore > 0 ? 100 / wholeBefore : 0;
        shares.after[bin] *= wholeAfter > 0 ? 100 / wholeAfter : 0;
    }
    return shares;
}

QString sentenceOf(const core::Error& error)
{
    QString text = QString::fromStdString(error.message());
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

/// The first step that fails, found by carrying out ever more of them.
void findProblem(const Columns& columns, const Recipe& recipe, RecipeMaterials& materials, const core::Error& failure,
    CuratePreview& preview)
{
    preview.problem = { recipe.steps.size(), sentenceOf(failure), QString::fromStdString(failure.hint()) };
    Recipe part{ {}, recipe.seed };
    for (std::size_t step = 0; step < recipe.steps.size(); ++step) {
        part.steps.push_back(recipe.steps[step]);
        try {
            preview.steps = core::curate::applyRecipe(materials.inputOf(columns, part), part).steps;
        } catch (const core::Error& error) {
            preview.problem = { step, sentenceOf(error), QString::fromStdString(error.hint()) };
            return;
        }
    }
}

ControlPreview controlPreview(
    const Columns& columns, const Recipe& recipe, core::curate::StepKind kind, RecipeMaterials& materials)
{
    ControlPreview control;
    control.kind = kind;
    control.recipe = core::curate::controlOf(recipe, kind);
    if (!control.recipe)
        return control;
    try {
        const auto curated = core::curate::applyRecipe(materials.inputOf(columns, *control.recipe), *control.recipe);
        for (std::size_t step = 0; step < curated.steps.size(); ++step)
            if (control.recipe->steps[step].kind == kind)
                control.added += curated.steps[step].copiesAdded;
        control.copies = curated.steps.back().copies;
        control.clusters = clustersIn(columns, curated.rows);
    } catch (const core::Error& error) {
        control.problem = sentenceOf(error);
    }
    return control;
}

} // namespace

RecipeMaterials::RecipeMaterials(std::shared_ptr<core::store::ProjectSession> session)
    : session_(std::move(session))
{
}

core::curate::RecipeInput RecipeMaterials::inputOf(const Columns& columns, const Recipe& recipe)
{
    const std::lock_guard lock(mutex_);
    if (!columns.ids.sharesWith(ids_) || !columns.responseCharacters.sharesWith(responses_)) {
        ids_ = columns.ids;
        responses_ = columns.responseCharacters;
        material_ = {};
    }
    core::jobs::gather(*session_, columns, recipe, material_);
    const auto needs = core::curate::needsOf(recipe);
    return { columns, needs.identities ? material_.identities : std::vector<std::uint64_t>(), material_.selections,
        material_.fields };
}

double ClusterCounts::hardShare() const
{
    const auto scored = static_cast<double>(easy + hard);
    return scored > 0 ? static_cast<double>(hard) / scored : std::numeric_limits<double>::quiet_NaN();
}

ClusterCounts clustersIn(const Columns& columns, std::span<const DatasetRow> rows)
{
    return clustersOf(columns, copiesIn(columns, rows));
}

RowsFigures figuresOf(const Columns& columns, std::span<const DatasetRow> rows)
{
    RowsFigures figures;
    const auto before = copiesBefore(columns);
    auto after = copiesIn(columns, rows);
    figures.mix = core::curate::mixOf(columns, rows);
    figures.clustersBefore = clustersOf(columns, before);
    figures.clustersAfter = clustersOf(columns, after);
    figures.lengths = lengthsOf(columns, before, after);
    if (!columns.tokens.empty()) {
        figures.tokensBefore = 0;
        figures.tokensAfter = 0;
    }
    for (std::size_t row = 0; row < after.size(); ++row) {
        if (figures.tokensBefore) {
            *figures.tokensBefore += std::uint64_t{ columns.tokens[row] } * before[row];
            *figures.tokensAfter += std::uint64_t{ columns.tokens[row] } * after[row];
        }
        if (after[row] > figures.mostCopies) {
            figures.mostCopies = after[row];
            figures.rowsWithMost = 0;
        }
        figures.rowsWithMost += after[row] > 0 && after[row] == figures.mostCopies;
    }
    figures.copies = std::move(after);
    return figures;
}

CuratePreviewPointer curatePreview(const ColumnsPointer& columns, const Recipe& recipe, RecipeMaterials& materials)
{
    QElapsedTimer clock;
    clock.start();
    auto preview = std::make_shared<CuratePreview>();
    preview->columns = columns;
    preview->recipe = recipe;
    for (std::size_t row = 0; row < columns->rows(); ++row) {
        preview->before.rows += columns->heldOut[row] == 0 && columns->copies[row] > 0;
        preview->before.copies += columns->heldOut[row] == 0 ? columns->copies[row] : 0;
        preview->heldOut += columns->heldOut[row] != 0;
    }
    try {
        auto curated = core::curate::applyRecipe(materials.inputOf(*columns, recipe), recipe);
        preview->steps = std::move(curated.steps);
        preview->excludedLeft = curated.excludedLeft;
        preview->figures = figuresOf(*columns, curated.rows);
        for (std::size_t i = 0; i < preview->controls.size(); ++i)
            preview->controls[i] = controlPreview(*columns, recipe, core::curate::controlKinds[i], materials);
    } catch (const core::Error& error) {
        findProblem(*columns, recipe, materials, error, *preview);
    }
    preview->milliseconds = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    return preview;
}

} // namespace ui
