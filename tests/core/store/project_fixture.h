// SPDX-License-Identifier: Apache-2.0
// A small project with rows, a dataset and a run, and a second process to test against.
#pragma once

#include "core/store/import_session.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <string>

namespace fixture {

/// What version 4 brought, away again: SQL for tests of older projects.
inline constexpr const char* dropVersionFour
    = "DROP TABLE contaminations; DROP TABLE curve_points; DROP TABLE answers; DROP TABLE evaluation_parts;"
      "DROP TABLE evaluations; DROP TABLE benchmark_items; DROP TABLE benchmarks; DROP TABLE cells;"
      "PRAGMA user_version=3; UPDATE meta SET value='3' WHERE key='min_reader_version'";

inline std::string rowsFile(int rows)
{
    std::string text;
    for (int i = 0; i < rows; ++i)
        text += "{\"instruction\": \"What is " + std::to_string(i) + " plus one?\", \"output\": \"It is "
            + std::to_string(i + 1) + ".\", \"source\": \"" + (i % 3 == 0 ? "even" : "odd") + "\"}\n";
    return text;
}

inline core::store::ProjectImport importRows(
    core::store::ProjectSession& session, const support::TemporaryFolder& folder, int rows)
{
    const auto file = folder.write("rows.jsonl", rowsFile(rows));
    return core::store::importFile(session, file, { .name = "rows", .reading = {}, .recordedPath = {}, .again = false });
}

inline core::RunId insertRun(core::store::ProjectSession& session, core::DatasetId dataset)
{
    core::store::RunRecord run;
    run.name = "proxy-1";
    run.kind = "proxy";
    run.dataset = dataset;
    run.folder = "runs/proxy-1";
    run.spec = core::Json{ { "seed", "18446744073709551615" } };
    return session.insertRun(run);
}

/// A closed project of `rows` rows with one run that has two recording points and one selection.
inline std::filesystem::path makeProject(const support::TemporaryFolder& folder, int rows = 20)
{
    const auto file = folder.path() / "test.datalever";
    auto session = core::store::ProjectSession::create(file);
    const auto dataset = importRows(session, folder, rows).dataset;
    const auto run = insertRun(session, dataset.id);
    std::filesystem::create_directories(session.sideFolder() / "runs/proxy-1");
    const auto count = static_cast<std::size_t>(rows);
    core::store::RunBatch batch;
    batch.run = run;
    batch.generation = 1;
    batch.eventOffset = 100;
    batch.metrics = { { .step = 1, .loss = 2.5 }, { .step = 2, .loss = 2.25 } };
    batch.points = { { 0, 0 }, { 1, 2 } };
    for (std::size_t first = 0; first < count; first += core::store::rowsPerPart) {
        const auto part = static_cast<std::int64_t>(first) / core::store::rowsPerPart;
        const auto size = std::min<std::size_t>(core::store::rowsPerPart, count - first);
        batch.losses.push_back({ 0, part, std::vector<float>(size, 3.0F) });
        batch.losses.push_back({ 1, part, std::vector<float>(size, 1.0F) });
        batch.tokenCounts.push_back({ part, std::vector<core::store::TokenCount>(size, { 10, 5, 0 }) });
    }
    batch.trainingLosses = { { 1, 2, { { 1, 3, 2.5F }, { 2, 4, 2.25F } } } };
    session.applyRunBatch(batch);
    const core::ExampleId first[] = { { 1 } };
    session.insertSelection({ .id = {}, .name = "one", .rule = {}, .examples = { first[0] }, .createdAt = 1 });
    session.close();
    return file;
}

/// A process that runs `work`, says so, and then only waits to be killed.
class OtherProcess {
public:
    explicit OtherProcess(const std::function<void()>& work)
    {
        int ends[2] = { -1, -1 };
        if (::pipe(ends) != 0)
            qFatal("no pipe");
        process_ = ::fork();
        if (process_ == 0) {
            work();
            if (::write(ends[1], "x", 1) == 1)
                for (;;)
                    ::pause();
            ::_exit(1);
        }
        ::close(ends[1]);
        char byte = 0;
        ready_ = ::read(ends[0], &byte, 1) == 1;
        ::close(ends[0]);
    }
    ~OtherProcess() { kill(); }
    OtherProcess(const OtherProcess&) = delete;
    OtherProcess& operator=(const OtherProcess&) = delete;

    bool ready() const { return ready_; }
    pid_t process() const { return process_; }
    void kill()
    {
        if (process_ <= 0)
            return;
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }

private:
    pid_t process_ = 0;
    bool ready_ = false;
};

} // namespace fixture
