// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"
#include "core/protocol/job_spec.h"
#include "core/protocol/run_folder.h"
#include "core/protocol/worker_record.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <set>

using namespace core::protocol;

namespace {

JobSpec example()
{
    JobSpec spec;
    spec.name = "proxy-1";
    spec.model = { "/models/tiny", std::string(64, 'a') };
    spec.rows = { std::string(64, 'b'), "/data/rows.jsonl" };
    spec.list = { std::string(64, 'c'), "/data/list.jsonl" };
    spec.train.seed = 7;
    spec.recordingPoints = 4;
    return spec;
}

std::string changed(const std::string& from, const std::string& to)
{
    std::string text = toJson(example()).dump();
    const auto at = text.find(from);
    return at == std::string::npos ? std::string() : text.replace(at, from.size(), to);
}

std::string refusalOf(const std::string& text)
{
    const auto error = support::errorOf([&] { parseJobSpec(text, "job.json"); });
    return error.message().rfind("job.json", 0) == 0 ? error.code() : "without its file: " + error.message();
}

} // namespace

class TestJobSpec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void survivesItsFile()
    {
        const support::TemporaryFolder folder;
        const auto file = folder.path() / "job.json";
        writeJobSpec(file, example());
        QVERIFY(readJobSpec(file) == example());
        JobSpec score = example();
        score.kind = JobKind::Score;
        score.train = {};
        score.recordingPoints = JobSpec().recordingPoints;
        writeJobSpec(file, score);
        QVERIFY(readJobSpec(file) == score);
        JobSpec tokens = score;
        tokens.kind = JobKind::Tokenize;
        writeJobSpec(file, tokens);
        QVERIFY(readJobSpec(file) == tokens);
        QVERIFY(hashOf(tokens) != hashOf(score));
    }

    void evaluations()
    {
        JobSpec spec;
        spec.kind = JobKind::Evaluate;
        spec.name = "evaluate-1";
        spec.model = example().model;
        spec.benchmarks = { { "gsm8k", { std::string(64, 'd'), "/eval/gsm8k.jsonl" } },
            { "svamp", { std::string(64, 'e'), "/eval/svamp.jsonl" } } };
        spec.generation.stops = instructionStops();
        QVERIFY(validate(spec).empty());
        QVERIFY(parseJobSpec(toJson(spec).dump(), "job.json") == spec);
        JobSpec withLoss = spec;
        withLoss.rows = example().rows;
        withLoss.list = example().list;
        QVERIFY(parseJobSpec(toJson(withLoss).dump(), "job.json") == withLoss);
        QVERIFY(hashOf(withLoss) != hashOf(spec));
        JobSpec moved = spec;
        moved.benchmarks[0].file.path = "/elsewhere";
        QCOMPARE(hashOf(moved), hashOf(spec));
        moved.generation.maximumNewTokens = 7;
        QVERIFY(hashOf(moved) != hashOf(spec));
        JobSpec twice = spec;
        twice.benchmarks[1].name = "gsm8k";
        QCOMPARE(validate(twice).size(), std::size_t{ 1 });
        twice.benchmarks[1].name = heldOutBenchmark;
        QCOMPARE(validate(twice).size(), std::size_t{ 1 });
        JobSpec nothing = spec;
        nothing.benchmarks.clear();
        QCOMPARE(validate(nothing).size(), std::size_t{ 1 });
        nothing.rows = example().rows;
        QVERIFY(validate(nothing).empty());
        JobSpec endless = spec;
        endless.generation.maximumNewTokens = 0;
        endless.generation.batch = 0;
        endless.generation.stops = { "" };
        endless.generation.promptTemplate = "chat";
        QCOMPARE(validate(endless).size(), std::size_t{ 4 });
    }

    void fineTuneRuns()
    {
        JobSpec spec = example();
        spec.kind = JobKind::FineTune;
        spec.steps = 12;
        spec.keepRecordingWeights = false;
        spec.benchmarks = { { "sums", { std::string(64, 'd'), "/sums.jsonl" } } };
        spec.heldOut = { std::string(64, 'e'), "/held-out.jsonl" };
        spec.curves = { { "addition", { std::string(64, 'f'), "/addition.jsonl" } } };
        QVERIFY(validate(spec).empty());
        QVERIFY(parseJobSpec(toJson(spec).dump(), "job.json") == spec);
        JobSpec moved = spec;
        moved.heldOut.path = "";
        moved.curves[0].list.path = "/elsewhere";
        QCOMPARE(hashOf(moved), hashOf(spec));
        moved.curves[0].list.sha256 = std::string(64, 'a');
        QVERIFY(hashOf(moved) != hashOf(spec));
        JobSpec untrained = spec;
        untrained.steps = 0;
        untrained.list = {};
        QVERIFY(validate(untrained).empty());
        QVERIFY(parseJobSpec(toJson(untrained).dump(), "job.json") == untrained);
        JobSpec bad = spec;
        bad.list = {};
        bad.method = "half";
        bad.curves.push_back(bad.curves[0]);
        QCOMPARE(validate(bad).size(), std::size_t{ 3 });
        bad.steps = -1;
        QCOMPARE(validate(bad).size(), std::size_t{ 3 }); // no steps need no list
        bad = spec;
        bad.rows = {};
        QCOMPARE(validate(bad).size(), std::size_t{ 1 });
    }

    void everyFaultIsProvoked()
    {
        std::set<std::string> met;
        const auto expect = [&met](const std::string& text, const std::string& code) {
            QCOMPARE(refusalOf(text), code);
            met.insert(code);
        };
        expect(changed("datalever-run", "other-run"), "job/other-protocol");
        expect("{}", "job/other-protocol");
        expect(changed("\"version\":1", "\"version\":2"), "job/other-version");
        expect(changed("\"kind\":\"proxy\"", "\"kind\":\"bake\""), "job/unknown-kind");
        expect(changed(std::string(64, 'b'), std::string(63, 'b')), "job/bad-hash");
        expect(changed(std::string(64, 'b'), std::string(63, 'b') + "G"), "job/bad-hash");
        expect(changed("\"batch_size\":16", "\"batch_size\":0"), "job/bad-setting");
        for (const auto& fault : job_faults::all)
            QVERIFY2(met.count(std::string(fault.code)) == 1, std::string(fault.code).c_str());
        expect(changed("\"name\"", "\"nome\""), "settings/unknown-field");
        expect("[1]", "json/not-an-object");
        expect(changed("}", ""), "json/not-json");
    }

    void mutationsNeverDoWorseThanRefuse()
    {
        const std::string good = toJson(example()).dump();
        for (std::size_t at = 0; at < good.size(); ++at) {
            for (const char replacement : { '\0', '"', '{', '9', '\xff' }) {
                std::string text = good;
                text[at] = replacement;
                try {
                    parseJobSpec(text, "job.json");
                } catch (const core::Error& error) {
                    QVERIFY(!error.message().empty());
                }
            }
        }
    }

    void theHashNamesTheWorkAndNothingElse()
    {
        const std::string hash = hashOf(example());
        JobSpec same = example();
        same.name = "another";
        same.rows.path = "/elsewhere";
        same.model.path = "";
        same.resources.threads = 9;
        same.resources.checkpointSeconds = 1;
        QCOMPARE(hashOf(same), hash);
        JobSpec other = example();
        other.train.seed = 8;
        QVERIFY(hashOf(other) != hash);
        other = example();
        other.rows.sha256 = std::string(64, 'd');
        QVERIFY(hashOf(other) != hash);
        other = example();
        other.kind = JobKind::Score;
        QVERIFY(hashOf(other) != hash);
    }

    void theFingerprintFollowsTheModelFilesOnly()
    {
        const support::TemporaryFolder folder;
        QVERIFY(support::errorOf([&] { modelFingerprint(folder.path() / "absent"); }).kind() == core::ErrorKind::BadFile);
        folder.write("model.safetensors", "weights");
        QVERIFY(
            support::errorOf([&] { modelFingerprint(folder.path()); }).message().find("config.json") != std::string::npos);
        folder.write("config.json", "{}");
        const auto before = modelFingerprint(folder.path());
        folder.write("README.md", "read me");
        QCOMPARE(modelFingerprint(folder.path()), before);
        folder.write("tokenizer.json", "{}");
        QVERIFY(modelFingerprint(folder.path()) != before);
    }

    void tokenizersAreFoundWithoutAModel()
    {
        const support::TemporaryFolder folder;
        QCOMPARE(support::errorOf([&] { tokenizerFingerprint(folder.path()); }).kind(), core::ErrorKind::BadFile);
        folder.write("tokenizer.json", "{}");
        const std::string fingerprint = tokenizerFingerprint(folder.path());
        folder.write("model.safetensors", "weights do not change a token");
        QCOMPARE(tokenizerFingerprint(folder.path()), fingerprint);
        const RunFolder run(folder.path() / "run");
        QCOMPARE(run.findTokenizer({ folder.path().string(), fingerprint }), folder.path());
        folder.write("config.json", "{\"eos_token_id\": 3}"); // names the end token
        QVERIFY(tokenizerFingerprint(folder.path()) != fingerprint);
        QCOMPARE(support::errorOf([&] {
            run.findTokenizer({ folder.path().string(), fingerprint });
        }).code(),
            std::string("run-folder/model-changed"));
    }

    void inputsAreFoundByHash()
    {
        const support::TemporaryFolder temporary;
        const RunFolder folder(temporary.path() / "run");
        const std::string hash = core::sha256("rows\n");
        const auto elsewhere = temporary.write("elsewhere.jsonl", "rows\n");
        const FileReference reference{ hash, elsewhere.string() };
        QCOMPARE(folder.findInput(reference), elsewhere);
        const auto inside = temporary.write("run/inputs/" + hash + ".jsonl", "rows\n");
        QCOMPARE(folder.findInput(reference), inside);
        temporary.write("run/inputs/" + hash + ".jsonl", "changed\n");
        QCOMPARE(support::errorOf([&] { folder.findInput(reference); }).code(), "run-folder/input-changed");
        QCOMPARE(support::errorOf([&] {
            folder.findInput({ std::string(64, '0'), "/absent" });
        }).code(),
            "run-folder/input-missing");
    }

    void modelsAreFoundAndChecked()
    {
        const support::TemporaryFolder temporary;
        const RunFolder folder(temporary.path() / "run");
        temporary.write("model/config.json", "{}");
        temporary.write("model/model.safetensors", "weights");
        const auto model = temporary.path() / "model";
        const ModelReference reference{ model.string(), modelFingerprint(model) };
        QCOMPARE(folder.findModel(reference), model);
        const auto inside = temporary.path() / "run" / "inputs" / reference.sha256;
        std::filesystem::create_directories(inside.parent_path());
        std::filesystem::copy(model, inside);
        QCOMPARE(folder.findModel(reference), inside);
        temporary.write("run/inputs/" + reference.sha256 + "/config.json", "{ }");
        QCOMPARE(support::errorOf([&] { folder.findModel(reference); }).code(), "run-folder/model-changed");
    }

    void recordsSurviveTheirFiles()
    {
        WorkerIdentity identity = thisWorker();
        identity.generation = 3;
        QVERIFY(parseWorkerIdentity(toJson(identity).dump(), "worker.json") == identity);
        QVERIFY(isThisMachine(identity) && isThisBoot(identity));
        WorkerIdentity rebooted = identity;
        rebooted.bootId = "another";
        QVERIFY(isThisMachine(rebooted) && !isThisBoot(rebooted));

        ResolvedSettings settings;
        settings.specHash = std::string(64, 'e');
        settings.threads = 2;
        settings.packPlan = { { "training_tokens", 512 } };
        settings.cpuModel = "A";
        settings.torchVersion = "2.15.0";
        QVERIFY(parseResolvedSettings(toJson(settings).dump(), "resolved.json") == settings);
        QVERIFY(differences(settings, settings).empty());
        ResolvedSettings here = settings;
        here.cpuModel = "B";
        here.torchVersion = "2.16.0";
        QCOMPARE(differences(settings, here).size(), std::size_t{ 2 });
        QCOMPARE(
            support::errorOf([] { parseResolvedSettings(R"({"spec":"x","precision":"fp8"})", "resolved.json"); }).code(),
            "settings/unknown-name");
    }
};

QTEST_GUILESS_MAIN(TestJobSpec)
#include "tst_job_spec.moc"
