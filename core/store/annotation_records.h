// SPDX-License-Identifier: Apache-2.0
// What a person says of examples, and the commands that said it, as values. Words for people are made in ui.
#pragma once

#include "core/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core::store {

/// What one command does to its examples. Any number of labels can stand on a row (reasons to fix or drop a row do not
/// exclude one another, and labelling thousands of rows at once must not wipe out single judgements); one note; one pin.
enum class AnnotationKind { Exclude, Include, PinEasy, PinHard, Unpin, AddLabel, RemoveLabel, SetNote };

struct AnnotationChange {
    AnnotationKind kind = AnnotationKind::Exclude;
    std::string text; ///< the label (1 to 200 bytes) or the note (to 10,000; empty: no note)
    friend bool operator==(const AnnotationChange&, const AnnotationChange&) = default;
};

using CommandId = Id<struct CommandTag>; ///< an entry of the undo log

enum class CommandKind {
    Exclude,
    Include,
    PinEasy,
    PinHard,
    Unpin,
    AddLabel,
    RemoveLabel,
    SetNote,
    ChangeMapping,
    AddRecipe,
    ChangeRecipe,
    RemoveRecipe
};

/// "exclude", "pin-easy", "change-mapping", ... and back (nullopt: no such kind).
std::string_view name(CommandKind kind);
std::optional<CommandKind> commandKind(std::string_view name);

/// A command that can be undone or redone, with what its words need.
struct CommandRecord {
    CommandId id;
    CommandKind kind = CommandKind::Exclude;
    std::int64_t rows = 0; ///< examples that it changed
    std::string text; ///< label, note, the new mapping as describeMapping() writes it, or the name of the recipe
    std::string textBefore; ///< the mapping before, or the recipe's name before where it was renamed
    std::string source; ///< the file whose mapping it changed; of rows: the dataset that the first one was imported with
    std::int64_t createdAt = 0;
    std::string recipe = {}; ///< of a change to a recipe: what it left, as curate::recipeText() writes it; empty: none
    std::string recipeBefore = {}; ///< and what it found; both empty where an older version wrote the log
    friend bool operator==(const CommandRecord&, const CommandRecord&) = default;
};

/// An entry of the undo log.
struct LoggedCommandRecord {
    CommandRecord command;
    bool undone = false; ///< redo() does it again
};

/// What the next undo() and redo() would do.
struct UndoState {
    std::optional<CommandRecord> undo;
    std::optional<CommandRecord> redo;
    friend bool operator==(const UndoState&, const UndoState&) = default;
};

enum class Pin { None, Easy, Hard };

/// Everything that is said of one example.
struct ExampleAnnotations {
    bool excluded = false;
    Pin pin = Pin::None;
    std::vector<std::string> labels; ///< in order of name
    std::string note;
    friend bool operator==(const ExampleAnnotations&, const ExampleAnnotations&) = default;
};

struct LabelCount {
    std::string name;
    std::int64_t examples = 0; ///< of the whole project
    friend bool operator==(const LabelCount&, const LabelCount&) = default;
};

} // namespace core::store
