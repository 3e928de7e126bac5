// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/experiment_cell.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <functional>
#include <set>

using namespace core::protocol;

namespace {

JobSpec example()
{
    JobSpec job;
    job.kind = JobKind::Experiment;
    job.name = "hard-or-not";
    ExperimentSpec& spec = job.experiment;
    spec.arms = { { "base", {} }, { "all", { std::string(64, 'a'), "/all.jsonl" } },
        { "hard", { std::string(64, 'b'), "/hard.jsonl" } } };
    spec.seeds = { 1, 18446744073709551615U };
    spec.target.folder = { "/model", std::string(64, 'c') };
    spec.rows = { std::string(64, 'd'), "/rows.jsonl" };
    spec.heldOut = { std::string(64, 'e'), "/list.jsonl" };
    spec.curves = { { "addition", { std::string(64, 'f'), "/addition.jsonl" } } };
    spec.benchmarks = { { "sums", { std::string(64, '1'), "/sums.jsonl" } } };
    spec.generation.stops = instructionStops();
    spec.train.batchSize = 4;
    job.resources.threads = 1;
    return job;
}

/// The problems of the example after a change.
std::vector<std::string> problemsOf(const std::function<void(ExperimentSpec&)>& change)
{
    ExperimentSpec spec = example().experiment;
    change(spec);
    return validate(spec);
}

/// The example with a hard set a seed, and a number of steps.
JobSpec bySeed()
{
    JobSpec job = example();
    job.experiment.arms[2].list = {};
    for (const std::uint64_t seed : job.experiment.seeds)
        job.experiment.arms[2].lists.push_back({ seed, { std::string(64, seed == 1 ? '3' : '4'), "/hard.jsonl" } });
    job.experiment.steps = 12;
    return job;
}

const ModelReference model{ "/model", std::string(64, 'c') };

} // namespace

class TestExperimentSpec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void survivesItsFile()
    {
        QVERIFY(validate(example()).empty());
        const auto again = [](const JobSpec& job) { return parseJobSpec(toJson(job).dump(), "job.json"); };
        QVERIFY(again(example()) == example());
        JobSpec folders = example();
        folders.experiment.target = {};
        for (const std::uint64_t seed : folders.experiment.seeds)
            folders.experiment.target.folders.push_back({ seed, model });
        QVERIFY(again(folders) == folders);
        JobSpec made = example();
        made.experiment.target = {};
        made.experiment.target.config = { { "model_type", "gpt_neox" }, { "hidden_size", 16 } };
        QVERIFY(again(made) == made);
        made.experiment.target.tokenizer = model;
        QVERIFY(again(made) == made);
        QVERIFY(again(bySeed()) == bySeed());
    }

    void everyProblemIsASentence()
    {
        const std::vector<std::pair<std::string, std::function<void(ExperimentSpec&)>>> cases{
            { "arms: 0", [](auto& spec) { spec.arms.clear(); } },
            { "arms: the name \"\"", [](auto& spec) { spec.arms[0].name = ""; } },
            { "arms: the name \"a/b\"", [](auto& spec) { spec.arms[0].name = "a/b"; } },
            { "arms: the name \".all\"", [](auto& spec) { spec.arms[0].name = ".all"; } },
            { "arms: all is given twice", [](auto& spec) { spec.arms[0].name = "all"; } },
            { "seeds: 0", [](auto& spec) { spec.seeds.clear(); } },
            { "seeds: 1 is given twice", [](auto& spec) { spec.seeds[1] = 1; } },
            { "target: 0 kinds", [](auto& spec) { spec.target = {}; } },
            { "target: 2 kinds", [](auto& spec) { spec.target.config = core::Json::object(); } },
            { "target.new.config",
                [](auto& spec) {
                    spec.target = {};
                    spec.target.config = 7;
                } },
            { "target.new.tokenizer", [](auto& spec) { spec.target.tokenizer = model; } },
            { "target.folders: seed 18446744073709551615 has no model",
                [](auto& spec) {
                    spec.target = {};
                    spec.target.folders = { { 1, model } };
                } },
            { "target.folders: seed 1 has two models",
                [](auto& spec) {
                    spec.target = {};
                    spec.target.folders = { { 1, model }, { 18446744073709551615U, model }, { 1, model } };
                } },
            { "arms: hard has a list and lists by seed",
                [](auto& spec) {
                    spec.arms[2].lists = { { 1, spec.arms[2].list }, { 18446744073709551615U, spec.arms[2].list } };
                } },
            { "arms: hard: seed 18446744073709551615 has no list",
                [](auto& spec) {
                    spec.arms[2].lists = { { 1, spec.arms[2].list } };
                    spec.arms[2].list = {};
                } },
            { "arms: hard: seed 1 has two lists",
                [](auto& spec) {
                    spec.arms = bySeed().experiment.arms;
                    spec.arms[2].lists.push_back(spec.arms[2].lists[0]);
                } },
            { "steps: -1", [](auto& spec) { spec.steps = -1; } },
            { "text.maximumTokens", [](auto& spec) { spec.text.maximumTokens = 0; } },
            { "train.batchSize", [](auto& spec) { spec.train.batchSize = 0; } },
            { "generation.batch", [](auto& spec) { spec.generation.batch = 0; } },
            { "curves: ", [](auto& spec) { spec.curves.push_back(spec.curves[0]); } },
            { "benchmarks: ", [](auto& spec) { spec.benchmarks[0].name = heldOutBenchmark; } },
            { "method: half", [](auto& spec) { spec.method = "half"; } },
            { "recording_points: 1", [](auto& spec) { spec.recordingPoints = 1; } },
            { "rows: none", [](auto& spec) { spec.rows = {}; } },
            { "benchmarks, curves, held_out: none",
                [](auto& spec) {
                    spec.benchmarks.clear();
                    spec.curves.clear();
                    spec.heldOut = {};
                } },
        };
        for (const auto& [sentence, change] : cases) {
            const auto problems = problemsOf(change);
            QVERIFY2(problems.size() == 1, (sentence + " / " + std::to_string(problems.size())).c_str());
            QVERIFY2(problems[0].rfind(sentence, 0) == 0, problems[0].c_str());
        }
    }

    void cellsAreOrderedBySeed()
    {
        const ExperimentSpec spec = example().experiment;
        std::string names;
        for (const ExperimentCell& cell : cellsOf(spec))
            names += nameOf(spec, cell) + " ";
        QCOMPARE(names,
            std::string("base-1 all-1 hard-1 base-18446744073709551615 all-18446744073709551615 "
                        "hard-18446744073709551615 "));
    }

    void stepsAreThoseOfTheLargestArm()
    {
        TrainSettings train;
        train.batchSize = 4;
        QCOMPARE(matchedSteps(8, train), std::int64_t{ 2 });
        QCOMPARE(matchedSteps(9, train), std::int64_t{ 3 });
        train.epochs = 1.5;
        QCOMPARE(matchedSteps(8, train), std::int64_t{ 3 });
        train.epochs = 0.1;
        QCOMPARE(matchedSteps(120, train), std::int64_t{ 3 }); // 0.1 × 120 is a little over 12
    }

    void aCellsHashNamesItsWork()
    {
        const JobSpec job = example();
        const ExperimentCell base{ 0, 1 };
        const ExperimentCell all{ 1, 1 };
        QVERIFY(validate(jobOf(job, base, model, 30)).empty());
        QCOMPARE(jobOf(job, base, model, 30).steps, std::int64_t{ 0 });
        QCOMPARE(jobOf(job, all, model, 30).steps, std::int64_t{ 30 });
        std::set<std::string> hashes;
        for (const ExperimentCell& cell : cellsOf(job.experiment))
            hashes.insert(hashOf(jobOf(job, cell, model, 30)));
        QCOMPARE(hashes.size(), cellsOf(job.experiment).size());
        const std::string hash = hashOf(jobOf(job, all, model, 30));
        JobSpec more = job;
        more.name = "another";
        more.experiment.seeds.push_back(3);
        more.experiment.rows.path = "/elsewhere";
        more.experiment.arms.push_back({ "easy", { std::string(64, '2'), "" } });
        QCOMPARE(hashOf(jobOf(more, all, { "", model.sha256 }, 30)), hash);
        QVERIFY(hashOf(jobOf(job, all, model, 31)) != hash);
        more.experiment.generation.maximumNewTokens = 3;
        QVERIFY(hashOf(jobOf(more, all, model, 30)) != hash);
    }

    void aSeedsListIsItsCellsAlone()
    {
        const JobSpec job = bySeed();
        QCOMPARE(jobOf(job, { 2, 1 }, model, 12).list.sha256, std::string(64, '3'));
        QCOMPARE(jobOf(job, { 2, 18446744073709551615U }, model, 12).list.sha256, std::string(64, '4'));
        QCOMPARE(jobOf(job, { 2, 1 }, model, 12).steps, std::int64_t{ 12 });
        QVERIFY(!trains(job.experiment.arms[0]) && trains(job.experiment.arms[1]) && trains(job.experiment.arms[2]));
        JobSpec more = job;
        more.experiment.seeds.push_back(3);
        more.experiment.arms[2].lists.push_back({ 3, { std::string(64, '5'), "/hard.jsonl" } });
        QCOMPARE(hashOf(more), hashOf(job));
        more.experiment.arms[2].lists.clear();
        QVERIFY(hashOf(more) != hashOf(job)); // now a base, which is other work
        more = job;
        more.experiment.steps = 13;
        QVERIFY(hashOf(more) != hashOf(job));
        QCOMPARE(filesOf(job.experiment).size(), std::size_t{ 7 });
    }

    void onlySeedsMayBeAdded()
    {
        const JobSpec job = example();
        JobSpec more = job;
        more.experiment.seeds.push_back(3);
        QCOMPARE(hashOf(more), hashOf(job));
        more.experiment.arms.pop_back();
        QVERIFY(hashOf(more) != hashOf(job));
        JobSpec folders = job;
        folders.experiment.target = {};
        folders.experiment.target.folders = { { 1, model } };
        JobSpec moreFolders = folders;
        moreFolders.experiment.target.folders.push_back({ 2, model });
        QCOMPARE(hashOf(moreFolders), hashOf(folders));
        QVERIFY(hashOf(folders) != hashOf(job));
    }

    void filesAreNamedOnce()
    {
        ExperimentSpec spec = example().experiment;
        QCOMPARE(filesOf(spec).size(), std::size_t{ 6 });
        spec.curves.push_back({ "again", spec.arms[1].list });
        QCOMPARE(filesOf(spec).size(), std::size_t{ 6 });
    }
};

QTEST_GUILESS_MAIN(TestExperimentSpec)
#include "tst_experiment_spec.moc"
