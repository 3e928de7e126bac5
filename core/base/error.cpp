// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

namespace core {

Error::Error(ErrorKind kind, const std::string& message, std::string hint, std::string code)
    : std::runtime_error(message)
    , kind_(kind)
    , hint_(std::move(hint))
    , code_(std::move(code))
{
}

std::string describe(const Fault& fault, const Place& place, const std::string& detail)
{
    std::string where = place.file;
    const auto add = [&where](const std::string& part) { where += (where.empty() ? "" : ", ") + part; };
    if (place.line)
        add("line " + std::to_string(*place.line));
    if (place.offset)
        add("byte " + std::to_string(*place.offset));
    if (!place.item.empty())
        add(place.item);
    std::string sentence = where.empty() ? std::string(fault.sentence) : where + ": " + std::string(fault.sentence);
    if (!detail.empty())
        sentence += " (" + detail + ")";
    return sentence;
}

Error refusal(const Fault& fault, const Place& place, const std::string& detail)
{
    return Error(fault.kind, describe(fault, place, detail), std::string(fault.hint), std::string(fault.code));
}

} // namespace core
