// SPDX-License-Identifier: Apache-2.0
#include "core/worker/evaluation_parts.h"

#include "core/base/hash.h"

#include <algorithm>
#include <cmath>

namespace core::worker {

namespace {

using protocol::evaluationPartItems;

constexpr std::uint64_t longestPart = std::uint64_t{ 1 } << 30U;

struct Sum {
    std::int64_t lines = 0;
    std::int64_t counted = 0;
    double score = 0;
};

/// What the lines of a part add up to. Throws Error of json_faults for what is no part.
Sum sumOf(const std::string& bytes, const std::string& file)
{
    Sum sum;
    for (std::size_t begin = 0; begin < bytes.size(); ++sum.lines) {
        const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
        const Json json = parseJson(std::string_view(bytes).substr(begin, end - begin), file);
        const JsonFields fields(json, file);
        const double score
            = fields.has("right") ? static_cast<double>(fields.boolean("right", false)) : fields.anyNumber("loss");
        if (!std::isnan(score)) {
            sum.score += score;
            ++sum.counted;
        }
        begin = end + 1;
    }
    return sum;
}

} // namespace

EvaluationParts::EvaluationParts(
    const protocol::RunFolder& folder, EventWriter& events, std::int64_t number, std::string name, std::int64_t items)
    : folder_(folder)
    , events_(events)
    , number_(number)
    , name_(std::move(name))
    , items_(items)
    , lines_(static_cast<std::size_t>(items))
    , done_(static_cast<std::size_t>((items + evaluationPartItems - 1) / evaluationPartItems), false)
{
    createFolders(folder_.evaluation());
    for (std::size_t part = 0; part < done_.size(); ++part)
        done_[part] = announceOld(static_cast<std::int64_t>(part));
}

std::int64_t EvaluationParts::itemsOf(std::int64_t part) const
{
    return std::min(evaluationPartItems, items_ - part * evaluationPartItems);
}

std::vector<std::size_t> EvaluationParts::missing() const
{
    std::vector<std::size_t> items;
    for (std::size_t item = 0; item < lines_.size(); ++item) {
        if (!done_[item / static_cast<std::size_t>(evaluationPartItems)])
            items.push_back(item);
    }
    return items;
}

/// Parts are written whole or not at all, so one that can be read is whole.
bool EvaluationParts::announceOld(std::int64_t part)
{
    const auto file = folder_.path() / protocol::RunFolder::evaluationPartName(number_, part);
    std::error_code missing;
    if (!std::filesystem::exists(file, missing))
        return false;
    try {
        const std::string bytes = readFile(file, longestPart);
        if (sumOf(bytes, file.string()).lines != itemsOf(part))
            return false;
        announce(part, bytes);
        return true;
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Storage)
            throw;
        return false; // damaged: its items are answered again
    }
}

void EvaluationParts::announce(std::int64_t part, const std::string& bytes)
{
    const std::string name = protocol::RunFolder::evaluationPartName(number_, part);
    const Sum sum = sumOf(bytes, name);
    events_.write(protocol::EvaluationPartEvent{
        name_, part, part * evaluationPartItems, sum.lines, items_, sum.counted, sum.score, { name, sha256(bytes) } });
}

void EvaluationParts::add(std::size_t item, const OrderedJson& line)
{
    lines_[item] = line.dump(-1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
    const auto part = static_cast<std::int64_t>(item) / evaluationPartItems;
    const auto begin = lines_.begin() + static_cast<std::ptrdiff_t>(part * evaluationPartItems);
    const auto end = begin + static_cast<std::ptrdiff_t>(itemsOf(part));
    if (!std::all_of(begin, end, [](const auto& found) { return found.has_value(); }))
        return;
    std::string bytes;
    for (auto found = begin; found != end; ++found) {
        bytes += **found;
        found->reset();
    }
    writeFileAtomically(folder_.path() / protocol::RunFolder::evaluationPartName(number_, part), bytes);
    done_[static_cast<std::size_t>(part)] = true;
    announce(part, bytes);
}

} // namespace core::worker
