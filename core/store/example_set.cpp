// SPDX-License-Identifier: Apache-2.0
#include "core/store/example_set.h"

#include "core/store/project_faults.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace core::store {

namespace {

constexpr std::size_t denseBytes = static_cast<std::size_t>(idsPerPart) / 8;

template <typename Combine>
ExampleSet::Part combined(const ExampleSet::Part& left, const ExampleSet::Part& right, Combine combine)
{
    ExampleSet::Part result;
    for (std::size_t i = 0; i < result.words.size(); ++i)
        result.words[i] = combine(left.words[i], right.words[i]);
    return result;
}

template <typename Value> void put(std::string& bytes, Value value)
{
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <typename Value> Value take(std::string_view& bytes, const Place& place)
{
    Value value;
    if (bytes.size() < sizeof value)
        throw refusal(project_faults::wrongLength, place);
    std::memcpy(&value, bytes.data(), sizeof value);
    bytes.remove_prefix(sizeof value);
    return value;
}

} // namespace

bool ExampleSet::Part::any() const
{
    return std::any_of(words.begin(), words.end(), [](std::uint64_t word) { return word != 0; });
}

std::int64_t ExampleSet::Part::count() const
{
    std::int64_t count = 0;
    for (const std::uint64_t word : words)
        count += std::popcount(word);
    return count;
}

ExampleSet::Part ExampleSet::Part::operator&(const Part& other) const
{
    return combined(*this, other, [](std::uint64_t left, std::uint64_t right) { return left & right; });
}

ExampleSet::Part ExampleSet::Part::operator|(const Part& other) const
{
    return combined(*this, other, [](std::uint64_t left, std::uint64_t right) { return left | right; });
}

ExampleSet::Part ExampleSet::Part::operator^(const Part& other) const
{
    return combined(*this, other, [](std::uint64_t left, std::uint64_t right) { return left ^ right; });
}

ExampleSet::Part ExampleSet::Part::without(const Part& other) const
{
    return combined(*this, other, [](std::uint64_t left, std::uint64_t right) { return left & ~right; });
}

ExampleSet::ExampleSet(std::span<const ExampleId> ids)
{
    Part* last = nullptr;
    std::int64_t lastPart = -1;
    for (const ExampleId id : ids) {
        if (id.value < 1)
            throw Error(ErrorKind::BadInput, "there is no example " + std::to_string(id.value));
        if (id.value / idsPerPart != lastPart) {
            lastPart = id.value / idsPerPart;
            last = &parts[lastPart];
        }
        last->add(static_cast<std::size_t>(id.value % idsPerPart));
    }
}

std::int64_t ExampleSet::count() const
{
    std::int64_t count = 0;
    for (const auto& [number, part] : parts)
        count += part.count();
    return count;
}

std::string encodePart(const ExampleSet::Part& part)
{
    std::string bytes;
    if (part.count() >= static_cast<std::int64_t>(denseBytes / 2)) {
        bytes.resize(denseBytes);
        std::memcpy(bytes.data(), part.words.data(), denseBytes);
        return bytes;
    }
    for (std::size_t i = 0; i < part.words.size(); ++i)
        for (std::uint64_t word = part.words[i]; word != 0; word &= word - 1)
            put(bytes, static_cast<std::uint16_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(word))));
    return bytes;
}

ExampleSet::Part decodePart(std::string_view bytes, const Place& place)
{
    ExampleSet::Part part;
    if (bytes.size() == denseBytes) {
        std::memcpy(part.words.data(), bytes.data(), denseBytes);
        return part;
    }
    if (bytes.size() > denseBytes || bytes.size() % 2 != 0)
        throw refusal(project_faults::wrongLength, place, std::to_string(bytes.size()) + " bytes");
    while (!bytes.empty()) {
        const auto offset = take<std::uint16_t>(bytes, place);
        if (offset >= idsPerPart)
            throw refusal(project_faults::wrongValue, place, "offset " + std::to_string(offset));
        part.add(offset);
    }
    return part;
}

std::string encodeMarkedSets(const MarkedSets& sets)
{
    std::string bytes;
    for (const auto& [mark, set] : sets) {
        put(bytes, mark);
        put(bytes, static_cast<std::uint32_t>(set.parts.size()));
        for (const auto& [number, part] : set.parts) {
            const auto members = encodePart(part);
            put(bytes, number);
            put(bytes, static_cast<std::uint16_t>(members.size()));
            bytes += members;
        }
    }
    return bytes;
}

MarkedSets decodeMarkedSets(std::string_view bytes, const Place& place)
{
    MarkedSets sets;
    while (!bytes.empty()) {
        auto& set = sets[take<std::int64_t>(bytes, place)];
        for (auto left = take<std::uint32_t>(bytes, place); left > 0; --left) {
            const auto number = take<std::int64_t>(bytes, place);
            const auto length = take<std::uint16_t>(bytes, place);
            if (bytes.size() < length)
                throw refusal(project_faults::wrongLength, place);
            set.parts[number] = decodePart(bytes.substr(0, length), place);
            bytes.remove_prefix(length);
        }
    }
    return sets;
}

} // namespace core::store
