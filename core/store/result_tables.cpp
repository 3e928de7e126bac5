// SPDX-License-Identifier: Apache-2.0
#include "core/store/result_tables.h"

#include "core/store/blobs.h"
#include "core/store/curation_tables.h"
#include "core/store/example_tables.h"
#include "core/store/named_rows.h"
#include "core/store/project_faults.h"
#include "core/store/run_tables.h"

#include <algorithm>

namespace core::store {

namespace {

constexpr std::int64_t mostClusters = 1000;

/// Without the assignment.
ClusteringRecord clusteringOf(Database& database, Query& query)
{
    ClusteringRecord clustering;
    clustering.id = { query.integer(0) };
    const auto item = "clustering " + std::to_string(clustering.id.value);
    clustering.name = query.text(1);
    clustering.run = { query.integer(2) };
    clustering.settings = fromText(database, query.text(3), item + " settings");
    clustering.quality = fromText(database, query.text(4), item + " quality");
    clustering.clusters = query.integer(5, 1, mostClusters);
    clustering.hardClusters = decodeAssignment(query.blob(6), clustering.clusters, database.place(item + " hard clusters"));
    clustering.createdAt = query.integer(7);
    return clustering;
}

void requireValid(const ClusteringRecord& record, std::int64_t rows)
{
    if (record.clusters < 1 || record.clusters > mostClusters)
        throw Error(ErrorKind::BadInput, "clusters: " + std::to_string(record.clusters) + "; allowed: 1 to 1000");
    if (static_cast<std::int64_t>(record.assignment.size()) != rows)
        throw Error(ErrorKind::BadInput,
            "a clustering has one entry per dataset row: " + std::to_string(rows) + ", not "
                + std::to_string(record.assignment.size()));
    const auto beyond = [&](std::uint16_t cluster) { return cluster >= record.clusters && cluster != unscoredCluster; };
    if (std::any_of(record.assignment.begin(), record.assignment.end(), beyond)
        || std::any_of(record.hardClusters.begin(), record.hardClusters.end(),
            [&](std::uint16_t cluster) { return cluster >= record.clusters; }))
        throw Error(ErrorKind::BadInput, "a row lies in a cluster that is not there");
}

SelectionRecord selectionOf(Database& database, Query& query)
{
    SelectionRecord selection;
    selection.id = { query.integer(0) };
    selection.name = query.text(1);
    selection.rule = fromText(database, query.text(2), "selection " + std::to_string(selection.id.value) + " rule");
    selection.createdAt = query.integer(3);
    return selection;
}

} // namespace

ClusteringId insertClustering(Database& database, const ClusteringRecord& record)
{
    requireFreeName(database, clusteringNames, record.name);
    requireValid(record, readDataset(database, readRun(database, record.run).dataset).rows);
    Query(database,
        "INSERT INTO clusterings(name, run_id, settings, quality, clusters, hard_clusters, created_at, assignment)"
        " VALUES(?1,?2,?3,?4,?5,?6,?7,?8)")
        .bind(record.name)
        .bind(record.run.value)
        .bind(toText(record.settings))
        .bind(toText(record.quality))
        .bind(record.clusters)
        .bindBlob(encodeAssignment(record.hardClusters, record.clusters))
        .bind(record.createdAt)
        .bindBlob(encodeAssignment(record.assignment, record.clusters))
        .run();
    return { database.raw().getLastInsertRowid() };
}

namespace {

/// Of every clustering that a written manifest says its rows were chosen by.
std::vector<std::string> exportedClusterings(Database& database)
{
    std::vector<std::string> names;
    for (const ExportRecord& written : listExports(database)) {
        const auto origin = written.manifest.find("origin");
        if (origin == written.manifest.end() || !origin->is_object())
            continue;
        const auto name = origin->find("clustering");
        if (name != origin->end() && name->is_string())
            names.push_back(name->get<std::string>());
    }
    return names;
}

} // namespace

ClusteringRecord insertClustering(Database& database, const ClusteringMaker& make)
{
    ClusteringPlan plan = make(listClusterings(database));
    plan.made.name = freeName(database, clusteringNames, plan.made.name);
    plan.made.id = insertClustering(database, plan.made);
    const auto exported = plan.removed.empty() ? std::vector<std::string>() : exportedClusterings(database);
    for (const ClusteringId id : plan.removed) {
        if (!curationOf(database, id) && std::ranges::find(exported, readClustering(database, id).name) == exported.end())
            removeClustering(database, id);
    }
    plan.made.assignment.clear();
    return std::move(plan.made);
}

std::vector<ClusteringRecord> listClusterings(Database& database)
{
    std::vector<ClusteringRecord> clusterings;
    Query query(database,
        "SELECT id, name, run_id, settings, quality, clusters, hard_clusters, created_at FROM clusterings ORDER BY id");
    while (query.step())
        clusterings.push_back(clusteringOf(database, query));
    return clusterings;
}

ClusteringRecord readClustering(Database& database, ClusteringId id)
{
    const auto item = "clustering " + std::to_string(id.value);
    ClusteringRecord clustering;
    {
        Query query(database,
            "SELECT id, name, run_id, settings, quality, clusters, hard_clusters, created_at, assignment"
            " FROM clusterings WHERE id=?1");
        query.bind(id.value);
        if (!query.step())
            throw refusal(project_faults::missingRow, database.place(item));
        clustering = clusteringOf(database, query);
        clustering.assignment = decodeAssignment(query.blob(8), clustering.clusters, database.place(item));
    }
    const auto rows = readDataset(database, readRun(database, clustering.run).dataset).rows;
    if (static_cast<std::int64_t>(clustering.assignment.size()) != rows)
        throw refusal(project_faults::wrongLength, database.place(item),
            std::to_string(clustering.assignment.size()) + " rows of " + std::to_string(rows));
    return clustering;
}

void changeClustering(Database& database, ClusteringId id, const ClusteringChange& change)
{
    ClusteringRecord record = readClustering(database, id);
    const std::string before = record.name;
    change(record);
    if (before != record.name)
        requireFreeName(database, clusteringNames, record.name);
    Query(database, "UPDATE clusterings SET name=?2, settings=?3, quality=?4 WHERE id=?1")
        .bind(id.value)
        .bind(record.name)
        .bind(toText(record.settings))
        .bind(toText(record.quality))
        .run();
}

void removeClustering(Database& database, ClusteringId id)
{
    if (const auto curated = curationOf(database, id))
        throw Error(
            ErrorKind::BadInput, "the clustering cannot be removed: the curated dataset " + *curated + " was made of it");
    Query(database, "DELETE FROM clusterings WHERE id=?1").bind(id.value).run();
}

SelectionId insertSelection(Database& database, const SelectionRecord& record)
{
    requireFreeName(database, selectionNames, record.name);
    for (const auto id : record.examples) {
        Query query(database, "SELECT 1 FROM examples WHERE id=?1");
        query.bind(id.value);
        if (!query.step())
            throw Error(ErrorKind::BadInput, database.file().string() + ": there is no example " + std::to_string(id.value));
    }
    Query(database, "INSERT INTO selections(name, rule, created_at, examples) VALUES(?1,?2,?3,?4)")
        .bind(record.name)
        .bind(toText(record.rule))
        .bind(record.createdAt)
        .bindBlob(encodeIds(record.examples))
        .run();
    return { database.raw().getLastInsertRowid() };
}

std::vector<SelectionRecord> listSelections(Database& database)
{
    std::vector<SelectionRecord> selections;
    Query query(database, "SELECT id, name, rule, created_at FROM selections ORDER BY id");
    while (query.step())
        selections.push_back(selectionOf(database, query));
    return selections;
}

SelectionRecord readSelection(Database& database, SelectionId id)
{
    const auto item = "selection " + std::to_string(id.value);
    Query query(database, "SELECT id, name, rule, created_at, examples FROM selections WHERE id=?1");
    query.bind(id.value);
    if (!query.step())
        throw refusal(project_faults::missingRow, database.place(item));
    auto selection = selectionOf(database, query);
    selection.examples = decodeIds(query.blob(4), database.place(item));
    return selection;
}

ExportId insertExport(Database& database, const ExportRecord& record)
{
    Query(database, "INSERT INTO exports(path, what, sha256, manifest, created_at) VALUES(?1,?2,?3,?4,?5)")
        .bind(record.path)
        .bind(record.what)
        .bind(record.sha256)
        .bind(toText(record.manifest))
        .bind(record.createdAt)
        .run();
    return { database.raw().getLastInsertRowid() };
}

std::vector<ExportRecord> listExports(Database& database)
{
    std::vector<ExportRecord> exports;
    Query query(database, "SELECT id, path, what, sha256, manifest, created_at FROM exports ORDER BY id");
    while (query.step()) {
        ExportRecord record{ .id = { query.integer(0) },
            .path = query.text(1),
            .what = query.text(2),
            .sha256 = query.text(3),
            .manifest = {},
            .createdAt = query.integer(5) };
        record.manifest = fromText(database, query.text(4), "export " + std::to_string(record.id.value) + " manifest");
        exports.push_back(std::move(record));
    }
    return exports;
}

} // namespace core::store
