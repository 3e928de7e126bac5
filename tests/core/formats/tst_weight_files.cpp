// SPDX-License-Identifier: Apache-2.0
// Valid folders; refused ones are in tests/malformed.
#include "core/formats/safetensors.h"
#include "tests/support/support.h"

#include <QTest>

using namespace core::formats;
namespace fs = std::filesystem;

class TestWeightFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneFile()
    {
        const support::TemporaryFolder folder;
        folder.write("model.safetensors", "x");
        folder.write("pytorch_model.bin", "x");
        QVERIFY(weightFiles(folder.path()) == std::vector<fs::path>{ folder.path() / "model.safetensors" });
    }

    void shardsOnceAndInOrder()
    {
        const support::TemporaryFolder folder;
        folder.write("b.safetensors", "x");
        folder.write("a-1.safetensors", "x");
        folder.write("model.safetensors.index.json",
            R"({"metadata":{"total_size":2},"weight_map":{"x":"b.safetensors","y":"a-1.safetensors","z":"b.safetensors"}})");
        const std::vector<fs::path> expected{ folder.path() / "a-1.safetensors", folder.path() / "b.safetensors" };
        QVERIFY(weightFiles(folder.path()) == expected);
    }

    /// Hugging Face's cache: snapshots/REVISION/model.safetensors -> ../../blobs/HASH.
    void linksInsideOneCache()
    {
        const support::TemporaryFolder folder;
        folder.write("models--x/blobs/hash", "x");
        const fs::path snapshot = folder.path() / "models--x/snapshots/revision";
        fs::create_directories(snapshot);
        fs::create_symlink("../../blobs/hash", snapshot / "model.safetensors");
        QVERIFY(weightFiles(snapshot) == std::vector<fs::path>{ snapshot / "model.safetensors" });
        fs::create_directory_symlink(snapshot, folder.path() / "short");
        QCOMPARE(weightFiles(folder.path() / "short").size(), std::size_t{ 1 });
    }

    void linksInsideTheFolder()
    {
        const support::TemporaryFolder folder;
        folder.write("real", "x");
        fs::create_symlink("real", folder.path() / "model.safetensors");
        QCOMPARE(weightFiles(folder.path()).size(), std::size_t{ 1 });
    }
};

QTEST_GUILESS_MAIN(TestWeightFiles)
#include "tst_weight_files.moc"
