// SPDX-License-Identifier: Apache-2.0
#include "core/data/json_list_reader.h"

#include <algorithm>

namespace core::data {

namespace {

/// Follows one JSON value byte by byte, over any number of pieces. Brackets are only counted: whether they match is for
/// the parser of the row to say.
class ValueEnd {
public:
    /// Bytes of `piece` that still belong to the value; done() tells whether it ended inside.
    std::size_t advance(std::string_view piece)
    {
        std::size_t i = 0;
        while (i < piece.size() && !done_) {
            const char c = piece[i];
            if (inString_) {
                ++i;
                stringByte(c);
            } else if (c == '"') {
                ++i;
                inString_ = true;
                begun_ = true;
            } else if (c == '{' || c == '[') {
                ++i;
                ++depth_;
                begun_ = true;
            } else if (c == '}' || c == ']') {
                if (depth_ == 0) {
                    done_ = true; // the bracket of what surrounds the value
                } else {
                    ++i;
                    done_ = --depth_ == 0;
                }
            } else if (depth_ == 0 && (c == ',' || c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == ':')) {
                done_ = true;
            } else {
                ++i;
                begun_ = true;
            }
        }
        return i;
    }

    bool done() const { return done_; }
    /// Whether a value that stands at the end of the file may be complete there (a bare number or word).
    bool open() const { return inString_ || depth_ > 0 || !begun_; }

private:
    bool inString_ = false;
    bool escaped_ = false;
    bool done_ = false;
    bool begun_ = false;
    std::uint64_t depth_ = 0;

    void stringByte(char c)
    {
        if (escaped_) {
            escaped_ = false;
        } else if (c == '\\') {
            escaped_ = true;
        } else if (c == '"') {
            inString_ = false;
            done_ = depth_ == 0;
        }
    }
};

std::uint64_t lineEnds(std::string_view bytes)
{
    return static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
}

} // namespace

bool JsonListReader::next(ReadRow& row)
{
    if (where_ == Where::Beginning)
        begin();
    if (where_ == Where::List && nextElement(row))
        return true;
    if (where_ == Where::Members && nextMember(row))
        return true;
    if (where_ == Where::Behind) {
        where_ = Where::End;
        if (peek() != '\0' || !window_.pending().empty()) {
            refuse(row, json_rows_faults::afterList);
            return true;
        }
    }
    return false;
}

void JsonListReader::begin()
{
    const char first = peek();
    if (first != '[' && first != '{')
        refuseFile(json_rows_faults::noList);
    skipOne();
    wrapped_ = first == '{';
    listFound_ = !wrapped_;
    where_ = wrapped_ ? Where::Members : Where::List;
}

/// One element of the list, or what stands in its place. False: the list has ended and where_ says what is next.
bool JsonListReader::nextElement(ReadRow& row)
{
    char first = peek();
    if (first == ']') {
        skipOne();
        return endList(row);
    }
    refuse(row, json_rows_faults::listSyntax);
    if (!firstElement_ && first == ',') {
        skipOne();
        first = peek();
        refuse(row, json_rows_faults::listSyntax);
    } else if (!firstElement_ && !window_.pending().empty()) {
        firstElement_ = true; // the comma is missing: what follows is read as an element
        return true;
    }
    firstElement_ = false;
    if (window_.pending().empty()) {
        row.fault = &json_rows_faults::unclosedList;
        where_ = Where::End;
        return true;
    }
    readElement(row);
    return true;
}

void JsonListReader::readElement(ReadRow& row)
{
    std::size_t length = 0;
    bool tooLong = false;
    const bool ended = scanValue(length, tooLong);
    const std::string_view bytes = window_.pending().substr(0, length);
    if (tooLong) {
        row.fault = &json_rows_faults::tooLong;
    } else if (!ended) {
        row.fault = &json_rows_faults::torn;
    } else if (length > 0) {
        row.fault = nullptr;
        row.raw.bytes = bytes;
    } else if (const char found = peek(); found == '}' || found == ':') {
        skipOne(); // nothing that a value could begin with
    }
    window_.consume(length, lineEnds(bytes));
    if (!ended)
        where_ = Where::End;
}

bool JsonListReader::endList(ReadRow& row)
{
    where_ = wrapped_ ? Where::Members : Where::Behind;
    if (!wrapped_)
        return next(row);
    return false;
}

/// Skips members of the surrounding object up to its list or its end. True: `row` says that it is broken behind the list.
bool JsonListReader::nextMember(ReadRow& row)
{
    while (true) {
        char c = peek();
        if (c == ',') {
            skipOne();
            c = peek();
        }
        if (c == '}' && listFound_) {
            skipOne();
            where_ = Where::Behind;
            return false;
        }
        const bool key = c == '"' && skipValue() && peek() == ':';
        if (key) {
            skipOne();
            if (peek() == '[' && beginsListOfObjects()) {
                if (listFound_)
                    refuseFile(json_rows_faults::severalLists);
                listFound_ = true;
                firstElement_ = true;
                where_ = Where::List;
                return nextElement(row) || next(row);
            }
        }
        if (!key || !skipValue()) {
            if (!listFound_)
                refuseFile(json_rows_faults::noList);
            where_ = Where::End;
            refuse(row, window_.pending().empty() ? json_rows_faults::unclosedList : json_rows_faults::afterList);
            return true;
        }
    }
}

/// The first byte that is not blank, NUL at the end of the file (or for a NUL byte).
char JsonListReader::peek()
{
    skipBlanks();
    return window_.pending().empty() ? '\0' : window_.pending().front();
}

void JsonListReader::skipBlanks()
{
    do {
        const std::string_view bytes = window_.pending();
        const std::size_t length = std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size());
        window_.consume(length, lineEnds(bytes.substr(0, length)));
    } while (window_.pending().empty() && window_.more());
}

/// The length of the value at the window's place; false when the file ends in it. A value that is too long is consumed.
bool JsonListReader::scanValue(std::size_t& length, bool& tooLong)
{
    ValueEnd end;
    length = 0;
    while (true) {
        length += end.advance(window_.pending().substr(length));
        if (length > longestRow) {
            tooLong = true;
            window_.consume(length, lineEnds(window_.pending().substr(0, length)));
            length = 0;
        }
        if (end.done())
            return true;
        if (!window_.more())
            return !end.open();
    }
}

bool JsonListReader::skipValue()
{
    ValueEnd end;
    std::size_t skipped = 0;
    while (true) {
        const std::size_t length = end.advance(window_.pending());
        window_.consume(length, lineEnds(window_.pending().substr(0, length)));
        skipped += length;
        if (end.done())
            return skipped > 0;
        if (!window_.more())
            return false;
    }
}

/// At "[": whether an object is the list's first element. Consumes the bracket if so.
bool JsonListReader::beginsListOfObjects()
{
    std::size_t position = 1;
    while (true) {
        const std::string_view bytes = window_.pending();
        position = bytes.find_first_not_of(" \t\r\n", position);
        if (position != std::string_view::npos)
            break;
        position = bytes.size();
        if (!window_.more() || bytes.size() > longestRow)
            return false;
    }
    if (window_.pending()[position] != '{')
        return false;
    skipOne();
    return true;
}

void JsonListReader::refuse(ReadRow& row, const Fault& fault) const
{
    row.raw = { window_.line(), window_.offset(), {}, true };
    row.fault = &fault;
    row.detail.clear();
}

void JsonListReader::refuseFile(const Fault& fault) const
{
    throw refusal(fault, { window_.fileName(), window_.line(), window_.offset() });
}

} // namespace core::data
