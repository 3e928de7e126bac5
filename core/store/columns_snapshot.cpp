// SPDX-License-Identifier: Apache-2.0
#include "core/store/columns_snapshot.h"

#include "core/analysis/learning_times.h"
#include "core/analysis/trajectories.h"
#include "core/store/annotation_tables.h"
#include "core/store/example_tables.h"
#include "core/store/result_tables.h"
#include "core/store/run_tables.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::store {

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

/// Where the snapshot's rows stand in the dataset of a run.
RowPlaces placesIn(Database& database, std::span<const data::DatasetRow> rows, DatasetId snapshot, DatasetId other)
{
    if (snapshot == other)
        return {};
    const auto otherRows = readDatasetRows(database, readDataset(database, other));
    std::vector<std::pair<std::int64_t, std::uint32_t>> byId;
    byId.reserve(otherRows.size());
    for (const auto& row : otherRows)
        byId.emplace_back(row.example.value, static_cast<std::uint32_t>(byId.size()));
    std::sort(byId.begin(), byId.end());
    RowPlaces places;
    places.reserve(rows.size());
    for (const auto& row : rows) {
        const auto found = std::lower_bound(byId.begin(), byId.end(), std::pair(row.example.value, std::uint32_t{ 0 }));
        places.push_back(found != byId.end() && found->first == row.example.value ? found->second : noPlace);
    }
    return places;
}

/// What the clustering implies of the run, and the run of the tokens.
void completeRequest(Database& database, ColumnsRequest& request, ColumnsParts& parts)
{
    if (request.clustering) {
        parts.clustering = readClustering(database, *request.clustering);
        if (request.run && *request.run != parts.clustering->run)
            throw Error(ErrorKind::BadInput, "the clustering " + parts.clustering->name + " is of another run");
        request.run = parts.clustering->run;
    }
    if (!request.tokens)
        request.tokens = request.run;
}

} // namespace

ColumnsParts readColumnsParts(Database& database, ColumnsRequest request)
{
    ColumnsParts parts;
    completeRequest(database, request, parts);
    const auto dataset = readDataset(database, request.dataset);
    const auto rows = readDatasetRows(database, dataset);
    parts.facts = readFacts(database, rows, "dataset " + dataset.name);
    parts.labels = sourceLabels(database);
    for (const auto& source : listSources(database))
        parts.files.emplace(source.id, source.name);
    std::vector<ExampleId> ids;
    ids.reserve(rows.size());
    for (const auto& row : rows)
        ids.push_back(row.example);
    parts.annotations.ids = std::move(ids);
    readAnnotationColumns(database, parts.annotations);
    if (request.run) {
        parts.losses = readLossMatrix(database, *request.run);
        parts.runRows = placesIn(database, rows, dataset.id, readRun(database, *request.run).dataset);
    }
    if (request.tokens) {
        parts.tokens = readTokenCounts(database, *request.tokens);
        parts.tokenRows = request.tokens == request.run
            ? parts.runRows
            : placesIn(database, rows, dataset.id, readRun(database, *request.tokens).dataset);
    }
    parts.request = request;
    return parts;
}

namespace {

template <typename Value>
Value placed(const std::vector<Value>& values, const RowPlaces& places, std::size_t row, Value none)
{
    if (places.empty())
        return values[row];
    return places[row] == noPlace ? none : values[places[row]];
}

void setFacts(data::Columns& columns, const ColumnsParts& parts)
{
    const std::size_t rows = parts.facts.size();
    std::vector<std::uint32_t> copies(rows);
    std::vector<std::uint8_t> heldOut(rows);
    std::vector<std::uint32_t> prompt(rows);
    std::vector<std::uint32_t> response(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        const auto& facts = parts.facts[row];
        copies[row] = facts.copies;
        heldOut[row] = facts.heldOut ? 1 : 0;
        prompt[row] = facts.promptCharacters;
        response[row] = facts.responseCharacters;
    }
    columns.copies = std::move(copies);
    columns.heldOut = std::move(heldOut);
    columns.promptCharacters = std::move(prompt);
    columns.responseCharacters = std::move(response);
}

/// Codes of (label, file): a row without a label has the name of its file.
void setSources(data::Columns& columns, const ColumnsParts& parts)
{
    std::map<std::pair<std::uint32_t, std::int64_t>, std::uint32_t> known;
    std::map<std::string, std::uint32_t> codesByName;
    std::vector<std::string> names;
    std::vector<std::uint32_t> codes(parts.facts.size());
    std::pair<std::uint32_t, std::int64_t> lastKey{ 0, -1 };
    std::uint32_t last = 0;
    for (std::size_t row = 0; row < codes.size(); ++row) {
        const auto& facts = parts.facts[row];
        const bool named = facts.label != 0 && facts.label < parts.labels.size();
        const std::pair key{ named ? facts.label : 0, named ? 0 : facts.source.value };
        if (key != lastKey) {
            lastKey = key;
            const auto [entry, isNew] = known.try_emplace(key, 0);
            if (isNew) {
                const auto file = parts.files.find(facts.source);
                const auto& name = named ? parts.labels[facts.label] : file == parts.files.end() ? "" : file->second;
                const auto [code, newName] = codesByName.try_emplace(name, static_cast<std::uint32_t>(names.size()));
                if (newName)
                    names.push_back(name);
                entry->second = code->second;
            }
            last = entry->second;
        }
        codes[row] = last;
    }
    columns.source = { std::move(codes), std::move(names) };
}

void setLosses(data::Columns& columns, ColumnsParts& parts)
{
    const std::size_t rows = columns.rows();
    const std::size_t points = parts.losses.steps.size();
    if (points == 0)
        return;
    std::vector<float> losses;
    if (parts.runRows.empty()) {
        losses = std::move(parts.losses.values);
    } else {
        losses.assign(points * rows, nan);
        const auto runRows = static_cast<std::size_t>(parts.losses.rows);
        for (std::size_t point = 0; point < points; ++point)
            for (std::size_t row = 0; row < rows; ++row)
                if (parts.runRows[row] != noPlace)
                    losses[point * rows + row] = parts.losses.values[point * runRows + parts.runRows[row]];
    }
    const analysis::LossView view{ losses, points, rows };
    columns.window = parts.request.window.value_or(data::PointRange{ 0, points - 1 });
    columns.window.last = std::min(columns.window.last, points - 1);
    columns.window.first = std::min(columns.window.first, columns.window.last);
    auto map = analysis::dataMap(view, { columns.window.first, columns.window.last });
    columns.meanLoss = std::move(map.mean);
    columns.variability = std::move(map.variability);
    const std::vector<double> steps(parts.losses.steps.begin(), parts.losses.steps.end());
    columns.learnedAt = analysis::learningTimes(view, steps, { 0, points - 1 }).steps;
    columns.steps = std::vector<std::uint64_t>(parts.losses.steps.begin(), parts.losses.steps.end());
    columns.losses = std::move(losses);
}

void setTokens(data::Columns& columns, const ColumnsParts& parts)
{
    if (parts.tokens.empty())
        return;
    std::vector<std::uint32_t> tokens(columns.rows());
    std::vector<std::uint32_t> response(columns.rows());
    for (std::size_t row = 0; row < columns.rows(); ++row) {
        const auto count = placed(parts.tokens, parts.tokenRows, row, TokenCount());
        tokens[row] = count.total;
        response[row] = count.response;
    }
    columns.tokens = std::move(tokens);
    columns.responseTokens = std::move(response);
}

/// Marks every row that has the prompt and response of an earlier one; a table of open addresses with one probe mostly.
void markDuplicates(const std::vector<ExampleFacts>& facts, std::vector<std::uint8_t>& flags)
{
    std::size_t size = 64;
    while (size < facts.size() * 2)
        size *= 2;
    std::vector<std::uint32_t> table(size, noPlace);
    for (std::uint32_t row = 0; row < facts.size(); ++row) {
        const auto& own = facts[row];
        if (own.responseHash == 0)
            continue;
        auto place = static_cast<std::size_t>(own.promptHash ^ (own.responseHash * 0x9E3779B97F4A7C15U)) & (size - 1);
        while (table[place] != noPlace
            && (facts[table[place]].promptHash != own.promptHash || facts[table[place]].responseHash != own.responseHash))
            place = (place + 1) & (size - 1);
        if (table[place] == noPlace)
            table[place] = row;
        else
            flags[row] |= static_cast<std::uint8_t>(data::RowFlag::Duplicate);
    }
}

void setFlags(data::Columns& columns, const ColumnsParts& parts)
{
    std::vector<std::uint8_t> flags(columns.rows());
    markDuplicates(parts.facts, flags);
    constexpr auto unscored = static_cast<std::uint8_t>(data::RowFlag::Unscored);
    if (!parts.tokens.empty())
        for (std::size_t row = 0; row < flags.size(); ++row) {
            const auto count = placed(parts.tokens, parts.tokenRows, row, TokenCount{ 0, 1, 0 });
            flags[row] |= static_cast<std::uint8_t>((count.flags & 7U) | (count.response == 0 ? unscored : 0U));
        }
    for (std::size_t point = 0; point < columns.points(); ++point) {
        const auto losses = columns.lossesAt(point);
        for (std::size_t row = 0; row < flags.size(); ++row)
            flags[row] |= std::isnan(losses[row]) ? unscored : std::uint8_t{ 0 };
    }
    if (columns.points() > 0)
        for (std::size_t row = 0; row < parts.runRows.size(); ++row)
            if (parts.runRows[row] == noPlace)
                flags[row] &= static_cast<std::uint8_t>(~unscored); // not unscored: not in the run
    columns.flags = std::move(flags);
}

void setClusters(data::Columns& columns, const ColumnsParts& parts)
{
    static_assert(data::noCluster == unscoredCluster);
    if (!parts.clustering)
        return;
    std::vector<std::uint16_t> cluster(columns.rows());
    for (std::size_t row = 0; row < cluster.size(); ++row)
        cluster[row] = placed(parts.clustering->assignment, parts.runRows, row, unscoredCluster);
    columns.cluster = std::move(cluster);
    columns.clusters = static_cast<std::uint32_t>(parts.clustering->clusters);
    columns.hardClusters = parts.clustering->hardClusters;
}

} // namespace

std::shared_ptr<const data::Columns> buildColumns(ColumnsParts parts)
{
    auto columns = std::make_shared<data::Columns>(parts.annotations);
    columns->origin = { parts.request.dataset, parts.request.run, parts.request.tokens, parts.request.clustering };
    setFacts(*columns, parts);
    setSources(*columns, parts);
    setLosses(*columns, parts);
    setTokens(*columns, parts);
    setFlags(*columns, parts);
    setClusters(*columns, parts);
    return columns;
}

} // namespace core::store
