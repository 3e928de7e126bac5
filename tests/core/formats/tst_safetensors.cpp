// SPDX-License-Identifier: Apache-2.0
// Valid files; refused ones are in tests/malformed.
#include "core/base/hash.h"
#include "core/formats/safetensors.h"
#include "tests/support/support.h"

#include <QTest>

#include <array>
#include <cstring>

using namespace core;
using namespace core::formats;

namespace {

template <typename T> std::span<const char> bytesOf(const T& values)
{
    return { reinterpret_cast<const char*>(values.data()), values.size() * sizeof(values[0]) };
}

} // namespace

class TestSafetensors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writtenIsRead()
    {
        const support::TemporaryFolder folder;
        const std::array<float, 6> weights{ 1, 2, 3, 4, 5, 6 };
        const std::array<std::int64_t, 1> step{ 7 };
        const std::array<std::uint8_t, 3> flags{ 0, 1, 1 };
        const std::vector<TensorToWrite> tensors{ { "flags", ElementType::Bool, { 3 }, bytesOf(flags) },
            { "weights", ElementType::Float32, { 2, 3 }, bytesOf(weights) },
            { "step", ElementType::Int64, {}, bytesOf(step) }, { "nothing", ElementType::BFloat16, { 4, 0 }, {} } };
        const std::string hash = writeSafetensors(folder.path() / "a", tensors, { { "format", "pt" } });
        QCOMPARE(hash, sha256OfFile(folder.path() / "a"));
        QCOMPARE(writeSafetensors(folder.path() / "b", tensors, { { "format", "pt" } }), hash);

        const SafetensorsFile file(folder.path() / "a");
        QCOMPARE(file.entries().size(), tensors.size());
        QCOMPARE(file.metadata().at("format"), std::string("pt"));
        for (const TensorToWrite& tensor : tensors) {
            const TensorEntry* entry = file.find(tensor.name);
            QVERIFY(entry && entry->type == tensor.type && entry->shape == tensor.shape);
            QCOMPARE(entry->offset % elementBytes(entry->type), std::uint64_t{ 0 });
            std::vector<char> bytes(entry->bytes);
            file.read(*entry, bytes.data());
            QVERIFY(std::equal(bytes.begin(), bytes.end(), tensor.bytes.begin(), tensor.bytes.end()));
        }
        QVERIFY(!file.find("absent"));
    }

    void emptyFileHoldsNothing()
    {
        const support::TemporaryFolder folder;
        writeSafetensors(folder.path() / "a", {});
        QVERIFY(SafetensorsFile(folder.path() / "a").entries().empty());
    }

    void wrongTensorsAreNotWritten()
    {
        const support::TemporaryFolder folder;
        const std::array<float, 2> values{};
        const auto write = [&](const std::vector<TensorToWrite>& tensors) {
            return support::errorOf([&] { writeSafetensors(folder.path() / "a", tensors); }).kind();
        };
        QCOMPARE(write({ { "x", ElementType::Float32, { 3 }, bytesOf(values) } }), ErrorKind::Internal);
        QCOMPARE(write({ { "x", ElementType::Float32, { -2 }, bytesOf(values) } }), ErrorKind::Internal);
        QCOMPARE(write({ { "__metadata__", ElementType::Float32, { 2 }, bytesOf(values) } }), ErrorKind::Internal);
        const TensorToWrite twice{ "x", ElementType::Float32, { 2 }, bytesOf(values) };
        QCOMPARE(write({ twice, twice }), ErrorKind::Internal);
        QVERIFY(!std::filesystem::exists(folder.path() / "a"));
    }

    /// A file that shrinks under us is an error and no signal.
    void shrunkFileIsAnError()
    {
        const support::TemporaryFolder folder;
        const std::vector<float> values(1000);
        writeSafetensors(folder.path() / "a", { { "x", ElementType::Float32, { 1000 }, bytesOf(values) } });
        const SafetensorsFile file(folder.path() / "a");
        std::filesystem::resize_file(folder.path() / "a", 900);
        std::vector<char> bytes(4000);
        QCOMPARE(support::errorOf([&] { file.read(file.entries()[0], bytes.data()); }).kind(), ErrorKind::BadFile);
    }

    /// Every published file that is there.
    void referenceFiles()
    {
        const std::filesystem::path root = support::referenceData();
        if (root.empty())
            QSKIP("no reference data");
        int read = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            if (entry.path().extension() == ".safetensors") {
                QVERIFY(!SafetensorsFile(entry.path()).entries().empty());
                ++read;
            }
        }
        QVERIFY(read > 0);
    }
};

QTEST_GUILESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
