// SPDX-License-Identifier: GPL-3.0-or-later
// A project with 120 rows of three sources, a run with token counts, and a clustering in which a third of the rows is hard:
// every row 9 repeats row 8, a selection has three rows.
#pragma once

#include "tests/core/store/project_fixture.h"

#include "core/store/project_session.h"

namespace curate_project {

inline constexpr int rows = 120;

inline std::string lineOf(int row)
{
    const int own = row % 10 == 9 ? row - 1 : row;
    const char* source = own % 3 == 0 ? "algebra" : own % 3 == 1 ? "geometry" : "words";
    return R"({"instruction":"What is )" + std::to_string(own)
        + R"( plus the number that comes after seven, please?","output":"It is )" + std::to_string(own + 8)
        + R"(.","source":")" + source + "\"}";
}

inline void cluster(core::store::ProjectSession& session, const std::string& name, int hardOfTen)
{
    core::store::ClusteringRecord record;
    record.name = name;
    record.run = session.run("proxy-1").id;
    record.settings = { { "features", "raw" }, { "seed", "0" } };
    record.clusters = 2;
    record.hardClusters = { 1 };
    for (const auto& row : session.datasetRows(session.run("proxy-1").dataset))
        record.assignment.push_back(
            row.heldOut ? core::store::unscoredCluster : static_cast<std::uint16_t>(row.example.value % 10 < hardOfTen));
    session.insertClustering(record);
}

/// Closed again. Without clusters there is a run with losses alone.
inline std::filesystem::path make(const support::TemporaryFolder& folder, bool clusters = true)
{
    std::string text;
    for (int row = 0; row < rows; ++row)
        text += lineOf(row) + "\n";
    const auto file = folder.path() / "test.datalever";
    auto session = core::store::ProjectSession::create(file);
    const auto imported = core::store::importFile(
        session, folder.write("rows.jsonl", text), { .name = "rows", .reading = {}, .again = false });
    const auto run = fixture::insertRun(session, imported.dataset.id);
    std::filesystem::create_directories(session.sideFolder() / "runs/proxy-1");
    core::store::RunBatch batch;
    batch.run = run;
    batch.generation = 1;
    batch.eventOffset = 100;
    batch.points = { { 0, 0 }, { 1, 2 } };
    std::vector<core::store::TokenCount> tokens;
    for (int row = 0; row < rows; ++row)
        tokens.push_back({ static_cast<std::uint32_t>(20 + row % 30), 10, 0 });
    batch.losses = { { 0, 0, std::vector<float>(rows, 3.0F) }, { 1, 0, std::vector<float>(rows, 1.0F) } };
    batch.tokenCounts = { { 0, std::move(tokens) } };
    batch.state = core::store::RunState::Finished;
    session.applyRunBatch(batch);
    session.insertSelection({ .id = {}, .name = "few", .rule = {}, .examples = { { 11 }, { 12 }, { 13 } }, .createdAt = 1 });
    if (clusters) {
        cluster(session, "halves", 5);
        cluster(session, "thirds", 3);
    }
    session.close();
    return file;
}

} // namespace curate_project
