// SPDX-License-Identifier: Apache-2.0
#include "core/store/blobs.h"

#include "core/store/project_faults.h"

#include <bit>
#include <cstring>

namespace core::store {

static_assert(std::endian::native == std::endian::little, "blobs are written as they lie in memory");

namespace {

template <typename Value> void put(std::string& bytes, Value value)
{
    char buffer[sizeof value];
    std::memcpy(buffer, &value, sizeof value);
    bytes.append(buffer, sizeof value);
}

template <typename Value> Value take(const char*& position)
{
    Value value;
    std::memcpy(&value, position, sizeof value);
    position += sizeof value;
    return value;
}

/// How many entries of `size` bytes there are.
std::size_t entries(std::string_view bytes, std::size_t size, const Place& place)
{
    if (bytes.size() % size != 0)
        throw refusal(project_faults::wrongLength, place, std::to_string(bytes.size()) + " bytes");
    return bytes.size() / size;
}

} // namespace

std::string encodeFloats(std::span<const float> values)
{
    std::string bytes(values.size_bytes(), '\0');
    if (!values.empty())
        std::memcpy(bytes.data(), values.data(), values.size_bytes());
    return bytes;
}

void decodeFloats(std::string_view bytes, std::span<float> values, const Place& place)
{
    if (bytes.size() != values.size_bytes())
        throw refusal(project_faults::wrongLength, place,
            std::to_string(bytes.size()) + " bytes for " + std::to_string(values.size()) + " rows");
    if (!values.empty())
        std::memcpy(values.data(), bytes.data(), bytes.size());
}

std::string encodeTrainingLosses(std::span<const TrainingLoss> losses)
{
    std::string bytes;
    bytes.reserve(losses.size() * 12);
    for (const auto& entry : losses) {
        put(bytes, entry.step);
        put(bytes, entry.row);
        put(bytes, entry.loss);
    }
    return bytes;
}

std::vector<TrainingLoss> decodeTrainingLosses(std::string_view bytes, const Place& place)
{
    std::vector<TrainingLoss> losses(entries(bytes, 12, place));
    const char* position = bytes.data();
    for (auto& entry : losses) {
        entry.step = take<std::uint32_t>(position);
        entry.row = take<std::uint32_t>(position);
        entry.loss = take<float>(position);
    }
    return losses;
}

std::string encodeTokenCounts(std::span<const TokenCount> counts)
{
    std::string bytes;
    bytes.reserve(counts.size() * 9);
    for (const auto& entry : counts) {
        put(bytes, entry.total);
        put(bytes, entry.response);
        put(bytes, entry.flags);
    }
    return bytes;
}

std::vector<TokenCount> decodeTokenCounts(std::string_view bytes, const Place& place)
{
    std::vector<TokenCount> counts(entries(bytes, 9, place));
    const char* position = bytes.data();
    for (auto& entry : counts) {
        entry.total = take<std::uint32_t>(position);
        entry.response = take<std::uint32_t>(position);
        entry.flags = take<std::uint8_t>(position);
    }
    return counts;
}

std::string encodeAssignment(std::span<const std::uint16_t> assignment, std::int64_t clusters)
{
    std::string bytes;
    bytes.reserve(assignment.size() * 2);
    for (const auto cluster : assignment) {
        if (clusters >= 255)
            put(bytes, cluster);
        else
            put(bytes, static_cast<std::uint8_t>(cluster == unscoredCluster ? 255 : cluster));
    }
    return bytes;
}

std::vector<std::uint16_t> decodeAssignment(std::string_view bytes, std::int64_t clusters, const Place& place)
{
    const bool wide = clusters >= 255;
    std::vector<std::uint16_t> assignment(entries(bytes, wide ? 2 : 1, place));
    const char* position = bytes.data();
    for (auto& cluster : assignment) {
        cluster = wide ? take<std::uint16_t>(position) : take<std::uint8_t>(position);
        if (!wide && cluster == 255)
            cluster = unscoredCluster;
        if (cluster != unscoredCluster && cluster >= clusters)
            throw refusal(project_faults::wrongValue, place, "cluster " + std::to_string(cluster));
    }
    return assignment;
}

std::string encodeIds(std::span<const ExampleId> ids)
{
    std::string bytes;
    bytes.reserve(ids.size() * 8);
    for (const auto id : ids)
        put(bytes, id.value);
    return bytes;
}

std::vector<ExampleId> decodeIds(std::string_view bytes, const Place& place)
{
    std::vector<ExampleId> ids(entries(bytes, 8, place));
    const char* position = bytes.data();
    for (auto& id : ids)
        id.value = take<std::int64_t>(position);
    return ids;
}

} // namespace core::store
