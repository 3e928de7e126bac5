// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/result_files.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/jobs/ingest.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace core::jobs {

namespace {

static_assert(std::endian::native == std::endian::little, "result files are little-endian");
static_assert(protocol::lossPartRows == store::rowsPerPart);

constexpr std::uint64_t longestResult = std::uint64_t{ 1 } << 34U;

void requireLength(const std::string& bytes, std::int64_t records, std::size_t recordBytes, const std::string& file)
{
    if (bytes.size() % recordBytes != 0 || bytes.size() / recordBytes != static_cast<std::size_t>(records))
        throw refusal(ingest_faults::resultSize, { file },
            std::to_string(bytes.size()) + " bytes for " + std::to_string(records) + " rows");
}

template <typename T> T valueAt(const std::string& bytes, std::size_t offset)
{
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof(T));
    return value;
}

} // namespace

std::string checkedResult(const std::filesystem::path& run, const protocol::ResultFile& result)
{
    const auto file = run / result.file;
    std::error_code code;
    if (!std::filesystem::is_regular_file(file, code))
        throw refusal(ingest_faults::resultChanged, { file.string() }, "the file is missing");
    std::string bytes = readFile(file, longestResult);
    if (sha256(bytes) != result.sha256)
        throw refusal(ingest_faults::resultChanged, { file.string() });
    return bytes;
}

store::LossPart readLossPart(const std::filesystem::path& run, const protocol::LossPartEvent& event, std::int64_t rows)
{
    const std::string file = (run / event.result.file).string();
    const std::int64_t first = event.part * protocol::lossPartRows;
    if (first >= rows || event.firstRow != first || event.rows != std::min(protocol::lossPartRows, rows - first))
        throw refusal(ingest_faults::outsideRun, { file },
            "rows " + std::to_string(event.firstRow) + " and the next " + std::to_string(event.rows) + " of "
                + std::to_string(rows));
    const std::string bytes = checkedResult(run, event.result);
    requireLength(bytes, event.rows, sizeof(float), file);
    store::LossPart part{ event.point, event.part, std::vector<float>(static_cast<std::size_t>(event.rows)) };
    std::memcpy(part.losses.data(), bytes.data(), bytes.size());
    return part;
}

std::vector<store::TokenCountPart> readTokenCounts(
    const std::filesystem::path& run, const protocol::TokensEvent& event, std::int64_t rows)
{
    constexpr std::size_t recordBytes = 3 * sizeof(std::int32_t);
    const std::string file = (run / event.result.file).string();
    if (event.rows != rows)
        throw refusal(
            ingest_faults::outsideRun, { file }, std::to_string(event.rows) + " rows, not " + std::to_string(rows));
    const std::string bytes = checkedResult(run, event.result);
    requireLength(bytes, event.rows, recordBytes, file);
    std::vector<store::TokenCountPart> parts;
    for (std::size_t row = 0; row < static_cast<std::size_t>(rows); ++row) {
        if (row % static_cast<std::size_t>(protocol::lossPartRows) == 0)
            parts.push_back({ static_cast<std::int64_t>(row) / protocol::lossPartRows, {} });
        const std::size_t offset = row * recordBytes;
        parts.back().counts.push_back({ valueAt<std::uint32_t>(bytes, offset), valueAt<std::uint32_t>(bytes, offset + 4),
            static_cast<std::uint8_t>(valueAt<std::uint32_t>(bytes, offset + 8)) });
    }
    return parts;
}

store::TrainingLossChunk readTrainingLosses(
    const std::filesystem::path& run, const protocol::TrainingLossesEvent& event, std::int64_t rows)
{
    constexpr std::size_t recordBytes = 2 * sizeof(std::uint32_t) + sizeof(float);
    const std::string file = (run / event.result.file).string();
    const std::string bytes = checkedResult(run, event.result);
    if (bytes.size() % recordBytes != 0)
        throw refusal(ingest_faults::resultSize, { file }, std::to_string(bytes.size()) + " bytes");
    store::TrainingLossChunk chunk{ event.fromStep, event.toStep, {} };
    chunk.losses.reserve(bytes.size() / recordBytes);
    for (std::size_t offset = 0; offset < bytes.size(); offset += recordBytes) {
        const store::TrainingLoss loss{ valueAt<std::uint32_t>(bytes, offset), valueAt<std::uint32_t>(bytes, offset + 4),
            valueAt<float>(bytes, offset + 8) };
        if (loss.row >= rows || loss.step < event.fromStep || loss.step > event.toStep)
            throw refusal(ingest_faults::outsideRun, { file, {}, offset },
                "step " + std::to_string(loss.step) + ", row " + std::to_string(loss.row));
        chunk.losses.push_back(loss);
    }
    return chunk;
}

} // namespace core::jobs
