// SPDX-License-Identifier: Apache-2.0
// Internal to core/data: one JSON row as a simdjson document, with what simdjson 3.0 refuses but a dataset may hold put
// right in a copy: lone surrogate escapes, and numbers beyond 64 bits.
#pragma once

#include "core/base/error.h"

#include <simdjson.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace core::data {

struct JsonRowResult {
    const Fault* fault = nullptr; ///< of json_rows_faults
    std::string detail;
    std::uint64_t offset = 0; ///< of the fault in the row, where known
    bool duplicateKeys = false;
    bool replacedSurrogates = false;
};

class JsonRowParser {
public:
    JsonRowParser();

    /// The object in `bytes`; it lives until the next call. With `numbersAsText` every number is a string of its digits.
    JsonRowResult parse(std::string_view bytes, bool numbersAsText = false);
    /// The object that was parsed last without a fault.
    simdjson::dom::element root() const { return root_; }

private:
    simdjson::dom::parser parser_;
    simdjson::dom::element root_;

    simdjson::error_code parseOnce(std::string_view bytes, simdjson::dom::element& element);
    void renew();
};

/// The object or list that `element` is. By value: simdjson's value_unsafe() of a temporary must not be iterated over.
inline simdjson::dom::object objectOf(simdjson::dom::element element)
{
    return element.get_object().value_unsafe();
}
inline simdjson::dom::array listOf(simdjson::dom::element element)
{
    return element.get_array().value_unsafe();
}

/// Offset of the first byte that is not part of valid UTF-8; the length of `bytes` when there is none.
std::size_t invalidUtf8At(std::string_view bytes);

/// Strings as they are, true, false, null (nothing), whole numbers; false for lists, objects and fractions.
bool appendScalar(simdjson::dom::element element, std::string& text);

} // namespace core::data
