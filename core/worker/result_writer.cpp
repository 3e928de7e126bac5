// SPDX-License-Identifier: Apache-2.0
#include "core/worker/result_writer.h"

#include "core/base/hash.h"

#include <algorithm>
#include <bit>

namespace core::worker {

namespace {

static_assert(std::endian::native == std::endian::little, "result files are little-endian");
static_assert(sizeof(TokenCounts) == 12 && sizeof(TrainingLoss) == 12);

template <typename T> std::string_view bytesOf(std::span<const T> values)
{
    return { reinterpret_cast<const char*>(values.data()), values.size_bytes() };
}

} // namespace

ResultWriter::ResultWriter(const protocol::RunFolder& folder, EventWriter& events, std::int64_t datasetRows)
    : folder_(folder)
    , events_(events)
    , rows_(datasetRows)
{
    createFolders(folder_.losses());
}

std::int64_t ResultWriter::parts() const
{
    return (rows_ + protocol::lossPartRows - 1) / protocol::lossPartRows;
}

std::int64_t ResultWriter::rowsOf(std::int64_t part) const
{
    return std::min(protocol::lossPartRows, rows_ - part * protocol::lossPartRows);
}

protocol::ResultFile ResultWriter::write(const std::string& name, std::string_view bytes) const
{
    writeFileAtomically(folder_.path() / name, bytes);
    return { name, sha256(bytes) };
}

void ResultWriter::writeTokenCounts(const std::vector<TokenCounts>& counts)
{
    const auto file = write(protocol::RunFolder::tokenCountsName(), bytesOf(std::span(counts)));
    events_.write(protocol::TokensEvent{ static_cast<std::int64_t>(counts.size()), file });
}

void ResultWriter::writeLossPart(std::int64_t point, std::int64_t step, std::int64_t part, std::span<const float> losses)
{
    const auto file = write(protocol::RunFolder::lossPartName(point, part), bytesOf(losses));
    events_.write(protocol::LossPartEvent{
        point, step, part, part * protocol::lossPartRows, static_cast<std::int64_t>(losses.size()), file });
}

bool ResultWriter::announceLossPart(std::int64_t point, std::int64_t step, std::int64_t part)
{
    const std::string name = protocol::RunFolder::lossPartName(point, part);
    const auto file = folder_.path() / name;
    const auto expected = static_cast<std::uint64_t>(rowsOf(part)) * sizeof(float);
    std::error_code missing;
    if (std::filesystem::file_size(file, missing) != expected || missing)
        return false;
    events_.write(protocol::LossPartEvent{
        point, step, part, part * protocol::lossPartRows, rowsOf(part), { name, sha256OfFile(file) } });
    return true;
}

void ResultWriter::writeTrainingLosses(std::int64_t fromStep, std::int64_t toStep, std::span<const TrainingLoss> losses)
{
    const auto file = write(protocol::RunFolder::trainingLossesName(fromStep), bytesOf(losses));
    events_.write(protocol::TrainingLossesEvent{ fromStep, toStep, file });
}

} // namespace core::worker
