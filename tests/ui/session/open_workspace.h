// SPDX-License-Identifier: GPL-3.0-or-later
// A project in a temporary folder, open in a door and a workspace, for tests of pages.
#pragma once

#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "ui/session/workspace.h"

#ifndef Q_MOC_RUN
#include "core/protocol/job_spec.h"
#include "tests/core/store/project_fixture.h"
#endif

#include <cmath>

namespace fixture {

/// A job as a run's record keeps it.
inline core::Json jobOf(const std::string& model)
{
    core::protocol::JobSpec spec;
    spec.name = "proxy-1";
    spec.model = { model, std::string(64, 'a') };
    spec.rows = { std::string(64, 'b'), "/nowhere/rows.jsonl" };
    spec.list = { std::string(64, 'c'), "/nowhere/list.jsonl" };
    return core::Json::parse(core::protocol::toJson(spec).dump());
}

/// Losses of `rows` rows at four recording points: row i falls to a floor that grows with i; the last row is unscored.
inline core::store::RunBatch lossesOf(core::RunId run, int rows)
{
    core::store::RunBatch batch;
    batch.run = run;
    batch.generation = 1;
    batch.eventOffset = 100;
    const std::int64_t steps[] = { 0, 1, 10, 100 };
    for (std::int64_t point = 0; point < 4; ++point) {
        batch.points.push_back({ point, steps[point] });
        std::vector<float> losses;
        for (int row = 0; row < rows; ++row) {
            const double floor = 1 + 8.0 * row / rows;
            losses.push_back(
                row == rows - 1 ? std::nanf("") : static_cast<float>(floor + (10 - floor) * std::exp(-1.5 * double(point))));
        }
        batch.losses.push_back({ point, 0, std::move(losses) });
    }
    std::vector<core::store::TokenCount> counts;
    for (int row = 0; row < rows; ++row)
        counts.push_back({ static_cast<std::uint32_t>(20 + 10 * row), static_cast<std::uint32_t>(5 + row), 0 });
    batch.tokenCounts = { { 0, std::move(counts) } };
    return batch;
}

/// A closed project with rows and, where asked, a run with losses and token counts.
inline std::filesystem::path makeWorkProject(const support::TemporaryFolder& folder, int rows, bool trained)
{
    const auto file = folder.path() / "work.datalever";
    auto session = core::store::ProjectSession::create(file);
    if (rows > 0) {
        const auto dataset = importRows(session, folder, rows).dataset;
        if (trained) {
            core::store::RunRecord run;
            run.name = "proxy-1";
            run.kind = "proxy";
            run.dataset = dataset.id;
            run.folder = "runs/proxy-1";
            run.spec = jobOf("/nowhere/gpt-neox");
            run.state = core::store::RunState::Finished;
            const auto id = session.insertRun(run);
            std::filesystem::create_directories(session.sideFolder() / "runs/proxy-1");
            session.applyRunBatch(lossesOf(id, rows));
        }
    }
    session.close();
    return file;
}

class OpenWorkspace {
public:
    OpenWorkspace(int rows, bool trained) { open(makeWorkProject(folder_, rows, trained), rows > 0); }
    explicit OpenWorkspace(const std::filesystem::path& project) { open(project, true); }

    ui::Workspace& workspace() { return *workspace_; }
    core::store::ProjectSession& session() { return *workspace_->session(); }
    const support::TemporaryFolder& folder() const { return folder_; }
    bool ready() const { return ready_; }

private:
    support::TemporaryFolder folder_;
    ui::ProjectDoor door_;
    std::unique_ptr<ui::Workspace> workspace_;
    bool ready_ = false;

    void open(const std::filesystem::path& file, bool hasRows)
    {
        QSignalSpy opened(&door_, &ui::ProjectDoor::opened);
        door_.open(file);
        if (!opened.wait(20000))
            return;
        workspace_ = std::make_unique<ui::Workspace>(door_);
        ready_ = !hasRows || QTest::qWaitFor([&] { return workspace_->columns() != nullptr; }, 20000);
    }
};

} // namespace fixture
