// SPDX-License-Identifier: Apache-2.0
// Damaged resume checkpoints; apart from tst_malformed because they need LibTorch, which needs much address space.
#include "core/base/files.h"
#include "core/training/checkpoint.h"
#include "tests/support/support.h"

#include <QTest>

#include <set>

using namespace core;
using namespace core::training;
namespace fs = std::filesystem;

class TestMalformedCheckpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Every fault but otherRun, which only the trainer can see (tst_trainer).
    void everyFault()
    {
        const support::TemporaryFolder folder;
        CheckpointStore(folder.path()).write({ 7, {}, {}, Json::object() });
        const fs::path whole = folder.path() / "step-0000000007";
        QCOMPARE(readCheckpoint(whole).step, std::int64_t{ 7 });
        std::set<std::string_view> provoked{ checkpoint_faults::otherRun.code };
        const auto provokes = [&](const Fault& fault, const std::function<void(const fs::path&)>& damage) {
            const fs::path copy = folder.path() / "copy";
            fs::remove_all(copy);
            fs::copy(whole, copy);
            damage(copy);
            const Error error = support::errorOf([&] { readCheckpoint(copy); });
            QVERIFY2(error.code() == fault.code, error.what());
            QVERIFY2(error.message().find("copy") != std::string::npos, error.what());
            provoked.insert(fault.code);
        };
        const auto manifest = [](const std::string& from, const std::string& to) {
            return [=](const fs::path& copy) {
                std::string text = readFile(copy / "manifest.json", 1 << 20);
                const std::size_t place = text.find(from);
                QVERIFY(place != std::string::npos);
                writeFileAtomically(copy / "manifest.json", text.replace(place, from.size(), to));
            };
        };
        using namespace checkpoint_faults;
        provokes(noManifest, [](const fs::path& copy) { fs::remove(copy / "manifest.json"); });
        provokes(noManifest, [](const fs::path& copy) { writeFileAtomically(copy / "manifest.json", "{"); });
        provokes(noManifest, manifest("{", "{\"version\":1,"));
        provokes(wrongVersion, manifest("\"version\": 1", "\"version\": 2"));
        provokes(json_faults::missingField, manifest("\"files\"", "\"filed\""));
        provokes(json_faults::outOfRange, manifest("\"step\": 7", "\"step\": -7"));
        provokes(missingFile, [](const fs::path& copy) { fs::remove(copy / "optimizer.safetensors"); });
        provokes(missingFile, [](const fs::path& copy) {
            fs::remove(copy / "state.json");
            fs::create_directory(copy / "state.json");
        });
        provokes(wrongSize, [](const fs::path& copy) { writeFileAtomically(copy / "state.json", "{} "); });
        provokes(wrongHash, [](const fs::path& copy) { writeFileAtomically(copy / "state.json", "[]"); });
        for (const Fault& fault : checkpoint_faults::all)
            QVERIFY2(provoked.contains(fault.code), std::string(fault.code).c_str());
    }
};

QTEST_GUILESS_MAIN(TestMalformedCheckpoint)
#include "tst_malformed_checkpoint.moc"
