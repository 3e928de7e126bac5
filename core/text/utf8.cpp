// SPDX-License-Identifier: Apache-2.0
#include "core/text/utf8.h"

#include <algorithm>
#include <array>
#include <utf8proc.h>

namespace core::text {

namespace {

constexpr char32_t replacement = 0xfffd;
constexpr char replacementBytes[] = "\xef\xbf\xbd";

/// The length of the valid sequence at the start of `text`, or of its maximal invalid part (`valid` false), as the
/// Unicode standard's table 3-7 has it.
std::size_t sequenceLength(std::string_view text, bool& valid)
{
    const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const unsigned first = at(0);
    valid = first < 0x80;
    if (first < 0xc2 || first > 0xf4)
        return 1;
    const std::size_t length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const unsigned least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    const unsigned most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (at(1) < least || at(1) > most)
        return 1;
    for (std::size_t i = 2; i < length; ++i) {
        if ((at(i) & 0xc0) != 0x80)
            return i;
    }
    valid = true;
    return length;
}

CharacterClass classify(char32_t value)
{
    if (value == 0x85 || (value >= 9 && value <= 13))
        return CharacterClass::Space;
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(value))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return CharacterClass::Letter;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return CharacterClass::Number;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return CharacterClass::Space;
    default:
        return CharacterClass::Other;
    }
}

/// Whether normalization never looks across the border before this code point: it is no mark and no conjoining Hangul
/// vowel or final, the only code points that reorder with or compose onto what stands before them.
bool startsSegment(char32_t value)
{
    if (value < 0x300)
        return true;
    if (value >= 0x1160 && value <= 0x11ff)
        return false;
    const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(value));
    return category != UTF8PROC_CATEGORY_MN && category != UTF8PROC_CATEGORY_MC && category != UTF8PROC_CATEGORY_ME;
}

/// NFC of one segment. utf8proc's own whole-text function sorts marks in quadratic time, hence the steps here.
std::string composeSegment(std::string_view segment)
{
    constexpr auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    constexpr utf8proc_ssize_t longestDecomposition = 32;
    std::vector<utf8proc_int32_t> points;
    for (std::size_t position = 0; position < segment.size();) {
        const CodePoint point = codePointAt(segment, position);
        std::array<utf8proc_int32_t, longestDecomposition> parts{};
        int boundary = 0;
        const utf8proc_ssize_t count = utf8proc_decompose_char(
            static_cast<utf8proc_int32_t>(point.value), parts.data(), longestDecomposition, options, &boundary);
        points.insert(
            points.end(), parts.begin(), parts.begin() + std::clamp<utf8proc_ssize_t>(count, 0, longestDecomposition));
        position += point.bytes;
    }
    const auto combining = [](utf8proc_int32_t value) { return utf8proc_get_property(value)->combining_class; };
    for (auto begin = points.begin(); begin != points.end();) {
        begin = std::find_if(begin, points.end(), [&](utf8proc_int32_t value) { return combining(value) != 0; });
        const auto end = std::find_if(begin, points.end(), [&](utf8proc_int32_t value) { return combining(value) == 0; });
        std::stable_sort(begin, end, [&](utf8proc_int32_t a, utf8proc_int32_t b) { return combining(a) < combining(b); });
        begin = end;
    }
    const utf8proc_ssize_t length
        = utf8proc_normalize_utf32(points.data(), static_cast<utf8proc_ssize_t>(points.size()), options);
    std::string composed;
    for (utf8proc_ssize_t i = 0; i < length; ++i)
        appendUtf8(composed, static_cast<char32_t>(points[static_cast<std::size_t>(i)]));
    return composed;
}

/// Gives the origins of text[0, text.size()) one by one, so that parts without a mapping can be appended.
void makeExplicit(AlignedText& aligned)
{
    for (std::size_t i = aligned.origins.size(); i < aligned.text.size(); ++i) {
        const auto begin = static_cast<std::uint32_t>(i) + aligned.shift;
        aligned.origins.push_back({ begin, begin + 1 });
    }
}

} // namespace

CodePoint codePointAt(std::string_view text, std::size_t position)
{
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[position + i]); };
    const unsigned first = at(0);
    if (first < 0x80)
        return { first, 1 };
    if (first < 0xe0)
        return { (first & 0x1fu) << 6 | (at(1) & 0x3fu), 2 };
    if (first < 0xf0)
        return { (first & 0x0fu) << 12 | (at(1) & 0x3fu) << 6 | (at(2) & 0x3fu), 3 };
    return { (first & 0x07u) << 18 | (at(1) & 0x3fu) << 12 | (at(2) & 0x3fu) << 6 | (at(3) & 0x3fu), 4 };
}

void appendUtf8(std::string& text, char32_t value)
{
    const auto tail = [&](unsigned shift) { text.push_back(static_cast<char>(0x80u | (value >> shift & 0x3fu))); };
    if (value < 0x80) {
        text.push_back(static_cast<char>(value));
    } else if (value < 0x800) {
        text.push_back(static_cast<char>(0xc0u | value >> 6));
        tail(0);
    } else if (value < 0x10000) {
        text.push_back(static_cast<char>(0xe0u | value >> 12));
        tail(6);
        tail(0);
    } else {
        text.push_back(static_cast<char>(0xf0u | value >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::size_t validUtf8Prefix(std::string_view text)
{
    std::size_t position = 0;
    while (position < text.size()) {
        if (static_cast<unsigned char>(text[position]) < 0x80) {
            ++position;
            continue;
        }
        bool valid = false;
        const std::size_t length = sequenceLength(text.substr(position), valid);
        if (!valid)
            break;
        position += length;
    }
    return position;
}

std::string lossyUtf8(std::string_view text)
{
    std::string result;
    while (!text.empty()) {
        const std::size_t whole = validUtf8Prefix(text);
        result.append(text.substr(0, whole));
        text.remove_prefix(whole);
        if (text.empty())
            break;
        bool valid = false;
        text.remove_prefix(sequenceLength(text, valid));
        result.append(replacementBytes);
    }
    return result;
}

CharacterClass classOf(char32_t value)
{
    static const auto table = [] {
        std::array<CharacterClass, 0x800> classes{};
        for (char32_t i = 0; i < classes.size(); ++i)
            classes[i] = classify(i);
        return classes;
    }();
    return value < table.size() ? table[value] : classify(value);
}

bool isWordCharacter(char32_t value)
{
    constexpr char32_t zeroWidthNonJoiner = 0x200c;
    constexpr char32_t zeroWidthJoiner = 0x200d;
    const bool circled = (value >= 0x24b6 && value <= 0x24e9) || (value >= 0x1f130 && value <= 0x1f149)
        || (value >= 0x1f150 && value <= 0x1f169) || (value >= 0x1f170 && value <= 0x1f189); // symbols that are letters
    const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(value));
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NL) || category == UTF8PROC_CATEGORY_PC
        || circled || value == zeroWidthNonJoiner || value == zeroWidthJoiner;
}

bool isPunctuation(char32_t value)
{
    if (value < 0x80)
        return value > 0x20 && value < 0x7f && classOf(value) == CharacterClass::Other;
    const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(value));
    return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
}

AlignedText::Span AlignedText::origin(std::size_t begin, std::size_t end) const
{
    if (origins.empty())
        return { static_cast<std::uint32_t>(begin) + shift, static_cast<std::uint32_t>(end) + shift };
    return { origins[begin].begin, origins[end - 1].end };
}

AlignedText validated(std::string_view text)
{
    AlignedText result;
    std::size_t position = validUtf8Prefix(text);
    result.text.assign(text.substr(0, position));
    if (position == text.size())
        return result;
    makeExplicit(result);
    while (position < text.size()) {
        bool valid = false;
        const std::size_t length = sequenceLength(text.substr(position), valid);
        const auto begin = static_cast<std::uint32_t>(position);
        const auto end = static_cast<std::uint32_t>(position + length);
        if (valid) {
            result.text.append(text.substr(position, length));
            for (std::uint32_t i = begin; i < end; ++i)
                result.origins.push_back({ i, i + 1 });
        } else {
            result.text.append(replacementBytes);
            result.origins.resize(result.text.size(), { begin, end });
        }
        position += length;
    }
    return result;
}

AlignedText part(const AlignedText& source, std::size_t begin, std::size_t end)
{
    AlignedText result;
    result.text = source.text.substr(begin, end - begin);
    result.shift = source.shift + static_cast<std::uint32_t>(begin);
    if (!source.origins.empty())
        result.origins.assign(source.origins.begin() + static_cast<std::ptrdiff_t>(begin),
            source.origins.begin() + static_cast<std::ptrdiff_t>(end));
    return result;
}

AlignedText normalizedNfc(const AlignedText& source, std::size_t begin, std::size_t end)
{
    AlignedText result;
    result.shift = source.origin(begin, begin + 1).begin;
    const std::string_view text = source.text;
    bool mapped = !source.origins.empty();
    // Nothing below U+0300 (lead byte CC) ever changes.
    const auto maySettle = [](char byte) { return static_cast<unsigned char>(byte) < 0xcc; };
    if (!mapped
        && std::all_of(
            text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(end), maySettle)) {
        result.text.assign(text.substr(begin, end - begin));
        return result;
    }
    std::size_t segment = begin;
    for (std::size_t position = begin; position < end;) {
        // One segment: a code point and what may combine with it.
        const char32_t first = codePointAt(text, position).value;
        position += codePointAt(text, position).bytes;
        if (first < 0x80 && (position == end || static_cast<unsigned char>(text[position]) < 0x80)) {
            result.text.push_back(static_cast<char>(first));
            if (mapped)
                result.origins.push_back(source.origin(segment, position));
            segment = position;
            continue;
        }
        while (position < end && !startsSegment(codePointAt(text, position).value))
            position += codePointAt(text, position).bytes;
        const std::string_view before = text.substr(segment, position - segment);
        const std::string after = composeSegment(before);
        if (!mapped && after != before) {
            makeExplicit(result);
            mapped = true;
        }
        result.text.append(after);
        for (std::size_t i = result.origins.size(); mapped && i < result.text.size(); ++i) {
            const std::size_t offset = segment + (i - (result.text.size() - after.size()));
            result.origins.push_back(after == before ? source.origin(offset, offset + 1) : source.origin(segment, position));
        }
        segment = position;
    }
    return result;
}

} // namespace core::text
