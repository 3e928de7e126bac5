// SPDX-License-Identifier: Apache-2.0
// The Markdown page that goes with a curated file: what it holds, how it was made, how to make it again.
#pragma once

#include "core/curate/apply_recipe.h"
#include "core/curate/mix.h"

#include <string>
#include <vector>

namespace core::curate {

struct CardSource {
    std::string name;
    std::string sha256;
};

/// Everything on the card; nothing of it is looked up, so the same values give the same bytes.
struct DatasetCard {
    std::string name;
    std::string parent;
    std::string clustering; ///< empty: none was used
    Recipe recipe;
    CuratedRows curated; ///< its list of rows may be empty
    Mix mix;
    std::string file;
    std::string sha256;
    std::string format; ///< "jsonl"
    std::string layout; ///< "as-imported"
    std::vector<CardSource> sources;
    std::vector<std::string> commands; ///< that write the file again, one a line of a shell
};

/// A sentence of a step: "every hard row 2 times as often".
std::string stepSentence(const RecipeStep& step);
std::string cardText(const DatasetCard& card);

} // namespace core::curate
