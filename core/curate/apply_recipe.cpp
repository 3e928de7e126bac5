// SPDX-License-Identifier: Apache-2.0
#include "core/curate/apply_recipe.h"

#include "core/base/random.h"
#include "core/data/dataset_rows.h"
#include "core/data/hard_set.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <unordered_set>

namespace core::curate {

namespace {

using data::RowFlag;
using data::RowMark;
using data::Selection;
using Rows = std::vector<std::uint32_t>;

bool isControl(StepKind kind)
{
    return kind == StepKind::RandomControl || kind == StepKind::EasyControl || kind == StepKind::MatchedControl;
}

/// The copies of every row while steps change them.
class Kitchen {
public:
    Kitchen(const RecipeInput& input, std::uint64_t seed)
        : input_(input)
        , columns_(input.columns)
        , seed_(seed)
    {
        for (std::size_t row = 0; row < columns_.rows(); ++row)
            copies_.push_back(columns_.copies[row]);
    }

    StepCount take(const RecipeStep& step);
    StepCount count() const;
    CuratedRows result() const;

private:
    const RecipeInput& input_;
    const data::Columns& columns_;
    std::uint64_t seed_;
    std::vector<std::uint32_t> copies_; ///< 0: dropped
    std::map<StepKind, int> taken_; ///< steps of each kind so far
    std::optional<Selection> hard_;
    std::optional<Selection> easy_;

    bool heldOut(std::size_t row) const { return columns_.heldOut[row] != 0; }
    bool excluded(std::size_t row) const { return columns_.hasMark(row, RowMark::Excluded); }

    /// The rows still there among the hard (easy) ones.
    Rows present(const Selection& rows) const
    {
        Rows there;
        rows.forEach([&](std::size_t row) {
            if (copies_[row] > 0 && !heldOut(row))
                there.push_back(static_cast<std::uint32_t>(row));
        });
        return there;
    }
    Rows hardRows()
    {
        if (!hard_)
            hard_ = data::hardSet(columns_, true).rows;
        return present(*hard_);
    }
    Rows easyRows()
    {
        if (!easy_)
            easy_ = data::hardSet(columns_, false).rows;
        return present(*easy_);
    }
    Rows scoredRows() const
    {
        return present(Selection::where(
            columns_.rows(), [&](std::size_t row) { return columns_.cluster[row] != data::noCluster && !excluded(row); }));
    }

    RandomStream stream(StepKind kind)
    {
        return { seed_, "curate/" + std::string(nameOf(kind)) + "/" + std::to_string(taken_[kind]) };
    }

    void set(std::size_t row, std::uint64_t copies)
    {
        if (copies > data::mostCopies)
            throw Error(ErrorKind::BadInput,
                "example " + std::to_string(columns_.ids[row].value) + " would have " + std::to_string(copies)
                    + " copies; at most " + std::to_string(data::mostCopies) + " are possible");
        copies_[row] = static_cast<std::uint32_t>(copies);
    }
    void multiply(const Rows& rows, std::uint64_t times)
    {
        for (const auto row : rows)
            set(row, copies_[row] * times);
    }
    std::uint64_t copiesOf(const Rows& rows) const
    {
        return std::accumulate(
            rows.begin(), rows.end(), std::uint64_t{ 0 }, [&](std::uint64_t sum, auto row) { return sum + copies_[row]; });
    }
    void draw(const Rows& pool, std::uint64_t count, RandomStream& random, const std::string& what)
    {
        if (count > 0 && pool.empty())
            throw Error(ErrorKind::BadInput, what + " has no rows to draw from");
        const auto drawn = drawInRounds(pool.size(), count, random);
        for (std::size_t i = 0; i < pool.size(); ++i)
            set(pool[i], std::uint64_t{ copies_[pool[i]] } + drawn[i]);
    }

    void selection(const RecipeStep& step);
    void cap(const RecipeStep& step);
    void drop(const std::string& what);
    void dropDuplicates();
    void matchedControl(const RecipeStep& step);
    std::vector<std::uint32_t> codesOf(const std::string& field) const;
};

void Kitchen::selection(const RecipeStep& step)
{
    const auto found = input_.selections.find(step.name);
    const Rows rows = found == input_.selections.end() ? Rows() : present(found->second);
    if (rows.empty())
        throw Error(ErrorKind::BadInput, "no row of the selection " + step.name + " is in the dataset");
    multiply(rows, step.number);
}

void Kitchen::cap(const RecipeStep& step)
{
    const Selection source = data::filterSource(columns_, step.name);
    if (source.count() == 0)
        throw Error(ErrorKind::BadInput, "no row of the dataset has the source " + step.name);
    Rows rows = present(source);
    RandomStream random = stream(StepKind::Cap);
    random.shuffle(rows);
    for (std::size_t i = static_cast<std::size_t>(step.number); i < rows.size(); ++i)
        copies_[rows[i]] = 0;
}

void Kitchen::dropDuplicates()
{
    std::unordered_set<std::uint64_t> seen;
    for (std::size_t row = 0; row < copies_.size(); ++row)
        if (copies_[row] > 0 && !seen.insert(input_.identities.at(row)).second)
            copies_[row] = 0;
}

void Kitchen::drop(const std::string& what)
{
    if (what == "duplicates") {
        dropDuplicates();
        return;
    }
    constexpr std::pair<std::string_view, RowFlag> flags[] = { { "truncated", RowFlag::Truncated },
        { "dropped", RowFlag::Dropped }, { "seam", RowFlag::Seam }, { "unscored", RowFlag::Unscored } };
    for (std::size_t row = 0; row < copies_.size(); ++row) {
        bool goes = what == "excluded" && excluded(row);
        for (const auto& [name, flag] : flags)
            goes = goes || (what == name && !heldOut(row) && columns_.hasFlag(row, flag));
        if (goes)
            copies_[row] = 0;
    }
}

std::vector<std::uint32_t> Kitchen::codesOf(const std::string& field) const
{
    if (field == "source")
        return { columns_.source.codes.begin(), columns_.source.codes.end() };
    const auto found = input_.fields.find(field);
    if (found == input_.fields.end())
        throw Error(ErrorKind::BadInput, "no row of the dataset has a field " + field);
    return found->second;
}

void Kitchen::matchedControl(const RecipeStep& step)
{
    const auto codes = codesOf(step.name);
    std::map<std::uint32_t, std::uint64_t> extra; // in order of the codes, so that draws do not depend on anything else
    for (const auto row : hardRows())
        extra[codes[row]] += copies_[row] * (step.number - 1);
    std::map<std::uint32_t, Rows> pools;
    for (const auto row : scoredRows())
        pools[codes[row]].push_back(row);
    RandomStream random = stream(step.kind);
    for (const auto& [code, count] : extra)
        draw(pools[code], count, random, "a value of the field " + step.name);
}

StepCount Kitchen::take(const RecipeStep& step)
{
    const std::vector<std::uint32_t> before = copies_;
    if (isControl(step.kind) && step.kind != StepKind::MatchedControl) {
        const std::uint64_t extra = copiesOf(hardRows()) * (step.number - 1);
        RandomStream random = stream(step.kind);
        const bool easy = step.kind == StepKind::EasyControl;
        draw(easy ? easyRows() : scoredRows(), extra, random, easy ? "the easy control" : "the random control");
    } else if (step.kind == StepKind::MatchedControl) {
        matchedControl(step);
    } else if (step.kind == StepKind::Hard || step.kind == StepKind::Easy) {
        multiply(step.kind == StepKind::Hard ? hardRows() : easyRows(), step.number);
    } else if (step.kind == StepKind::Selection) {
        selection(step);
    } else if (step.kind == StepKind::Cap) {
        cap(step);
    } else {
        drop(step.name);
    }
    ++taken_[step.kind];
    StepCount after = count();
    for (std::size_t row = 0; row < copies_.size(); ++row) {
        if (heldOut(row))
            continue;
        after.rowsDropped += before[row] > 0 && copies_[row] == 0;
        after.copiesAdded += copies_[row] > before[row] ? copies_[row] - before[row] : 0;
    }
    return after;
}

StepCount Kitchen::count() const
{
    StepCount count;
    for (std::size_t row = 0; row < copies_.size(); ++row) {
        count.rows += copies_[row] > 0 && !heldOut(row);
        count.copies += heldOut(row) ? 0 : copies_[row];
    }
    return count;
}

CuratedRows Kitchen::result() const
{
    CuratedRows result;
    for (std::size_t row = 0; row < copies_.size(); ++row) {
        if (copies_[row] == 0)
            continue;
        result.rows.push_back({ columns_.ids[row], copies_[row], heldOut(row) });
        result.heldOut += heldOut(row);
        result.excludedLeft += excluded(row) && !heldOut(row);
    }
    return result;
}

void requireInput(const RecipeInput& input, const Recipe& recipe)
{
    requireValid(recipe, "recipe");
    const RecipeNeeds needs = needsOf(recipe);
    if (needs.clusters && input.columns.cluster.empty())
        throw Error(ErrorKind::BadInput, "the recipe asks for hard or easy rows, and there is no clustering",
            "Name one: --clustering C");
    if (needs.identities && input.identities.size() != input.columns.rows())
        throw Error(ErrorKind::Internal, "the recipe drops duplicates and was not told which rows are equal");
}

} // namespace

RecipeNeeds needsOf(const Recipe& recipe)
{
    RecipeNeeds needs;
    for (const RecipeStep& step : recipe.steps) {
        needs.clusters
            = needs.clusters || step.kind == StepKind::Hard || step.kind == StepKind::Easy || isControl(step.kind);
        needs.identities = needs.identities || (step.kind == StepKind::Drop && step.name == "duplicates");
        if (step.kind == StepKind::Selection)
            needs.selections.push_back(step.name);
        if (step.kind == StepKind::MatchedControl && step.name != "source")
            needs.fields.push_back(step.name);
    }
    return needs;
}

CuratedRows applyRecipe(const RecipeInput& input, const Recipe& recipe)
{
    requireInput(input, recipe);
    Kitchen kitchen(input, recipe.seed);
    const StepCount before = kitchen.count();
    std::vector<StepCount> steps;
    for (const RecipeStep& step : recipe.steps)
        steps.push_back(kitchen.take(step));
    CuratedRows result = kitchen.result();
    result.before = before;
    result.steps = std::move(steps);
    if (result.rows.size() == result.heldOut)
        throw Error(ErrorKind::BadInput, "the recipe " + recipeText(recipe) + " leaves no row to train on");
    return result;
}

std::vector<std::uint32_t> drawInRounds(std::size_t pool, std::uint64_t count, RandomStream& random)
{
    if (pool == 0)
        return {};
    const std::uint64_t rounds = count / pool;
    if (rounds >= data::mostCopies)
        throw Error(ErrorKind::BadInput, "a control would draw a row more often than is possible");
    std::vector<std::uint32_t> drawn(pool, static_cast<std::uint32_t>(rounds));
    std::vector<std::size_t> places(pool);
    std::iota(places.begin(), places.end(), std::size_t{ 0 });
    for (std::size_t i = 0; i < count % pool; ++i) { // the beginning of a Fisher-Yates shuffle
        std::swap(places[i], places[i + static_cast<std::size_t>(random.below(pool - i))]);
        ++drawn[places[i]];
    }
    return drawn;
}

} // namespace core::curate
