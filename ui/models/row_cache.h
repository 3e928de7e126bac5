// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of the examples that a table shows, by example id: bounded, with gaps. No Qt, no project, no threads.
#pragma once

#include "core/data/example.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace ui {

/// What a table shows of an example's text: one line each, cut at a few hundred bytes.
struct RowLines {
    std::string prompt;
    std::string response;
    bool readable = true; ///< false: the project could not give it
    friend bool operator==(const RowLines&, const RowLines&) = default;
};

/// Line ends and tabs become spaces; at most `longest` bytes of each part, whole characters.
RowLines rowLines(const core::data::ExampleText& text, std::size_t longest = 400);

/// Holds at most `capacity` rows; the ones that were looked at longest ago go first.
class RowCache {
public:
    explicit RowCache(std::size_t capacity);

    /// Null for a gap. The row counts as looked at; the pointer lives until the next insert() or clear().
    const RowLines* find(core::ExampleId id);
    void insert(core::ExampleId id, RowLines text);
    /// Those of `ids` that are not held, in their order, each once.
    std::vector<core::ExampleId> gaps(std::span<const core::ExampleId> ids) const;
    /// Forgets everything: the texts may be others now (a changed mapping, another project).
    void clear();

    std::size_t size() const { return rows_.size(); }
    std::size_t capacity() const { return capacity_; }
    /// Counts the calls of clear(): a text that was asked for under another generation does not belong here.
    std::uint64_t generation() const { return generation_; }

private:
    struct Entry {
        core::ExampleId id;
        RowLines text;
    };
    using Entries = std::list<Entry>; ///< the latest first

    std::size_t capacity_;
    std::uint64_t generation_ = 0;
    Entries entries_;
    std::unordered_map<core::ExampleId, Entries::iterator> rows_;
};

} // namespace ui
