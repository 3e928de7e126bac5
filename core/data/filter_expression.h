// SPDX-License-Identifier: Apache-2.0
// What a person types into a filter field: "> 3", "2..5", "= –", "1.25", or a text to be contained.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace core::data {

/// A range of numbers, or: there is none.
struct NumberCondition {
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
    bool leastOpen = false; ///< `least` itself is outside
    bool mostOpen = false;
    bool missing = false; ///< only NaN

    bool contains(double value) const
    {
        if (missing || value != value)
            return missing && value != value;
        return (leastOpen ? value > least : value >= least) && (mostOpen ? value < most : value <= most);
    }
    friend bool operator==(const NumberCondition&, const NumberCondition&) = default;
};

/// > 3, >= 3, < 3, <= 3, 2..5, 2.., ..5, = 3, 3, = – (also -, –). A lone number means what is shown as that number: 1.25
/// is [1.245, 1.255), except where values are whole. Thin, non-breaking and plain spaces group digits, U+2212 is a minus.
/// Throws Error{BadInput} with a sentence.
NumberCondition parseNumberCondition(std::string_view text, bool whole);

/// Contained in either case of ASCII letters; "= text": the whole text; "= –": no text.
struct TextCondition {
    std::string text; ///< lower case unless exact
    bool exact = false;
    bool missing = false;

    bool matches(std::string_view value) const;
    friend bool operator==(const TextCondition&, const TextCondition&) = default;
};
/// Throws Error{BadInput} for "=" alone.
TextCondition parseTextCondition(std::string_view text);

} // namespace core::data
