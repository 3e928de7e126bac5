// SPDX-License-Identifier: Apache-2.0
#include "core/training/checkpoint.h"

#include "core/base/files.h"
#include "tests/support/support.h"

#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <QtTest/QTest>

#include <algorithm>
#include <fstream>

using namespace core::training;
namespace fs = std::filesystem;

namespace {

Checkpoint checkpointOf(std::int64_t step)
{
    Checkpoint checkpoint;
    checkpoint.step = step;
    checkpoint.weights = { { "w", at::full({ 3, 2 }, static_cast<double>(step)) } };
    checkpoint.optimizer = { { "w/first", at::full({ 3, 2 }, 0.5) }, { "w/step", at::full({}, 4.0) } };
    checkpoint.state = { { "note", "x" } };
    return checkpoint;
}

std::vector<std::string> namesIn(const fs::path& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

void overwrite(const fs::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

} // namespace

class TestCheckpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead();
    void theLastTwoAreKept();
    void everyDamageIsNoticed();
    void aDamagedOneIsSetAsideAndTheOneBeforeIsUsed();
    void aFailedWriteLeavesTheOldOnes();
};

void TestCheckpoint::whatIsWrittenIsRead()
{
    const support::TemporaryFolder folder;
    CheckpointStore store(folder.path() / "checkpoints");
    std::vector<std::string> complaints;
    QVERIFY(!store.readNewest(complaints).has_value());
    store.write(checkpointOf(12));
    const auto read = store.readNewest(complaints);
    QVERIFY(read.has_value());
    QVERIFY(complaints.empty());
    QCOMPARE(read->step, std::int64_t{ 12 });
    QVERIFY(at::equal(read->weights.at(0).tensor, checkpointOf(12).weights[0].tensor));
    QCOMPARE(read->optimizer.size(), std::size_t{ 2 });
    QVERIFY(read->state == checkpointOf(12).state);
}

void TestCheckpoint::theLastTwoAreKept()
{
    const support::TemporaryFolder folder;
    CheckpointStore store(folder.path());
    folder.write("writing-step-0000000008/model.safetensors", "left by a worker that was killed");
    for (const std::int64_t step : { 9, 10, 11, 11 })
        store.write(checkpointOf(step));
    QCOMPARE(namesIn(folder.path()), (std::vector<std::string>{ "step-0000000010", "step-0000000011" }));
}

void TestCheckpoint::everyDamageIsNoticed()
{
    const auto codeAfter = [](const std::function<void(const fs::path&)>& damage) {
        const support::TemporaryFolder folder;
        CheckpointStore(folder.path()).write(checkpointOf(1));
        const fs::path own = folder.path() / "step-0000000001";
        damage(own);
        return support::errorOf([&] { readCheckpoint(own); }).code();
    };
    using namespace checkpoint_faults;
    QCOMPARE(codeAfter([](const fs::path& p) { fs::remove(p / "manifest.json"); }), std::string(noManifest.code));
    QCOMPARE(
        codeAfter([](const fs::path& p) { overwrite(p / "manifest.json", "{\"version\""); }), std::string(noManifest.code));
    QCOMPARE(codeAfter([](const fs::path& p) { overwrite(p / "manifest.json", "{\"version\": 2}"); }),
        std::string(wrongVersion.code));
    QCOMPARE(codeAfter([](const fs::path& p) { fs::remove(p / "state.json"); }), std::string(missingFile.code));
    QCOMPARE(
        codeAfter([](const fs::path& p) { fs::resize_file(p / "weights.safetensors", 20); }), std::string(wrongSize.code));
    QCOMPARE(codeAfter([](const fs::path& p) {
        std::fstream file(p / "optimizer.safetensors", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-1, std::ios::end);
        file.put('\x55');
    }),
        std::string(wrongHash.code));
}

void TestCheckpoint::aDamagedOneIsSetAsideAndTheOneBeforeIsUsed()
{
    const support::TemporaryFolder folder;
    CheckpointStore store(folder.path());
    store.write(checkpointOf(1));
    store.write(checkpointOf(2));
    fs::resize_file(folder.path() / "step-0000000002" / "weights.safetensors", 20);
    std::vector<std::string> complaints;
    const auto read = store.readNewest(complaints);
    QCOMPARE(read->step, std::int64_t{ 1 });
    QCOMPARE(complaints.size(), std::size_t{ 1 });
    QVERIFY(complaints[0].find("weights.safetensors") != std::string::npos);
    QCOMPARE(namesIn(folder.path()), (std::vector<std::string>{ "damaged-step-0000000002", "step-0000000001" }));
    store.write(checkpointOf(2)); // training goes over the same step again
    QCOMPARE(store.readNewest(complaints)->step, std::int64_t{ 2 });
}

void TestCheckpoint::aFailedWriteLeavesTheOldOnes()
{
    const support::TemporaryFolder folder;
    CheckpointStore store(folder.path());
    store.write(checkpointOf(1));
    folder.write("writing-step-0000000002", "what a crash left behind"); // a file where the folder should be
    store.write(checkpointOf(2));
    QCOMPARE(namesIn(folder.path()), (std::vector<std::string>{ "step-0000000001", "step-0000000002" }));

    const support::TemporaryFolder other;
    other.write("taken", "a file");
    const core::Error error = support::errorOf([&] { CheckpointStore(other.path() / "taken").write(checkpointOf(3)); });
    QCOMPARE(error.kind(), core::ErrorKind::Storage);
}

QTEST_GUILESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"
