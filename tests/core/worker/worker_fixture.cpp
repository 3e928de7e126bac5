// SPDX-License-Identifier: Apache-2.0
#include "tests/core/worker/worker_fixture.h"

#include "core/base/files.h"
#include "core/data/rows_snapshot.h"
#include "core/jobs/session_client.h"
#include "core/protocol/event_codec.h"

#include <algorithm>

namespace support {

std::filesystem::path workerProgram()
{
    return std::filesystem::path(DATALEVER_PROGRAM_FOLDER) / "datalever-worker";
}

WorkerFixture::WorkerFixture(int rows, int layers, int width)
    : model_(folder_.path() / "model")
{
    core::jobs::SessionClient session(workerProgram());
    session.ask("model-new",
        { { "out", model_.string() }, { "seed", "5" }, { "tokenizer", "bytes" },
            { "config",
                { { "model_type", "gpt_neox" }, { "num_hidden_layers", layers }, { "hidden_size", width },
                    { "num_attention_heads", 2 }, { "intermediate_size", 2 * width },
                    { "max_position_embeddings", 256 } } } });
    core::data::SnapshotWriter texts(folder_.path() / "rows.jsonl");
    core::data::SnapshotWriter list(folder_.path() / "list.jsonl");
    for (int i = 0; i < rows; ++i) {
        core::data::ExampleText text;
        text.instruction = "Add " + std::to_string(i) + " and " + std::to_string(7 * i);
        text.response = i == 3 ? "" : std::to_string(8 * i);
        if (i == 3) {
            text = {};
            text.shape = core::data::ExampleShape::Text;
        }
        texts.write(core::ExampleId{ 100 + i }, text);
        list.write({ core::ExampleId{ 100 + i }, 1, i % 5 == 4 });
    }
    rows_ = { texts.commit(), (folder_.path() / "rows.jsonl").string() };
    list_ = { list.commit(), (folder_.path() / "list.jsonl").string() };
    core::createFolders(folder_.path() / "runs");
}

core::protocol::JobSpec WorkerFixture::spec(const std::string& name) const
{
    core::protocol::JobSpec spec;
    spec.name = name;
    spec.model = { model_.string(), core::protocol::modelFingerprint(model_) };
    spec.rows = rows_;
    spec.list = list_;
    spec.text.maximumTokens = 200;
    spec.train.batchSize = 4;
    spec.train.seed = 11;
    spec.train.epochs = 3;
    spec.recordingPoints = 5;
    spec.resources.threads = 1;
    spec.resources.checkpointSeconds = 0.05;
    return spec;
}

core::protocol::RunFolder WorkerFixture::createRun(const core::protocol::JobSpec& spec) const
{
    return core::jobs::createRunFolder(run(spec.name), spec, { rows_.path, list_.path });
}

core::jobs::WorkerProcess WorkerFixture::launch(const core::protocol::RunFolder& folder, bool allowDifferentMachine) const
{
    return core::jobs::launchWorker(folder, { workerProgram(), allowDifferentMachine });
}

std::string WorkerFixture::runToEnd(const core::protocol::RunFolder& folder, bool allowDifferentMachine) const
{
    auto process = launch(folder, allowDifferentMachine);
    return endOf(process);
}

std::string endOf(core::jobs::WorkerProcess& process)
{
    waitFor([&process] { return process.ended().has_value(); }, std::chrono::seconds(300));
    return process.ended().value_or("still running");
}

std::vector<core::protocol::JobEvent> eventsOf(const core::protocol::RunFolder& folder)
{
    core::protocol::EventPosition position;
    return core::protocol::readEvents(folder.events(), position);
}

namespace {

/// First step and file of every chunk of training losses that a later worker did not make void.
std::map<std::int64_t, std::string> trainingChunksOf(const core::protocol::RunFolder& folder)
{
    std::map<std::int64_t, std::string> chunks;
    for (const auto& event : eventsOf(folder)) {
        if (const auto* started = std::get_if<core::protocol::StartedEvent>(&event.body))
            chunks.erase(chunks.upper_bound(started->fromStep), chunks.end());
        if (const auto* chunk = std::get_if<core::protocol::TrainingLossesEvent>(&event.body))
            chunks[chunk->fromStep] = chunk->result.file;
    }
    return chunks;
}

} // namespace

std::map<std::string, std::string> resultsOf(const core::protocol::RunFolder& folder)
{
    std::filesystem::path newest;
    for (const auto& entry : std::filesystem::directory_iterator(folder.checkpoints()))
        if (entry.path().filename().string().starts_with("step-"))
            newest = std::max(newest, entry.path());
    std::map<std::string, std::string> results;
    for (const auto& part : { folder.losses(), folder.recording(), newest }) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(part)) {
            const std::string name = std::filesystem::relative(entry.path(), folder.path()).string();
            // How the training losses are cut into files depends on when checkpoints were written.
            if (entry.is_regular_file() && name.find("training-") == std::string::npos)
                results[name] = core::readFile(entry.path(), 1U << 28U);
        }
    }
    for (const auto& [fromStep, file] : trainingChunksOf(folder))
        results["training losses"] += core::readFile(folder.path() / file, 1U << 28U);
    return results;
}

} // namespace support
