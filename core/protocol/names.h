// SPDX-License-Identifier: Apache-2.0
// Names of enumerators in files, and the refusal of fields nobody knows. Only for this folder's .cpp files.
#pragma once

#include "core/base/json.h"

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace core::protocol {

/// A table of the names of an enumeration's values; of() needs every value to stand in it.
template <typename T, std::size_t N> struct Names {
    struct Entry {
        T value;
        std::string_view name;
    };
    Entry entries[N];

    constexpr std::string_view of(T value) const
    {
        for (const Entry& entry : entries) {
            if (entry.value == value)
                return entry.name;
        }
        return {};
    }
    constexpr std::optional<T> find(std::string_view name) const
    {
        for (const Entry& entry : entries) {
            if (entry.name == name)
                return entry.value;
        }
        return std::nullopt;
    }
};

/// Throws settings_faults::unknownField.
void refuseUnknownFields(const JsonFields& fields, std::initializer_list<std::string_view> known);

} // namespace core::protocol
