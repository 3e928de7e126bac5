// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <unordered_set>

namespace core {

namespace {

/// Quoted, not long, and valid UTF-8 without control characters, whatever the text holds.
std::string quote(std::string_view text)
{
    constexpr std::size_t longest = 80;
    const Json shown = std::string(text.substr(0, longest)) + (text.size() > longest ? "..." : "");
    return shown.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Builds the value while counting depth and keys.
class StrictHandler : public nlohmann::detail::json_sax_dom_parser<Json> {
    using Base = nlohmann::detail::json_sax_dom_parser<Json>;

public:
    StrictHandler(Json& result, std::string file, int maximumDepth)
        : Base(result, false)
        , file_(std::move(file))
        , maximumDepth_(maximumDepth)
    {
    }

    bool start_object(std::size_t count)
    {
        enter();
        keys_.emplace_back();
        return Base::start_object(count);
    }
    bool end_object()
    {
        keys_.pop_back();
        --depth_;
        return Base::end_object();
    }
    bool start_array(std::size_t count)
    {
        enter();
        return Base::start_array(count);
    }
    bool end_array()
    {
        --depth_;
        return Base::end_array();
    }
    bool key(std::string& name)
    {
        if (!keys_.back().insert(name).second)
            throw refusal(json_faults::duplicateKey, { file_, {}, {}, "key " + quote(name) });
        return Base::key(name);
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& failure)
    {
        std::string reason = failure.what();
        if (const auto colon = reason.find(": "); colon != std::string::npos)
            reason = reason.substr(colon + 2);
        // raw bytes of the file follow, perhaps not UTF-8; the offset says where they are
        reason = reason.substr(0, reason.find("; last read"));
        throw refusal(json_faults::notJson, { file_, {}, position }, reason);
    }

private:
    void enter()
    {
        if (++depth_ > maximumDepth_)
            throw refusal(json_faults::tooDeep, { file_ }, "at most " + std::to_string(maximumDepth_) + " levels");
    }

    std::string file_;
    int maximumDepth_;
    int depth_ = 0;
    std::vector<std::unordered_set<std::string>> keys_;
};

} // namespace

Json parseJson(std::string_view text, const std::string& file, int maximumDepth)
{
    // to the library a zero byte is the end of the text, whatever follows
    if (const auto zero = text.find('\0'); zero != std::string_view::npos)
        throw refusal(json_faults::notJson, { file, {}, zero }, "a zero byte");
    Json result;
    StrictHandler handler(result, file, maximumDepth);
    Json::sax_parse(text.begin(), text.end(), &handler);
    return result;
}

JsonFields::JsonFields(const Json& object, std::string file, std::string path)
    : object_(object)
    , file_(std::move(file))
    , path_(std::move(path))
{
    if (!object_.is_object())
        throw refusal(json_faults::notAnObject, { file_, {}, {}, path_ }, std::string("found: ") + object_.type_name());
}

bool JsonFields::has(std::string_view name) const
{
    const auto found = object_.find(std::string(name));
    return found != object_.end() && !found->is_null();
}

std::vector<std::string> JsonFields::names() const
{
    std::vector<std::string> result;
    for (const auto& [name, value] : object_.items())
        result.push_back(name);
    return result;
}

const Json& JsonFields::at(std::string_view name) const
{
    const auto found = object_.find(std::string(name));
    if (found == object_.end())
        refuse(json_faults::missingField, name);
    return *found;
}

JsonFields JsonFields::object(std::string_view name) const
{
    return { at(name), file_, path_.empty() ? std::string(name) : path_ + "." + std::string(name) };
}

std::int64_t JsonFields::integer(std::string_view name, std::int64_t least, std::int64_t most) const
{
    const Json& value = at(name);
    if (!value.is_number_integer())
        refuse(json_faults::wrongType, name, std::string("an integer was expected, found: ") + value.type_name());
    const bool tooLarge = value.is_number_unsigned()
        && value.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (tooLarge || value.get<std::int64_t>() < least || value.get<std::int64_t>() > most)
        refuse(json_faults::outOfRange, name, "allowed: " + std::to_string(least) + " to " + std::to_string(most));
    return value.get<std::int64_t>();
}

std::int64_t JsonFields::integer(std::string_view name, std::int64_t least, std::int64_t most, std::int64_t absent) const
{
    return has(name) ? integer(name, least, most) : absent;
}

double JsonFields::number(std::string_view name, double least, double most) const
{
    const Json& value = at(name);
    if (!value.is_number())
        refuse(json_faults::wrongType, name, std::string("a number was expected, found: ") + value.type_name());
    const auto number = value.get<double>();
    if (!(number >= least && number <= most))
        refuse(json_faults::outOfRange, name, "allowed: " + Json(least).dump() + " to " + Json(most).dump());
    return number;
}

double JsonFields::number(std::string_view name, double least, double most, double absent) const
{
    return has(name) ? number(name, least, most) : absent;
}

bool JsonFields::boolean(std::string_view name, bool absent) const
{
    if (!has(name))
        return absent;
    const Json& value = at(name);
    if (!value.is_boolean())
        refuse(json_faults::wrongType, name, std::string("true or false was expected, found: ") + value.type_name());
    return value.get<bool>();
}

std::string JsonFields::string(std::string_view name) const
{
    const Json& value = at(name);
    if (!value.is_string())
        refuse(json_faults::wrongType, name, std::string("a string was expected, found: ") + value.type_name());
    return value.get<std::string>();
}

std::string JsonFields::string(std::string_view name, std::string_view absent) const
{
    return has(name) ? string(name) : std::string(absent);
}

std::uint64_t JsonFields::unsigned64(std::string_view name) const
{
    const std::string text = string(name);
    std::uint64_t value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || end != text.data() + text.size())
        refuse(json_faults::outOfRange, name, "a decimal 64-bit number in quotes was expected");
    return value;
}

double JsonFields::anyNumber(std::string_view name) const
{
    const Json& value = at(name);
    if (value.is_number())
        return value.get<double>();
    const std::string text = string(name);
    if (text == "nan")
        return std::numeric_limits<double>::quiet_NaN();
    if (text == "inf" || text == "-inf")
        return text == "inf" ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
    refuse(json_faults::wrongType, name, "a number, \"nan\", \"inf\" or \"-inf\" was expected");
}

void JsonFields::refuse(const Fault& fault, std::string_view name, const std::string& detail) const
{
    const std::string path = path_.empty() ? std::string(name) : path_ + "." + std::string(name);
    throw refusal(fault, { file_, {}, {}, "field " + path }, detail);
}

Json jsonNumber(double value)
{
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";
    return value;
}

} // namespace core
