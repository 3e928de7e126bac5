// SPDX-License-Identifier: Apache-2.0
// sample run: the whole loop on the built-in sample, from its rows to the comparison of its arms; what is finished is
// skipped.
#include "app/cli/run_following.h"
#include "app/cli/sample_actions.h"
#include "app/cli/sample_report.h"
#include "app/cli/text.h"
#include "core/jobs/experiment_request.h"
#include "core/jobs/sample_project.h"

#include <CLI/CLI.hpp>

#include <chrono>
#include <memory>

namespace cli {

namespace {

using core::store::OpenMode;
using core::store::ProjectSession;
using Clock = std::chrono::steady_clock;

struct SampleRunOptions {
    core::jobs::SampleRecipe recipe;
    std::string out;
    std::vector<std::string> arms{ "base", "all", "random", "easy", "source-matched", "hard" };
    std::uint64_t seeds = 3;
    std::uint64_t firstSeed = 1;
};

/// Thrown where the user stopped a run.
struct Interrupted { };

class SampleRun {
public:
    SampleRun(const Invocation& invocation, const SampleRunOptions& options)
        : invocation_(invocation)
        , options_(options)
        , file_(core::jobs::sampleProjectFile(options.out))
    {
        for (std::uint64_t seed = 0; seed < options.seeds; ++seed)
            seeds_.push_back(options.firstSeed + seed);
    }

    void run()
    {
        timed("rows, benchmarks and their import", [&] { core::jobs::prepareSample(options_.out, options_.recipe); });
        for (const bool target : { true, false }) {
            timed(target ? "target bases" : "proxy bases", [&] {
                experiment(core::jobs::sampleBaseDataset, [&](const ProjectSession& session) {
                    return core::jobs::sampleBaseJob(session, options_.recipe, target, seeds_);
                });
            });
        }
        timed("proxies", [&] {
            for (const std::uint64_t seed : seeds_)
                proxy(seed);
        });
        timed("clusters and curated datasets", [&] {
            auto session = ProjectSession::open(file_, OpenMode::ReadWrite);
            for (const std::uint64_t seed : seeds_) {
                core::jobs::clusterSample(session, seed);
                core::jobs::curateSample(session, options_.arms, seed);
            }
            session.close();
        });
        timed("arms, with their evaluation", [&] {
            experiment(core::jobs::sampleDataset, [&](const ProjectSession& session) {
                return core::jobs::sampleExperimentJob(session, options_.recipe, options_.arms, seeds_);
            });
        });
    }

    const std::filesystem::path& project() const { return file_; }
    core::OrderedJson timesJson() const
    {
        core::OrderedJson json;
        for (const auto& [what, seconds] : times_)
            json[what] = seconds;
        return json;
    }
    std::string timesText() const
    {
        Table table({ "what took how long", "" });
        for (const auto& [what, seconds] : times_)
            table.add({ what, durationText(seconds) });
        return table.text();
    }

private:
    template <typename Work> void timed(const std::string& what, const Work& work)
    {
        invocation_.remark(what);
        const auto begin = Clock::now();
        work();
        times_.emplace_back(what, std::chrono::duration<double>(Clock::now() - begin).count());
    }

    template <typename MakeJob> void experiment(const char* dataset, const MakeJob& makeJob)
    {
        auto session = ProjectSession::open(file_, OpenMode::ReadWrite);
        const core::jobs::ExperimentRequest request{ makeJob(session), session.dataset(dataset).id };
        const auto before = session.findRun(request.spec.name);
        const auto folder = core::jobs::placeExperiment(session, request);
        const auto after = session.run(request.spec.name);
        session.close();
        const bool finished = before && before->state == core::store::RunState::Finished && before->spec == after.spec;
        if (!finished)
            follow(request.spec.name, folder);
    }

    void proxy(std::uint64_t seed)
    {
        auto session = ProjectSession::open(file_, OpenMode::ReadWrite);
        const auto request = core::jobs::sampleProxyRequest(session, options_.recipe, seed);
        const auto existing = session.findRun(request.name);
        const auto folder
            = existing ? core::jobs::runFolder(session, *existing) : core::jobs::prepareRun(session, request).folder;
        session.close();
        if (!existing || existing->state != core::store::RunState::Finished)
            follow(request.name, folder);
    }

    void follow(const std::string& name, const std::filesystem::path& folder)
    {
        const core::protocol::RunFolder run(folder);
        const bool alive = core::jobs::livenessOf(run) == core::jobs::Liveness::Running;
        auto worker = alive ? std::optional<core::jobs::WorkerProcess>() : core::jobs::launchWorker(run);
        if (followQuietly(invocation_, file_, name, worker ? &*worker : nullptr).status == exitInterrupted)
            throw Interrupted{};
    }

    const Invocation& invocation_;
    const SampleRunOptions& options_;
    std::filesystem::path file_;
    std::vector<std::uint64_t> seeds_;
    std::vector<std::pair<std::string, double>> times_;
};

int runSample(const Invocation& invocation, const SampleRunOptions& options)
{
    for (const std::string& arm : options.arms)
        core::jobs::sampleArm(arm); // refuses before anything is done
    SampleRun sample(invocation, options);
    try {
        sample.run();
    } catch (const Interrupted&) {
        invocation.answer({ { "state", "interrupted" } }, "stopped; the same command goes on where it was");
        return exitInterrupted;
    }
    const auto findings = core::jobs::readSampleFindings(options.out);
    core::OrderedJson document{ { "state", "finished" }, { "project", sample.project().string() } };
    document["seconds"] = sample.timesJson();
    document.update(findingsJson(findings));
    invocation.answer(document, findingsText(findings) + "\n" + sample.timesText());
    return exitDone;
}

} // namespace

void addSampleRun(CLI::App& verb, Invocation& invocation)
{
    const auto options = std::make_shared<SampleRunOptions>();
    auto& recipe = options->recipe;
    CLI::App* run
        = verb.add_subcommand("run", "The whole loop on it: proxies, clusters, arms, evaluation; goes on where it was");
    run->add_option("--out", options->out, "Folder for the project, its rows and benchmarks")->required();
    std::vector<std::string> names;
    for (const auto& arm : core::jobs::sampleArms())
        names.emplace_back(arm.name);
    run->add_option("--arms", options->arms, "Arms of the experiment")
        ->delimiter(',')
        ->capture_default_str()
        ->check(CLI::IsMember(names));
    run->add_option("--seeds", options->seeds, "How many seeds; each has bases, a proxy and clusters of its own")
        ->capture_default_str()
        ->check(CLI::Range(1, 1000));
    run->add_option("--first-seed", options->firstSeed, "The first of them")->capture_default_str();
    run->add_option("--data-seed", recipe.dataSeed, "Seed of rows and benchmarks, the same for all")->capture_default_str();
    run->add_option("--rows", recipe.rows, "Training rows")
        ->capture_default_str()
        ->check(CLI::Range(std::size_t(200), core::data::gradedSampleMostRows));
    run->add_option("--steps", recipe.targetSteps, "Optimizer steps of every arm")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    run->add_option("--base-steps", recipe.baseSteps, "Of the models that everything begins with")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    run->add_option("--proxy-steps", recipe.proxySteps, "Of the proxies")->capture_default_str()->check(CLI::PositiveNumber);
    run->add_option("--threads", recipe.threads, "Threads (0: all cores)")->capture_default_str();
    run->callback(
        [&invocation, options] { invocation.run = [&invocation, options] { return runSample(invocation, *options); }; });
}

} // namespace cli
