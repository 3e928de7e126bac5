// SPDX-License-Identifier: Apache-2.0
#include "core/data/columns.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace core::data {

struct CodedColumnBuilder::State {
    CodedColumn column;
    std::unordered_map<std::string, std::uint32_t> codes;
    std::string key; ///< reused for look-ups
};

CodedColumnBuilder::CodedColumnBuilder()
    : state_(std::make_unique<State>())
{
}

CodedColumnBuilder::~CodedColumnBuilder() = default;
CodedColumnBuilder::CodedColumnBuilder(CodedColumnBuilder&&) noexcept = default;
CodedColumnBuilder& CodedColumnBuilder::operator=(CodedColumnBuilder&&) noexcept = default;

void CodedColumnBuilder::append(std::string_view name)
{
    state_->key = name;
    const auto [entry, isNew]
        = state_->codes.try_emplace(state_->key, static_cast<std::uint32_t>(state_->column.names.size()));
    if (isNew)
        state_->column.names.push_back(state_->key);
    state_->column.codes.push_back(entry->second);
}

CodedColumn CodedColumnBuilder::take()
{
    CodedColumn column = std::move(state_->column);
    *state_ = State();
    return column;
}

void Columns::validate() const
{
    const auto require = [](bool holds, const char* column) {
        if (!holds)
            throw Error(ErrorKind::Internal, std::string("a snapshot's column \"") + column + "\" does not fit its rows");
    };
    const std::size_t n = rows();
    const auto fits = [n](std::size_t size) { return size == n; };
    const auto fitsOrAbsent = [n](std::size_t size) { return size == n || size == 0; };
    require(fits(source.codes.size()), "source");
    require(std::all_of(
                source.codes.begin(), source.codes.end(), [&](std::uint32_t code) { return code < source.names.size(); }),
        "source");
    require(fits(copies.size()), "copies");
    require(fits(heldOut.size()), "held out");
    require(fits(promptCharacters.size()), "prompt characters");
    require(fits(responseCharacters.size()), "response characters");
    require(fitsOrAbsent(tokens.size()), "tokens");
    require(fitsOrAbsent(responseTokens.size()), "response tokens");
    require(fitsOrAbsent(cluster.size()), "cluster");
    require(n == 0 ? losses.empty() : losses.size() % n == 0 && losses.size() / n == points(), "losses");
}

bool hasColumn(const Columns& columns, const ColumnKey& key)
{
    switch (key.name) {
    case ColumnName::Tokens:
        return !columns.tokens.empty();
    case ColumnName::ResponseTokens:
        return !columns.responseTokens.empty();
    case ColumnName::Cluster:
        return !columns.cluster.empty();
    case ColumnName::Loss:
        return key.point < columns.points();
    default:
        return true;
    }
}

double valueAt(const Columns& columns, const ColumnKey& key, std::size_t row)
{
    constexpr double missing = std::numeric_limits<double>::quiet_NaN();
    switch (key.name) {
    case ColumnName::Id:
        return static_cast<double>(columns.ids[row].value);
    case ColumnName::Source:
        return columns.source.codes[row];
    case ColumnName::Copies:
        return columns.copies[row];
    case ColumnName::HeldOut:
        return columns.heldOut[row];
    case ColumnName::PromptCharacters:
        return columns.promptCharacters[row];
    case ColumnName::ResponseCharacters:
        return columns.responseCharacters[row];
    case ColumnName::Tokens:
        return columns.tokens[row];
    case ColumnName::ResponseTokens:
        return columns.responseTokens[row];
    case ColumnName::Cluster:
        return columns.cluster[row] == noCluster ? missing : columns.cluster[row];
    case ColumnName::Loss:
        break;
    }
    return static_cast<double>(columns.lossesAt(key.point)[row]);
}

Selection filter(const Columns& columns, const ColumnKey& key, double least, double most)
{
    Selection selection(columns.rows());
    if (!hasColumn(columns, key))
        return selection;
    for (std::size_t row = 0; row < columns.rows(); ++row) {
        const double value = valueAt(columns, key, row);
        if (value >= least && value <= most)
            selection.set(row, true);
    }
    return selection;
}

Selection filterSource(const Columns& columns, std::string_view name)
{
    const auto& names = columns.source.names;
    const auto code = static_cast<double>(std::find(names.begin(), names.end(), name) - names.begin());
    return filter(columns, { ColumnName::Source, 0 }, code, code);
}

namespace {

/// The place of each code's name in alphabetical order.
std::vector<double> nameRanks(const std::vector<std::string>& names)
{
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), std::size_t{ 0 });
    std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) { return names[left] < names[right]; });
    std::vector<double> ranks(names.size());
    for (std::size_t rank = 0; rank < order.size(); ++rank)
        ranks[order[rank]] = static_cast<double>(rank);
    return ranks;
}

} // namespace

std::vector<std::uint32_t> sortedPermutation(const Columns& columns, const ColumnKey& key, bool ascending)
{
    std::vector<std::uint32_t> order(columns.rows());
    std::iota(order.begin(), order.end(), 0U);
    if (!hasColumn(columns, key))
        return order;
    const std::vector<double> ranks
        = key.name == ColumnName::Source ? nameRanks(columns.source.names) : std::vector<double>();
    std::vector<double> values(columns.rows());
    for (std::size_t row = 0; row < values.size(); ++row)
        values[row] = ranks.empty() ? valueAt(columns, key, row) : ranks[columns.source.codes[row]];
    const auto missing
        = std::stable_partition(order.begin(), order.end(), [&](std::uint32_t row) { return !std::isnan(values[row]); });
    std::stable_sort(order.begin(), missing, [&](std::uint32_t left, std::uint32_t right) {
        return ascending ? values[left] < values[right] : values[left] > values[right];
    });
    return order;
}

std::vector<std::uint64_t> facetCounts(const CodedColumn& column, const Selection& selection)
{
    std::vector<std::uint64_t> counts(column.names.size(), 0);
    for (const std::uint32_t row : selection.rows())
        ++counts[column.codes[row]];
    return counts;
}

} // namespace core::data
