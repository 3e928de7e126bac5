// SPDX-License-Identifier: GPL-3.0-or-later
// A project in a temporary folder with a finished run of six recording points: every third row is learned late, row 7 is
// unscored, and the fifth point still looks otherwise than the last.
#pragma once

#include "tests/core/store/project_fixture.h"

#include "core/store/project_session.h"

#include <cmath>
#include <limits>

namespace trajectory_project {

inline constexpr std::size_t points = 6;

inline float lossOf(std::size_t row, std::size_t point)
{
    if (row == 7)
        return std::numeric_limits<float>::quiet_NaN();
    const double place = static_cast<double>(point);
    const double wobble = 0.1 * std::sin(static_cast<double>(row * 7 + point * 3));
    const bool late = row % 3 == 0;
    const bool turns = row % 10 == 4; // looks late until the last points
    const double speed = late ? 0.1 : turns && point < 4 ? 0.2 : 0.9;
    return static_cast<float>(1.0 + 8.0 * std::exp(-speed * place) + wobble);
}

inline core::store::RunBatch recording(core::RunId run, std::size_t rows, std::size_t first, std::size_t last)
{
    core::store::RunBatch batch;
    batch.run = run;
    batch.generation = 1;
    batch.eventOffset = 100 * last;
    batch.eventSequence = last;
    for (std::size_t point = first; point < last; ++point) {
        batch.points.push_back({ static_cast<std::int64_t>(point), static_cast<std::int64_t>(point * point) });
        core::store::LossPart part{ static_cast<std::int64_t>(point), 0, {} };
        for (std::size_t row = 0; row < rows; ++row)
            part.losses.push_back(lossOf(row, point));
        batch.losses.push_back(std::move(part));
    }
    return batch;
}

/// Closed again; `recorded` of the six points are there.
inline std::filesystem::path make(const support::TemporaryFolder& folder, int rows = 300, std::size_t recorded = points)
{
    const auto file = folder.path() / "test.datalever";
    auto session = core::store::ProjectSession::create(file);
    const auto dataset = fixture::importRows(session, folder, rows).dataset;
    const auto run = fixture::insertRun(session, dataset.id);
    std::filesystem::create_directories(session.sideFolder() / "runs/proxy-1");
    const auto count = static_cast<std::size_t>(rows);
    auto batch = recording(run, count, 0, recorded);
    std::vector<core::store::TokenCount> tokens;
    for (std::size_t row = 0; row < count; ++row)
        tokens.push_back({ 20 + static_cast<std::uint32_t>(row % 9), 10 + static_cast<std::uint32_t>(row % 5), 0 });
    batch.tokenCounts = { { 0, std::move(tokens) } };
    batch.state = core::store::RunState::Finished;
    session.applyRunBatch(batch);
    session.close();
    return file;
}

} // namespace trajectory_project
