// SPDX-License-Identifier: Apache-2.0
#include "core/data/coded_column.h"

#include <algorithm>
#include <unordered_map>

namespace core::data {

std::string LabelColumn::joined(std::uint32_t set) const
{
    std::vector<std::string_view> parts;
    for (const std::uint32_t label : sets[set])
        parts.push_back(names[label]);
    std::sort(parts.begin(), parts.end());
    std::string text;
    for (const std::string_view part : parts)
        text += (text.empty() ? "" : ", ") + std::string(part);
    return text;
}

struct CodedColumnBuilder::State {
    std::vector<std::uint32_t> codes;
    std::vector<std::string> names;
    std::unordered_map<std::string, std::uint32_t> known;
    std::string key; ///< reused for look-ups
};

CodedColumnBuilder::CodedColumnBuilder()
    : state_(std::make_unique<State>())
{
}

CodedColumnBuilder::~CodedColumnBuilder() = default;
CodedColumnBuilder::CodedColumnBuilder(CodedColumnBuilder&&) noexcept = default;
CodedColumnBuilder& CodedColumnBuilder::operator=(CodedColumnBuilder&&) noexcept = default;

void CodedColumnBuilder::append(std::string_view name)
{
    state_->key = name;
    const auto [entry, isNew] = state_->known.try_emplace(state_->key, static_cast<std::uint32_t>(state_->names.size()));
    if (isNew)
        state_->names.push_back(state_->key);
    state_->codes.push_back(entry->second);
}

CodedColumn CodedColumnBuilder::take()
{
    CodedColumn column{ std::move(state_->codes), std::move(state_->names) };
    *state_ = State();
    return column;
}

} // namespace core::data
