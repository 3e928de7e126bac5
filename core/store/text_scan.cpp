// SPDX-License-Identifier: Apache-2.0
#include "core/store/text_scan.h"

#include "core/store/example_tables.h"

#include <algorithm>

namespace core::store {

namespace {

constexpr std::int64_t firstSlice = 2048; ///< small: something is shown at once
constexpr std::int64_t largestSlice = 16'384; ///< others wait for one slice at most

/// The longest run of characters that a file spells as they are.
std::string_view longestRun(std::string_view needle, bool json)
{
    const auto special = [json](char character) {
        const auto byte = static_cast<unsigned char>(character);
        return character == '"' || (json && (character == '\\' || character == '/' || byte < 0x20 || byte == 0x7f));
    };
    std::string_view longest;
    for (auto rest = needle; !rest.empty();) {
        const auto end = static_cast<std::size_t>(std::find_if(rest.begin(), rest.end(), special) - rest.begin());
        if (end > longest.size())
            longest = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return longest;
}

/// Whether a \\u escape could stand for a character of the needle: for ASCII ones only \\u0020 to \\u007f.
bool hasEscape(std::string_view raw, bool ascii)
{
    for (auto at = raw.find("\\u"); at != std::string_view::npos; at = raw.find("\\u", at + 2)) {
        if (!ascii)
            return true;
        const auto digits = raw.substr(at + 2, 3);
        if (digits.size() == 3 && digits[0] == '0' && digits[1] == '0' && digits[2] >= '2' && digits[2] <= '7')
            return true;
    }
    return false;
}

} // namespace

RawSieve::RawSieve(std::string_view needle, data::FileFormat format)
    : run_(longestRun(needle, format != data::FileFormat::Csv))
    , ascii_(std::all_of(needle.begin(), needle.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    , json_(format != data::FileFormat::Csv)
{
}

bool RawSieve::passes(std::string_view raw) const
{
    if (run_.empty() || run_.isIn(raw))
        return true;
    // a message in parts ({"text": ...}) is joined, so the needle may lie across a border
    return json_ && (hasEscape(raw, ascii_) || raw.find("\"text\"") != std::string_view::npos);
}

struct TextScan::Slice {
    std::int64_t rows = 0;
    std::vector<std::int64_t> positions;
    std::vector<ExampleRecord> candidates; ///< id, source and raw only
    std::vector<SourceRecord> newSources;
};

TextScan::TextScan(Store& store, DatasetId dataset, std::string needle)
    : store_(store)
    , dataset_(dataset)
    , needle_(std::move(needle))
    , texts_(store.file().string())
    , sliceRows_(firstSlice)
{
    total_ = store_.read([&](Database& database) { return readDataset(database, dataset_).rows; });
    startSlice();
}

TextScan::~TextScan()
{
    if (underWay_.valid())
        underWay_.wait();
}

void TextScan::startSlice()
{
    if (asked_ >= total_)
        return;
    const auto first = asked_;
    const auto count = std::min(sliceRows_, total_ - first);
    asked_ += count;
    sliceRows_ = std::min(sliceRows_ * 2, largestSlice);
    const auto task = [this, first, count] { return readSlice(first, count); };
    if (store_.thread().isCurrent()) {
        std::packaged_task<std::shared_ptr<Slice>()> now(task);
        underWay_ = now.get_future();
        now();
    } else {
        underWay_ = store_.thread().start(Lane::Read, task);
    }
}

std::shared_ptr<TextScan::Slice> TextScan::readSlice(std::int64_t first, std::int64_t count)
{
    auto slice = std::make_shared<Slice>();
    store_.onDatabase([&](Database& database) {
        const auto rows = readDatasetRows(database, dataset_, first, count);
        slice->rows = static_cast<std::int64_t>(rows.size());
        forRawExamples(database, rows, [&](std::size_t position, SourceId source, std::string_view raw) {
            auto sieve = sieves_.find(source);
            if (sieve == sieves_.end()) {
                slice->newSources.push_back(readSource(database, source));
                const auto format = data::decodeRowFormat(slice->newSources.back().format.dump()).format;
                sieve = sieves_.emplace(source, RawSieve(needle_, format)).first;
            }
            if (!sieve->second.passes(raw))
                return;
            slice->positions.push_back(first + static_cast<std::int64_t>(position));
            auto& candidate = slice->candidates.emplace_back();
            candidate.id = rows[position].example;
            candidate.source = source;
            candidate.raw = raw;
        });
    });
    return slice;
}

bool TextScan::next(std::vector<ScannedRow>& rows)
{
    rows.clear();
    if (!underWay_.valid())
        return false;
    const auto slice = underWay_.get();
    for (const auto& source : slice->newSources)
        texts_.add(source);
    searched_ += slice->rows;
    startSlice(); // is read while these are mapped
    for (std::size_t i = 0; i < slice->candidates.size(); ++i)
        rows.push_back({ slice->positions[i], slice->candidates[i].id, texts_.text(slice->candidates[i]) });
    return true;
}

} // namespace core::store
