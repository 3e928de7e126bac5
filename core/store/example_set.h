// SPDX-License-Identifier: Apache-2.0
// A set of examples as bits of 4,096 consecutive ids, and its stored form: at most 512 bytes a part, two bytes an example
// where they are few. Internal to core/store.
#pragma once

#include "core/base/error.h"
#include "core/store/example_facts.h"

#include <array>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace core::store {

class ExampleSet {
public:
    struct Part {
        std::array<std::uint64_t, idsPerPart / 64> words{};

        bool any() const;
        std::int64_t count() const;
        bool contains(std::size_t offset) const { return (words[offset / 64] >> (offset % 64) & 1U) != 0; }
        void add(std::size_t offset) { words[offset / 64] |= std::uint64_t{ 1 } << (offset % 64); }
        Part operator&(const Part& other) const;
        Part operator|(const Part& other) const;
        Part operator^(const Part& other) const;
        Part without(const Part& other) const;
        friend bool operator==(const Part&, const Part&) = default;
    };

    ExampleSet() = default;
    explicit ExampleSet(std::span<const ExampleId> ids); ///< ids from 1
    bool empty() const { return parts.empty(); }
    std::int64_t count() const;

    std::map<std::int64_t, Part> parts; ///< none of them empty
};

/// Ascending 16-bit offsets where there are fewer than 256, else the 512 bytes of the bits.
std::string encodePart(const ExampleSet::Part& part);
ExampleSet::Part decodePart(std::string_view bytes, const Place& place);

/// Members per mark, as an undo entry keeps them: per mark its number (8 bytes), the number of parts (4), per part its
/// number (8), length (2) and encodePart's bytes.
using MarkedSets = std::map<std::int64_t, ExampleSet>;
std::string encodeMarkedSets(const MarkedSets& sets);
MarkedSets decodeMarkedSets(std::string_view bytes, const Place& place);

} // namespace core::store
