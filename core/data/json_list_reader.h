// SPDX-License-Identifier: Apache-2.0
// Internal to core/data: splits a list of JSON values into rows without parsing them, so that one broken row does not
// spoil the rest.
#pragma once

#include "core/data/byte_window.h"
#include "core/data/row_reader.h"

namespace core::data {

/// Reads the list that a file consists of, or the only list of objects in the object that it consists of.
class JsonListReader {
public:
    explicit JsonListReader(ByteWindow& window)
        : window_(window)
    {
    }

    bool next(ReadRow& row);

private:
    enum class Where { Beginning, List, Members, Behind, End };

    ByteWindow& window_;
    Where where_ = Where::Beginning;
    bool wrapped_ = false; ///< the list is a member of an object
    bool listFound_ = false;
    bool firstElement_ = true;

    void begin();
    bool nextElement(ReadRow& row);
    bool nextMember(ReadRow& row);
    void readElement(ReadRow& row);
    bool endList(ReadRow& row);
    char peek();
    void skipBlanks();
    void skipOne() { window_.consume(1, 0); }
    bool scanValue(std::size_t& length, bool& tooLong);
    bool skipValue();
    bool beginsListOfObjects();
    void refuse(ReadRow& row, const Fault& fault) const;
    [[noreturn]] void refuseFile(const Fault& fault) const;
};

} // namespace core::data
