// SPDX-License-Identifier: Apache-2.0
// Evaluations by real worker processes: every item is answered, an unfinished one is continued, bad ones are refused.
#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/protocol/control.h"
#include "tests/core/worker/worker_fixture.h"

#include <QtTest/QTest>

#include <cmath>
#include <map>

using namespace core::protocol;
using core::Json;
using support::WorkerFixture;

namespace {

constexpr int itemCount = 150;
const std::string endedWell = "exit status 0";

std::string benchmarkText()
{
    std::string text;
    for (int i = 0; i < itemCount; ++i) {
        text += core::OrderedJson{ { "id", "sum-" + std::to_string(i) }, { "source", "sums" },
            { "instruction", "Add " + std::to_string(i) + " and 2." }, { "answer", std::to_string(i + 2) } }
                    .dump()
            + "\n";
    }
    return text;
}

struct Part {
    EvaluationPartEvent event;
    std::vector<Json> lines;
};

/// The parts that the newest worker announced, by benchmark and number, each checked against its file.
std::map<std::string, std::map<std::int64_t, Part>> partsOf(const RunFolder& folder)
{
    std::map<std::string, std::map<std::int64_t, Part>> parts;
    for (const auto& event : support::eventsOf(folder)) {
        if (std::holds_alternative<StartedEvent>(event.body))
            parts.clear();
        if (const auto* part = std::get_if<EvaluationPartEvent>(&event.body)) {
            const std::string bytes = core::readFile(folder.path() / part->result.file, 1U << 24U);
            if (core::sha256(bytes) != part->result.sha256)
                QTest::qFail("an event names another content", __FILE__, __LINE__);
            Part& found = parts[part->benchmark][part->part];
            found.event = *part;
            for (const std::string& line : support::linesOf(folder.path() / part->result.file))
                found.lines.push_back(Json::parse(line));
        }
    }
    return parts;
}

std::string namesOfFiles(const RunFolder& folder)
{
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder.evaluation()))
        files[entry.path().filename().string()] = core::sha256OfFile(entry.path());
    std::string all;
    for (const auto& [name, hash] : files)
        all += name + " " + hash + "\n";
    return all;
}

} // namespace

class TestEvaluateJob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        fixture_ = std::make_unique<WorkerFixture>(40);
        file_ = fixture_->path() / "sums.jsonl";
        core::writeFileAtomically(file_, benchmarkText());
    }

    void everyItemIsAnswered()
    {
        const auto folder = created(specOf("evaluate-1"));
        QCOMPARE(fixture_->runToEnd(folder), endedWell);
        const auto parts = partsOf(folder);
        QCOMPARE(parts.size(), std::size_t{ 2 });
        const auto& sums = parts.at("sums");
        QCOMPARE(sums.size(), std::size_t{ 3 });
        int item = 0;
        for (const auto& [number, part] : sums) {
            QCOMPARE(part.event.firstItem, 64 * number);
            QCOMPARE(part.event.allItems, std::int64_t{ itemCount });
            QCOMPARE(static_cast<std::size_t>(part.event.items), part.lines.size());
            double right = 0;
            for (const Json& line : part.lines) {
                QCOMPARE(line.at("id").get<std::string>(), "sum-" + std::to_string(item));
                QCOMPARE(line.at("gold").get<std::string>(), std::to_string(item + 2));
                QCOMPARE(line.at("right").get<bool>(), line.at("answer") == line.at("gold"));
                QVERIFY(line.at("tokens").get<int>() <= 8);
                right += line.at("right").get<bool>() ? 1 : 0;
                ++item;
            }
            QCOMPARE(part.event.score, right);
            QCOMPARE(part.event.counted, part.event.items);
        }
        QCOMPARE(item, itemCount);
        whole_ = namesOfFiles(folder);
    }

    /// The held-out rows' losses are those that a score job gives them.
    void heldOutRowsAreScored()
    {
        JobSpec score = fixture_->spec("score-1");
        score.kind = JobKind::Score;
        const auto scored = fixture_->createRun(score);
        QCOMPARE(fixture_->runToEnd(scored), endedWell);
        const std::string bytes = core::readFile(scored.path() / RunFolder::lossPartName(0, 0), 1U << 20U);
        const auto* losses = reinterpret_cast<const float*>(bytes.data());
        const Part part = partsOf(RunFolder(fixture_->run("evaluate-1"))).at(std::string(heldOutBenchmark)).at(0);
        QCOMPARE(part.lines.size(), std::size_t{ 8 }); // every fifth of 40
        double sum = 0;
        for (std::size_t i = 0; i < part.lines.size(); ++i) {
            const std::size_t row = 5 * i + 4;
            QCOMPARE(part.lines[i].at("id").get<std::size_t>(), 100 + row);
            const double loss = part.lines[i].at("loss").get<double>();
            QVERIFY(std::abs(loss - static_cast<double>(losses[row])) < 1e-5);
            sum += loss;
        }
        QVERIFY(std::abs(part.event.score - sum) < 1e-9);
    }

    /// What an earlier worker left whole is kept; a damaged part and a missing one are made again, with the same bytes.
    void anUnfinishedOneIsContinued()
    {
        const RunFolder folder(fixture_->run("evaluate-1"));
        const auto kept = folder.path() / RunFolder::evaluationPartName(0, 0);
        const auto before = std::filesystem::last_write_time(kept);
        std::filesystem::remove(folder.path() / RunFolder::evaluationPartName(0, 1));
        core::writeFileAtomically(folder.path() / RunFolder::evaluationPartName(0, 2), "{\"right\":tr");
        QCOMPARE(fixture_->runToEnd(folder), endedWell);
        QCOMPARE(namesOfFiles(folder), whole_);
        QCOMPARE(std::filesystem::last_write_time(kept), before);
        QCOMPARE(partsOf(folder).at("sums").size(), std::size_t{ 3 });
    }

    void aStopIsObeyedAndContinued()
    {
        const auto folder = created(specOf("evaluate-2"));
        appendControl(folder.control(), { newControlId(), 1, ControlAction::Stop });
        QCOMPARE(fixture_->runToEnd(folder), std::string("exit status 3"));
        QVERIFY(std::holds_alternative<StoppedEvent>(support::eventsOf(folder).back().body));
        QCOMPARE(fixture_->runToEnd(folder), endedWell);
        QCOMPARE(namesOfFiles(folder), whole_);
    }

    void aBadBenchmarkEndsWithASentence()
    {
        JobSpec spec = specOf("evaluate-3");
        const auto bad = fixture_->path() / "bad.jsonl";
        core::writeFileAtomically(bad, "{\"id\":\"a\",\"instruction\":\"How?\",\"answer\":\"\"}\n");
        spec.benchmarks.push_back({ "bad", { core::sha256OfFile(bad), bad.string() } });
        const auto folder = core::jobs::createRunFolder(fixture_->run(spec.name), spec, {});
        QCOMPARE(fixture_->runToEnd(folder), std::string("exit status 1"));
        const auto failures = support::eventsOfKind<FailedEvent>(folder);
        QCOMPARE(failures.size(), std::size_t{ 1 });
        QVERIFY2(failures[0].message.find("line 1") != std::string::npos, failures[0].message.c_str());
    }

private:
    JobSpec specOf(const std::string& name) const
    {
        JobSpec spec = fixture_->spec(name);
        spec.kind = JobKind::Evaluate;
        spec.train = {};
        spec.recordingPoints = JobSpec().recordingPoints;
        spec.benchmarks = { { "sums", { core::sha256OfFile(file_), file_.string() } } };
        spec.generation.promptTemplate = "plain";
        spec.generation.maximumNewTokens = 8;
        spec.generation.batch = 10;
        return spec;
    }

    RunFolder created(const JobSpec& spec) const
    {
        return core::jobs::createRunFolder(fixture_->run(spec.name), spec, { spec.rows.path, spec.list.path, file_ });
    }

    std::unique_ptr<WorkerFixture> fixture_;
    std::filesystem::path file_;
    std::string whole_; ///< names and hashes of the parts of a whole evaluation
};

QTEST_GUILESS_MAIN(TestEvaluateJob)
#include "tst_evaluate_job.moc"
