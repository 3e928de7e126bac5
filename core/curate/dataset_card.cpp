// SPDX-License-Identifier: Apache-2.0
#include "core/curate/dataset_card.h"

#include "core/data/facets.h"

#include <array>
#include <cstdio>

namespace core::curate {

namespace {

/// Text for a cell of a table: no bar, no line end.
std::string cell(const std::string& text)
{
    std::string safe;
    for (const char c : text) {
        if (c == '|' || c == '\\' || c == '`' || c == '*' || c == '_' || c == '<')
            safe += '\\';
        safe += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    }
    return safe.empty() ? "(none)" : safe;
}

std::string percent(std::uint64_t part, std::uint64_t whole)
{
    std::array<char, 32> text{};
    const double share = whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
    std::snprintf(text.data(), text.size(), "%.1f %%", share);
    return text.data();
}

std::string times(std::uint64_t number)
{
    return number == 1 ? "once" : std::to_string(number) + " times as often";
}

std::string stepsTable(const DatasetCard& card)
{
    std::string text = "| step | does | rows | with copies | rows dropped | copies added |\n|---|---|---:|---:|---:|---:|\n";
    const auto line = [&](const std::string& step, const std::string& does, const StepCount& count) {
        text += "| " + step + " | " + does + " | " + std::to_string(count.rows) + " | " + std::to_string(count.copies)
            + " | " + std::to_string(count.rowsDropped) + " | " + std::to_string(count.copiesAdded) + " |\n";
    };
    line("", "rows of " + cell(card.parent) + " to train on", card.curated.before);
    for (std::size_t i = 0; i < card.recipe.steps.size() && i < card.curated.steps.size(); ++i)
        line(cell(stepText(card.recipe.steps[i])), cell(stepSentence(card.recipe.steps[i])), card.curated.steps[i]);
    return text;
}

std::string lengthName(const std::string& value)
{
    const auto bin = data::lengthBin(value);
    if (!bin)
        return value;
    return std::to_string(bin->least) + (bin->end ? " to " + std::to_string(*bin->end - 1) : " and more")
        + (bin->tokens ? " tokens" : " characters");
}

std::string mixTable(const std::string& title, const std::vector<MixGroup>& groups, bool lengths)
{
    if (groups.empty())
        return {};
    MixGroup all;
    for (const MixGroup& group : groups) {
        all.copiesBefore += group.copiesBefore;
        all.copiesAfter += group.copiesAfter;
    }
    std::string text = "\n| " + title + " | before | share | after | share |\n|---|---:|---:|---:|---:|\n";
    for (const MixGroup& group : groups)
        text += "| " + cell(lengths ? lengthName(group.value) : group.value) + " | " + std::to_string(group.copiesBefore)
            + " | " + percent(group.copiesBefore, all.copiesBefore) + " | " + std::to_string(group.copiesAfter) + " | "
            + percent(group.copiesAfter, all.copiesAfter) + " |\n";
    return text;
}

std::string notes(const DatasetCard& card)
{
    std::string text;
    if (card.curated.heldOut > 0)
        text += "- " + std::to_string(card.curated.heldOut)
            + " held-out rows are not in the file: they are for measuring, never for training.\n";
    if (card.curated.excludedLeft > 0)
        text += "- " + std::to_string(card.curated.excludedLeft)
            + " rows that a person excluded are in the file, since no step drops them.\n";
    if (!card.clustering.empty())
        text
            += "- Easy and hard are what a small proxy model learned early and late; they say nothing of a row's quality.\n";
    return text;
}

} // namespace

std::string stepSentence(const RecipeStep& step)
{
    const std::string matching = " as many extra copies as hard=" + std::to_string(step.number) + " adds";
    switch (step.kind) {
    case StepKind::Hard:
        return "every hard row " + times(step.number);
    case StepKind::Easy:
        return "every easy row " + times(step.number);
    case StepKind::Selection:
        return "every row of the selection " + step.name + " " + times(step.number);
    case StepKind::Cap:
        return "at most " + std::to_string(step.number) + " rows of the source " + step.name;
    case StepKind::Drop:
        return "without rows that are " + step.name;
    case StepKind::RandomControl:
        return matching.substr(1) + ", drawn from all scored rows";
    case StepKind::EasyControl:
        return matching.substr(1) + ", drawn from the easy rows";
    case StepKind::MatchedControl:
        break;
    }
    return "per " + step.name + matching + ", drawn from its scored rows";
}

std::string cardText(const DatasetCard& card)
{
    std::string text = "# " + card.name + "\n\nCurated from the dataset " + cell(card.parent);
    if (!card.clustering.empty())
        text += " with the clustering " + cell(card.clustering);
    text += " by the recipe `" + recipeText(card.recipe) + "` (seed " + std::to_string(card.recipe.seed) + ").\n\n";
    text += "File `" + card.file + "` (" + card.format + ", layout " + card.layout + "), SHA-256 `" + card.sha256 + "`.\n\n";
    text += "## How it was made\n\n" + stepsTable(card) + "\n" + notes(card);
    text += "\n## What it is made of\n\nExamples with their copies, held-out rows not counted.\n"
        + mixTable("source", card.mix.bySource, false) + mixTable("length", card.mix.byLength, true)
        + mixTable("cluster", card.mix.byCluster, false);
    text += "\n## Where the rows come from\n\n| file | SHA-256 |\n|---|---|\n";
    for (const CardSource& source : card.sources)
        text += "| " + cell(source.name) + " | `" + source.sha256 + "` |\n";
    text += "\nThe licences are those of these files.\n\n## Make it again\n\n```sh\n";
    for (const std::string& command : card.commands)
        text += command + "\n";
    return text + "```\n";
}

} // namespace core::curate
