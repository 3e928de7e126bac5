// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/row_cache.h"

#include "core/data/prompt.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace ui {

namespace {

/// Cut before a byte that continues a character.
std::string_view cut(std::string_view text, std::size_t longest)
{
    if (text.size() <= longest)
        return text;
    while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xc0U) == 0x80U)
        --longest;
    return text.substr(0, longest);
}

std::string oneLine(std::string_view text, std::size_t longest)
{
    std::string line(cut(text, longest));
    std::ranges::replace_if(
        line, [](char letter) { return letter == '\n' || letter == '\r' || letter == '\t'; }, ' ');
    return line;
}

} // namespace

RowLines rowLines(const core::data::ExampleText& text, std::size_t longest)
{
    return { oneLine(core::data::promptText(text), longest), oneLine(core::data::responseText(text), longest), true };
}

RowCache::RowCache(std::size_t capacity)
    : capacity_(std::max<std::size_t>(capacity, 1))
{
}

const RowLines* RowCache::find(core::ExampleId id)
{
    const auto found = rows_.find(id);
    if (found == rows_.end())
        return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return &found->second->text;
}

void RowCache::insert(core::ExampleId id, RowLines text)
{
    if (const auto found = rows_.find(id); found != rows_.end()) {
        found->second->text = std::move(text);
        entries_.splice(entries_.begin(), entries_, found->second);
        return;
    }
    if (rows_.size() == capacity_) {
        rows_.erase(entries_.back().id);
        entries_.pop_back();
    }
    entries_.push_front({ id, std::move(text) });
    rows_.emplace(id, entries_.begin());
}

std::vector<core::ExampleId> RowCache::gaps(std::span<const core::ExampleId> ids) const
{
    std::vector<core::ExampleId> missing;
    std::unordered_set<core::ExampleId> seen;
    for (const core::ExampleId id : ids)
        if (!rows_.contains(id) && seen.insert(id).second)
            missing.push_back(id);
    return missing;
}

void RowCache::clear()
{
    entries_.clear();
    rows_.clear();
    ++generation_;
}

} // namespace ui
