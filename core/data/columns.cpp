// SPDX-License-Identifier: Apache-2.0
#include "core/data/columns.h"

#include "core/base/error.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace core::data {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

void require(bool holds, const char* column)
{
    if (!holds)
        throw Error(ErrorKind::Internal, std::string("a snapshot's column \"") + column + "\" does not fit its rows");
}

/// Whether every code stands for something.
template <typename Codes, typename Names> bool known(const Codes& codes, const Names& names)
{
    return std::all_of(codes.begin(), codes.end(), [&](std::uint32_t code) { return code < names.size(); });
}

void validateAnnotations(const Columns& columns)
{
    const auto fits = [&](std::size_t size) { return size == columns.rows() || size == 0; };
    require(fits(columns.marks.size()), "marks");
    require(fits(columns.notes.codes.size()) && known(columns.notes.codes, columns.notes.names), "notes");
    require(fits(columns.labels.codes.size()) && known(columns.labels.codes, columns.labels.sets), "labels");
    for (const auto& set : columns.labels.sets)
        require(known(set, columns.labels.names), "labels");
}

void validateResults(const Columns& columns)
{
    const std::size_t n = columns.rows();
    const auto fits = [n](std::size_t size) { return size == n || size == 0; };
    require(fits(columns.flags.size()), "flags");
    require(fits(columns.tokens.size()), "tokens");
    require(fits(columns.responseTokens.size()), "response tokens");
    require(fits(columns.meanLoss.size()), "mean loss");
    require(fits(columns.variability.size()), "variability");
    require(fits(columns.learnedAt.size()), "learned at");
    require(fits(columns.cluster.size()), "cluster");
    require(std::all_of(columns.cluster.begin(), columns.cluster.end(),
                [&](std::uint16_t code) { return code == noCluster || code < columns.clusters; }),
        "cluster");
    require(n == 0 ? columns.losses.empty() : columns.losses.size() == n * columns.points(), "losses");
}

} // namespace

bool Columns::isHardCluster(std::uint16_t code) const
{
    return std::find(hardClusters.begin(), hardClusters.end(), code) != hardClusters.end();
}

void Columns::validate() const
{
    const auto fits = [this](std::size_t size) { return size == rows(); };
    require(fits(source.codes.size()) && known(source.codes, source.names), "source");
    require(fits(copies.size()), "copies");
    require(fits(heldOut.size()), "held out");
    require(fits(promptCharacters.size()), "prompt characters");
    require(fits(responseCharacters.size()), "response characters");
    validateAnnotations(*this);
    validateResults(*this);
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
    case ColumnName::MeanLoss:
        return !columns.meanLoss.empty();
    case ColumnName::Variability:
        return !columns.variability.empty();
    case ColumnName::LearnedAt:
        return !columns.learnedAt.empty();
    case ColumnName::Labels:
        return !columns.labels.empty();
    case ColumnName::Note:
        return !columns.notes.codes.empty();
    default:
        return true;
    }
}

namespace {

/// Calls `use(value of row)`; one switch for single values and whole columns.
template <typename Use> auto withColumn(const Columns& columns, const ColumnKey& key, Use use)
{
    const auto plain = [](const auto& values) { return [&values](std::size_t row) -> double { return values[row]; }; };
    const auto unless = [](const auto& values, auto none) {
        return [&values, none](std::size_t row) -> double { return values[row] == none ? missing : values[row]; };
    };
    switch (key.name) {
    case ColumnName::Id:
        return use([&](std::size_t row) { return static_cast<double>(columns.ids[row].value); });
    case ColumnName::Source:
        return use(plain(columns.source.codes));
    case ColumnName::Copies:
        return use(plain(columns.copies));
    case ColumnName::HeldOut:
        return use(plain(columns.heldOut));
    case ColumnName::PromptCharacters:
        return use(plain(columns.promptCharacters));
    case ColumnName::ResponseCharacters:
        return use(plain(columns.responseCharacters));
    case ColumnName::Tokens:
        return use(plain(columns.tokens));
    case ColumnName::ResponseTokens:
        return use(plain(columns.responseTokens));
    case ColumnName::Cluster:
        return use(unless(columns.cluster, noCluster));
    case ColumnName::MeanLoss:
        return use(plain(columns.meanLoss));
    case ColumnName::Variability:
        return use(plain(columns.variability));
    case ColumnName::LearnedAt:
        return use(plain(columns.learnedAt));
    case ColumnName::Labels:
        return use(unless(columns.labels.codes, 0U));
    case ColumnName::Note:
        return use(unless(columns.notes.codes, 0U));
    case ColumnName::Loss:
        break;
    }
    return use(plain(columns.lossesAt(key.point)));
}

} // namespace

double valueAt(const Columns& columns, const ColumnKey& key, std::size_t row)
{
    return withColumn(columns, key, [row](auto&& value) { return value(row); });
}

std::vector<double> valuesOf(const Columns& columns, const ColumnKey& key)
{
    std::vector<double> values(columns.rows());
    withColumn(columns, key, [&](auto&& value) {
        for (std::size_t row = 0; row < values.size(); ++row)
            values[row] = value(row);
    });
    return values;
}

Selection filter(const Columns& columns, const ColumnKey& key, double least, double most)
{
    if (!hasColumn(columns, key))
        return Selection(columns.rows());
    return withColumn(columns, key, [&](auto&& value) {
        return Selection::where(columns.rows(), [&](std::size_t row) {
            const double number = value(row);
            return number >= least && number <= most;
        });
    });
}

Selection filterSource(const Columns& columns, std::string_view name)
{
    const auto& names = columns.source.names;
    const auto code = static_cast<double>(std::find(names.begin(), names.end(), name) - names.begin());
    return filter(columns, { ColumnName::Source, 0 }, code, code);
}

std::vector<std::uint32_t> visibleOrder(std::span<const std::uint32_t> permutation, const Selection& visible)
{
    std::vector<std::uint32_t> order;
    order.reserve(visible.count());
    for (const std::uint32_t row : permutation)
        if (visible.contains(row))
            order.push_back(row);
    return order;
}

std::vector<std::uint64_t> facetCounts(const CodedColumn& column, const Selection& selection)
{
    std::vector<std::uint64_t> counts(column.names.size(), 0);
    selection.forEach([&](std::size_t row) { ++counts[column.codes[row]]; });
    return counts;
}

} // namespace core::data
