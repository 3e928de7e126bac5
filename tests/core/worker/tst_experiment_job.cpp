// SPDX-License-Identifier: Apache-2.0
// Experiments by real worker processes: all cells come to their end, killed ones too and with the same bits, what is
// finished is left alone, what fails does not keep the others from going on.
#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/random.h"
#include "core/data/rows_snapshot.h"
#include "core/jobs/experiment_report.h"
#include "core/jobs/experiment_request.h"
#include "core/protocol/control.h"
#include "tests/core/worker/worker_fixture.h"

#include <QtTest/QTest>

#include <signal.h>

#include <cmath>
#include <map>
#include <set>

using namespace core::protocol;
using core::Json;
using support::WorkerFixture;

namespace {

const std::string endedWell = "exit status 0";

/// Hash of every result of every finished cell, by path; how training losses are cut into files depends on the checkpoints.
std::map<std::string, std::string> resultsOf(const RunFolder& experiment)
{
    std::map<std::string, std::string> results;
    for (const auto& cell : std::filesystem::directory_iterator(experiment.cells())) {
        const RunFolder folder(cell.path());
        for (const auto& part : { folder.losses(), folder.recording(), folder.evaluation() }) {
            if (!std::filesystem::exists(part))
                continue;
            for (const auto& entry : std::filesystem::recursive_directory_iterator(part)) {
                const std::string name = std::filesystem::relative(entry.path(), experiment.path()).string();
                const bool isResult = name.find("training-") == std::string::npos && name.find(".tmp-") == std::string::npos;
                if (entry.is_regular_file() && isResult) // a killed worker may leave a file that it was writing
                    results[name] = core::sha256OfFile(entry.path());
            }
        }
        results[folder.name() + "/curves.json"] = core::sha256OfFile(folder.curves());
        results[folder.name() + " job"] = hashOf(readJobSpec(folder.job()));
    }
    return results;
}

/// When anything below the cells of these seeds was last written.
std::map<std::string, std::filesystem::file_time_type> timesOf(const RunFolder& experiment)
{
    std::map<std::string, std::filesystem::file_time_type> times;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(experiment.cells()))
        if (entry.is_regular_file())
            times[std::filesystem::relative(entry.path(), experiment.path()).string()] = entry.last_write_time();
    return times;
}

/// The last word of every cell.
std::map<std::string, CellState> statesOf(const RunFolder& experiment)
{
    std::map<std::string, CellState> states;
    for (const CellEvent& event : support::eventsOfKind<CellEvent>(experiment))
        states[event.cell] = event.state;
    return states;
}

/// Events of the experiment and of all its cells.
std::size_t eventCount(const RunFolder& experiment)
{
    std::size_t count = support::eventsOf(experiment).size();
    std::error_code missing;
    for (const auto& cell : std::filesystem::directory_iterator(experiment.cells(), missing))
        count += support::eventsOf(RunFolder(cell.path())).size();
    return count;
}

} // namespace

class TestExperimentJob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        fixture_ = std::make_unique<WorkerFixture>(40);
        std::string items;
        for (int i = 0; i < 70; ++i)
            items += core::OrderedJson{ { "id", "sum-" + std::to_string(i) }, { "source", "sums" },
                { "instruction", "Add " + std::to_string(i) + " and 2." }, { "answer", std::to_string(i + 2) } }
                         .dump()
                + "\n";
        core::writeFileAtomically(fixture_->path() / "sums.jsonl", items);
        hard_ = list("hard.jsonl", [](int row) { return row % 3 == 0 ? 2U : 1U; });
        curve_ = list("curve.jsonl", [](int row) { return row % 4 == 0 ? 1U : 0U; });
    }

    void everyCellComesToItsEnd()
    {
        const RunFolder folder = created(specOf("whole"));
        QCOMPARE(fixture_->runToEnd(folder), endedWell);
        const auto states = statesOf(folder);
        QCOMPARE(states.size(), std::size_t{ 6 });
        for (const auto& [cell, state] : states)
            QVERIFY2(state == CellState::Finished, cell.c_str());
        const auto report = core::jobs::readExperimentReport(folder.path());
        for (const auto& cell : report.cells) {
            const bool base = report.job.experiment.arms[cell.arm].name == "base";
            QCOMPARE(cell.steps, base ? std::int64_t{ 0 } : matchedSteps(trainedOn(hard_), report.job.experiment.train));
            QCOMPARE(cell.benchmarks.at("sums").counted, std::int64_t{ 70 });
            QCOMPARE(cell.benchmarks.at(std::string(heldOutBenchmark)).counted, std::int64_t{ 8 });
            for (const auto& step : support::eventsOfKind<StepEvent>(cellOf(folder, cell.name)))
                QVERIFY(step.tokens > 0);
            QVERIFY(!std::filesystem::exists(cellOf(folder, cell.name).checkpoints()));
        }
        QCOMPARE(report.scoreOf(0, "sums").counted, std::int64_t{ 140 });
        QCOMPARE(report.finishedCells(2), std::int64_t{ 2 });
        whole_ = resultsOf(folder);
        QVERIFY(whole_.size() > 30);
    }

    /// Before the first step all arms are the same model; afterwards they differ.
    void curvesAreMeasured()
    {
        const RunFolder folder(fixture_->run("whole"));
        const auto curve = [&](const std::string& cell) {
            return Json::parse(core::readFile(cellOf(folder, cell).curves(), 1U << 20U)).at("curves").at(0);
        };
        const Json all = curve("all-1");
        const Json hard = curve("hard-1");
        QCOMPARE(all.at("name").get<std::string>(), std::string("every fourth"));
        QCOMPARE(all.at("rows").get<int>(), 10);
        QCOMPARE(all.at("points").size(), std::size_t{ 4 });
        QVERIFY(all.at("points").at(0) == hard.at("points").at(0));
        QVERIFY(all.at("points").at(3) != hard.at("points").at(3));
        QVERIFY(all.at("points").at(3).at("loss").get<double>() < all.at("points").at(0).at("loss").get<double>());
        QCOMPARE(curve("base-1").at("points").size(), std::size_t{ 1 });
        QVERIFY(curve("base-1").at("points").at(0) == all.at("points").at(0));
        const std::string bytes = core::readFile(cellOf(folder, "all-1").path() / RunFolder::lossPartName(3, 0), 1U << 20U);
        QCOMPARE(bytes.size(), std::size_t{ 40 });
        const auto* losses = reinterpret_cast<const float*>(bytes.data());
        double sum = 0;
        for (int row = 0; row < 10; ++row)
            sum += static_cast<double>(losses[row]);
        QVERIFY(std::abs(sum / 10 - all.at("points").at(3).at("loss").get<double>()) < 1e-12);
    }

    void killedAtRandomMomentsItEndsWithTheSameBits()
    {
        const RunFolder killed = created(specOf("killed"));
        core::RandomStream random(7, "kills");
        int kills = 0;
        for (; kills < 12; ++kills) {
            auto process = fixture_->launch(killed);
            const auto after = eventCount(killed) + 4 + random.below(60);
            support::waitFor([&] { return eventCount(killed) >= after || process.ended(); });
            if (process.ended())
                break;
            ::kill(process.id(), SIGKILL);
            support::endOf(process);
        }
        QVERIFY(kills >= 4);
        QCOMPARE(fixture_->runToEnd(killed), endedWell);
        const auto found = resultsOf(killed);
        for (const auto& [name, hash] : whole_)
            QVERIFY2(found.count(name) == 1 && found.at(name) == hash, name.c_str());
        QCOMPARE(found.size(), whole_.size());
    }

    /// What was finished is not touched; the new cells are those that an experiment with all seeds from the start has.
    void aFurtherSeedLeavesFinishedCellsAlone()
    {
        const RunFolder folder(fixture_->run("whole"));
        JobSpec more = specOf("whole");
        more.experiment.seeds = { 3 };
        core::jobs::addSeeds(folder.path(), more);
        QCOMPARE(readJobSpec(folder.job()).experiment.seeds, (std::vector<std::uint64_t>{ 1, 2, 3 }));
        const auto before = timesOf(folder);
        QCOMPARE(fixture_->runToEnd(folder), endedWell);
        const auto after = timesOf(folder);
        for (const auto& [name, time] : before)
            QVERIFY2(after.count(name) == 1 && after.at(name) == time, name.c_str());
        QVERIFY(after.size() > before.size());
        QCOMPARE(statesOf(folder).size(), std::size_t{ 9 });
        const auto results = resultsOf(folder);
        for (const auto& [name, hash] : whole_)
            QVERIFY2(results.at(name) == hash, name.c_str());
        QVERIFY(results.at("cells/all-3/losses/point-0003-part-0000.f32")
            != results.at("cells/all-2/losses/point-0003-part-0000.f32"));
        more.experiment.train.batchSize = 5;
        const auto error = support::errorOf([&] { core::jobs::addSeeds(folder.path(), more); });
        QVERIFY2(error.message().find("differs in more than its seeds") != std::string::npos, error.what());
    }

    void aStopIsObeyedWithinACellAndContinued()
    {
        const RunFolder folder = created(specOf("stopped"));
        auto process = fixture_->launch(folder);
        const RunFolder cell = cellOf(folder, "all-1");
        QVERIFY(support::waitFor([&] { return !support::eventsOfKind<StepEvent>(cell).empty(); }));
        appendControl(folder.control(), { newControlId(), 1, ControlAction::Pause });
        QVERIFY(support::waitFor([&] {
            const auto phases = support::eventsOfKind<PhaseEvent>(folder);
            return !phases.empty() && phases.back().phase == Phase::Paused;
        }));
        appendControl(folder.control(), { newControlId(), 1, ControlAction::Stop });
        QCOMPARE(support::endOf(process), std::string("exit status 3"));
        QVERIFY(std::holds_alternative<StoppedEvent>(support::eventsOf(folder).back().body));
        QCOMPARE(fixture_->runToEnd(folder), endedWell);
        QVERIFY(resultsOf(folder) == whole_);
    }

    /// New models by seed: every arm of a seed begins with the same one, another seed with another one.
    void newModelsAreMadeBySeed()
    {
        JobSpec spec = specOf("new");
        spec.experiment.target = {};
        spec.experiment.target.config = Json::parse(core::readFile(fixture_->model() / "config.json", 1U << 16U));
        const RunFolder folder = created(spec);
        QCOMPARE(fixture_->runToEnd(folder), endedWell);
        const auto first = readJobSpec(cellOf(folder, "all-1").job()).model;
        QCOMPARE(readJobSpec(cellOf(folder, "base-1").job()).model.sha256, first.sha256);
        QVERIFY(readJobSpec(cellOf(folder, "base-2").job()).model.sha256 != first.sha256);
        QCOMPARE(modelFingerprint(folder.models() / "1"), first.sha256);
    }

    void aFailedCellIsRecordedAndTheOthersGoOn()
    {
        JobSpec spec = specOf("failing");
        spec.experiment.seeds = { 1 };
        spec.experiment.arms[1].list = everything_; // trains on what is held out
        const RunFolder folder = created(spec);
        QCOMPARE(fixture_->runToEnd(folder), std::string("exit status 1"));
        const auto states = statesOf(folder);
        QVERIFY(states.at("base-1") == CellState::Finished && states.at("hard-1") == CellState::Finished);
        QVERIFY(states.at("all-1") == CellState::Failed);
        const auto failed = support::eventsOfKind<FailedEvent>(folder).at(0);
        QVERIFY2(failed.message.find("1 of 3 cells failed; all-1: example ") != std::string::npos, failed.message.c_str());
        QVERIFY(failed.message.find("is held out") != std::string::npos);
        const auto report = core::jobs::readExperimentReport(folder.path());
        QVERIFY(report.cells[1].message.find("is held out") != std::string::npos);
        QVERIFY(report.cells[2].state == CellState::Finished);
    }

private:
    /// A list of the fixture's rows; those without copies are left out.
    FileReference list(const std::string& name, unsigned (*copies)(int row), bool heldOutToo = false)
    {
        core::data::SnapshotWriter writer(fixture_->path() / name);
        for (int row = 0; row < 40; ++row) {
            const bool heldOut = row % 5 == 4 && !heldOutToo;
            if (copies(row) > 0)
                writer.write({ core::ExampleId{ 100 + row }, copies(row), heldOut });
        }
        return { writer.commit(), (fixture_->path() / name).string() };
    }

    /// Rows of a list that are neither held out nor without a response.
    static std::int64_t trainedOn(const FileReference& list)
    {
        std::int64_t rows = 0;
        for (const auto& row : core::data::readRowList(list.path))
            rows += row.heldOut || row.example.value == 103 ? 0 : row.copies;
        return rows;
    }

    JobSpec specOf(const std::string& name)
    {
        if (everything_.sha256.empty())
            everything_ = list(
                "everything.jsonl", [](int) { return 1U; }, true);
        const JobSpec proxy = fixture_->spec(name);
        JobSpec job;
        job.kind = JobKind::Experiment;
        job.name = name;
        job.resources = proxy.resources;
        ExperimentSpec& spec = job.experiment;
        spec.arms = { { "base", {} }, { "all", proxy.list }, { "hard", hard_ } };
        spec.seeds = { 1, 2 };
        spec.target.folder = proxy.model;
        spec.rows = proxy.rows;
        spec.heldOut = proxy.list;
        spec.text = proxy.text;
        spec.train = proxy.train;
        spec.recordingPoints = 4;
        spec.curves = { { "every fourth", curve_ } };
        const auto benchmark = fixture_->path() / "sums.jsonl";
        spec.benchmarks = { { "sums", { core::sha256OfFile(benchmark), benchmark.string() } } };
        spec.generation.promptTemplate = "plain";
        spec.generation.maximumNewTokens = 6;
        return job;
    }

    RunFolder created(const JobSpec& spec) const
    {
        std::vector<std::filesystem::path> inputs;
        for (const FileReference& file : filesOf(spec.experiment))
            inputs.emplace_back(file.path);
        return core::jobs::createRunFolder(fixture_->run(spec.name), spec, inputs);
    }

    static RunFolder cellOf(const RunFolder& experiment, const std::string& name)
    {
        return RunFolder(experiment.cells() / name);
    }

    std::unique_ptr<WorkerFixture> fixture_;
    FileReference hard_;
    FileReference curve_;
    FileReference everything_;
    std::map<std::string, std::string> whole_; ///< results of an unbroken experiment
};

QTEST_GUILESS_MAIN(TestExperimentJob)
#include "tst_experiment_job.moc"
