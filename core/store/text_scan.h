// SPDX-License-Identifier: Apache-2.0
// A linear search through a dataset: the store thread sieves raw rows in slices, the caller's thread maps the few that may
// match. Internal to core/store.
#pragma once

#include "core/base/cancel_token.h"
#include "core/data/row_format.h"
#include "core/data/text_search.h"
#include "core/store/example_texts.h"
#include "core/store/store.h"

#include <future>
#include <memory>
#include <vector>

namespace core::store {

/// Whether the mapped text of a raw row may hold a needle: exact for what it refuses. JSON may spell a character in another
/// way: rows with such an escape, or with text in pieces, pass.
class RawSieve {
public:
    RawSieve(std::string_view needle, data::FileFormat format);
    bool passes(std::string_view raw) const;

private:
    data::TextNeedle run_; ///< the longest part of the needle that every spelling has as it is
    bool ascii_ = true;
    bool json_ = true;
};

struct ScannedRow {
    std::int64_t row = 0; ///< position in the dataset
    ExampleId example;
    data::ExampleText text;
};

class TextScan {
public:
    TextScan(Store& store, DatasetId dataset, std::string needle);
    ~TextScan(); ///< waits for the slice under way
    TextScan(const TextScan&) = delete;
    TextScan& operator=(const TextScan&) = delete;

    /// The rows of the next slice that may match; false when there is none left.
    bool next(std::vector<ScannedRow>& rows);
    std::int64_t searched() const { return searched_; }
    std::int64_t total() const { return total_; }

private:
    struct Slice;
    Store& store_;
    DatasetId dataset_;
    std::string needle_;
    ExampleTexts texts_;
    std::map<SourceId, RawSieve> sieves_; ///< used by the store thread while a slice is under way
    std::int64_t total_ = 0;
    std::int64_t asked_ = 0;
    std::int64_t searched_ = 0;
    std::int64_t sliceRows_ = 0;
    std::future<std::shared_ptr<Slice>> underWay_;

    void startSlice();
    std::shared_ptr<Slice> readSlice(std::int64_t first, std::int64_t count);
};

} // namespace core::store
