// SPDX-License-Identifier: Apache-2.0
#include "core/data/dataset_rows.h"

#include "core/base/random.h"

#include <algorithm>
#include <limits>
#include <map>

namespace core::data {

namespace {

constexpr std::string_view magic = "DLR1";
constexpr std::size_t headerSize = 12;
constexpr std::size_t rowSize = 12;
constexpr std::uint64_t mostRows = 0xffffffff;
constexpr std::uint32_t heldOutBit = 0x80000000U;

struct Stratum {
    std::uint32_t source = 0;
    std::vector<std::size_t> positions;
    std::uint64_t share = 0;
    std::uint64_t remainder = 0;
};

std::vector<Stratum> stratify(std::span<const SubsetRow> rows)
{
    std::map<std::uint32_t, Stratum> bySource;
    for (std::size_t i = 0; i < rows.size(); ++i)
        bySource[rows[i].source].positions.push_back(i);
    std::vector<Stratum> strata;
    for (auto& [source, stratum] : bySource) {
        stratum.source = source;
        strata.push_back(std::move(stratum));
    }
    return strata;
}

/// Largest remainder: whole parts of count * size / total first, then one more to the largest remainders.
void allocate(std::vector<Stratum>& strata, std::uint64_t count, std::uint64_t total)
{
    std::uint64_t left = count;
    for (Stratum& stratum : strata) {
        const std::uint64_t product = count * stratum.positions.size(); // both are at most mostRows
        stratum.share = product / total;
        stratum.remainder = product % total;
        left -= stratum.share;
    }
    std::vector<Stratum*> order;
    for (Stratum& stratum : strata)
        order.push_back(&stratum);
    std::stable_sort(order.begin(), order.end(), [](const Stratum* first, const Stratum* second) {
        if (first->remainder != second->remainder)
            return first->remainder > second->remainder;
        return first->positions.size() > second->positions.size();
    });
    for (std::size_t i = 0; i < left; ++i)
        ++order[i]->share;
}

void appendLittleEndian(std::string& bytes, std::uint64_t value, int size)
{
    for (int i = 0; i < size; ++i)
        bytes += static_cast<char>((value >> (8 * i)) & 0xFFU);
}

std::uint64_t readLittleEndian(std::string_view bytes, std::size_t offset, std::size_t size)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[offset + i])) << (8 * i);
    return value;
}

} // namespace

std::vector<DatasetRow> stratifiedSubset(std::span<const SubsetRow> rows, std::uint64_t count, std::uint64_t seed)
{
    if (count > rows.size()) {
        throw refusal(
            dataset_faults::subsetTooLarge, {}, std::to_string(count) + " of " + std::to_string(rows.size()) + " rows");
    }
    if (rows.size() > mostRows)
        throw Error(ErrorKind::Unsupported, "a subset of more than 4,294,967,295 rows");
    std::vector<Stratum> strata = stratify(rows);
    if (!rows.empty())
        allocate(strata, count, rows.size());
    RandomStream random(seed, "subset");
    std::vector<std::size_t> chosen;
    for (Stratum& stratum : strata) {
        random.shuffle(stratum.positions);
        chosen.insert(
            chosen.end(), stratum.positions.begin(), stratum.positions.begin() + static_cast<std::ptrdiff_t>(stratum.share));
    }
    std::sort(chosen.begin(), chosen.end());
    std::vector<DatasetRow> subset;
    for (const std::size_t position : chosen)
        subset.push_back(rows[position].row);
    return subset;
}

std::string encodeDatasetRows(std::span<const DatasetRow> rows)
{
    std::string bytes(magic);
    bytes.reserve(headerSize + rows.size() * rowSize);
    appendLittleEndian(bytes, rows.size(), 8);
    for (const DatasetRow& row : rows) {
        if (row.example.value < 0 || row.copies > mostCopies)
            throw refusal(dataset_faults::badRow, {});
        appendLittleEndian(bytes, static_cast<std::uint64_t>(row.example.value), 8);
        appendLittleEndian(bytes, row.copies | (row.heldOut ? heldOutBit : 0U), 4);
    }
    return bytes;
}

std::vector<DatasetRow> decodeDatasetRows(std::string_view bytes, const std::string& where)
{
    if (bytes.size() < headerSize || bytes.substr(0, magic.size()) != magic)
        throw refusal(dataset_faults::notAList, { where });
    const std::uint64_t count = readLittleEndian(bytes, magic.size(), 8);
    const std::size_t body = bytes.size() - headerSize;
    if (body % rowSize != 0 || body / rowSize != count)
        throw refusal(
            dataset_faults::wrongLength, { where }, std::to_string(count) + " rows in " + std::to_string(body) + " bytes");
    std::vector<DatasetRow> rows(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::size_t offset = headerSize + i * rowSize;
        const std::uint64_t id = readLittleEndian(bytes, offset, 8);
        const auto copies = static_cast<std::uint32_t>(readLittleEndian(bytes, offset + 8, 4));
        if (id > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            throw refusal(dataset_faults::badRow, { where, std::nullopt, offset });
        rows[i] = { { static_cast<std::int64_t>(id) }, copies & mostCopies, (copies & heldOutBit) != 0 };
    }
    return rows;
}

} // namespace core::data
