// SPDX-License-Identifier: Apache-2.0
// The rows of annotation_marks and annotation_texts. Internal to core/store; on the store thread.
#pragma once

#include "core/store/database.h"
#include "core/store/example_set.h"

#include <functional>
#include <map>
#include <string>

namespace core::store {

inline constexpr std::int64_t excludedMark = 1;
inline constexpr std::int64_t easyMark = 2;
inline constexpr std::int64_t hardMark = 3;
inline constexpr std::int64_t firstTextMark = 16; ///< labels and notes

struct MarkText {
    bool note = false; ///< else a label
    std::string text;
};
using MarkTexts = std::map<std::int64_t, MarkText>;

ExampleSet::Part readMembers(Database& database, std::int64_t mark, std::int64_t part);
void writeMembers(Database& database, std::int64_t mark, std::int64_t part, const ExampleSet::Part& members);
/// Calls `use(mark, members)` for every mark of a part, ascending; it may use other statements, but not write.
using UseMembers = std::function<void(std::int64_t mark, const ExampleSet::Part& members)>;
void forMembers(Database& database, std::int64_t part, const UseMembers& use);
/// The same for all parts.
void forAllMembers(
    Database& database, const std::function<void(std::int64_t mark, std::int64_t part, const ExampleSet::Part&)>& use);

/// The mark of a label or note; made when it is new.
std::int64_t textMark(Database& database, bool note, const std::string& text);
MarkTexts readTexts(Database& database);
/// Null for the marks without a text; refuses a mark that is not there.
const MarkText* textOf(Database& database, const MarkTexts& texts, std::int64_t mark);

} // namespace core::store
