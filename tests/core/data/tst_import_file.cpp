// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/random.h"
#include "core/data/import_file.h"
#include "tests/support/support.h"

#include <QtTest>

using namespace core::data;

namespace {

std::string row(int i, const std::string& source = "s")
{
    return R"({"question":"q)" + std::to_string(i) + R"(","answer":"a","source":")" + source + "\"}\n";
}

} // namespace

class TestImportFile : public QObject {
    Q_OBJECT

private:
    support::TemporaryFolder folder_;
    std::vector<std::string> raws_;
    std::vector<std::size_t> batches_;

    ImportReport import(const std::filesystem::path& file, const ImportOptions& options = {})
    {
        raws_.clear();
        batches_.clear();
        return importFile(file, options, [&](const ImportPlan&, const std::vector<ImportedRow>& batch) {
            batches_.push_back(batch.size());
            for (const ImportedRow& imported : batch)
                raws_.emplace_back(imported.raw.bytes);
        });
    }

private Q_SLOTS:
    void badRowsNeverStopIt()
    {
        const std::string bytes = row(1) + "rubbish\n" + row(2, "t")
            + "{\"question\":\"x\"}\n[1]\n{\"question\":\"a\xff\"}\n" + R"({"question":"x","answer":"y","answer":"\ud800"})"
            + "\n" + row(3, "t") + "{\"question\":\"torn";
        const auto file = folder_.write("mix.jsonl", bytes);
        const ImportReport report = import(file);
        QCOMPARE(report.kept, std::uint64_t{ 4 });
        QCOMPARE(report.refused, std::uint64_t{ 5 });
        const std::map<std::string, std::uint64_t> codes{ { "json-rows/not-json", 1 }, { "mapping/missing-field", 1 },
            { "json-rows/not-an-object", 1 }, { "json-rows/not-utf8", 1 }, { "json-rows/torn", 1 } };
        QCOMPARE(report.refusedByCode, codes);
        QCOMPARE(report.refusals[0].line, std::uint64_t{ 2 });
        QCOMPARE(report.refusals[0].offset, std::uint64_t{ row(1).size() });
        QVERIFY(report.refusals[0].sentence.find("mix.jsonl, line 2") == 0);
        QCOMPARE(report.rowsWithDuplicateKeys, std::uint64_t{ 1 });
        QCOMPARE(report.rowsWithReplacedSurrogates, std::uint64_t{ 1 });
        const std::map<std::string, std::uint64_t> sources{ { "s", 1 }, { "t", 2 }, { "", 1 } };
        QCOMPARE(report.keptBySource, sources);
        QCOMPARE(report.bytes, std::uint64_t{ bytes.size() });
        QCOMPARE(report.sha256, core::sha256(bytes));
        QCOMPARE(raws_[0] + "\n", row(1));
        QCOMPARE(import(file).sha256, report.sha256);
    }

    void theListOfRefusalsIsCapped()
    {
        ImportOptions options;
        options.listed = 3;
        std::string bytes = row(1);
        for (int i = 0; i < 50; ++i)
            bytes += "bad\n";
        const ImportReport report = import(folder_.write("r.jsonl", bytes), options);
        QCOMPARE(report.refusals.size(), std::size_t{ 3 });
        QCOMPARE(report.refused, std::uint64_t{ 50 });
        QCOMPARE(report.refusedByCode.at("json-rows/not-json"), std::uint64_t{ 50 });
    }

    void threeFormatsOfTheSameRows()
    {
        std::vector<std::uint64_t> hashes[3];
        const std::filesystem::path files[]{
            folder_.write("a.jsonl", "{\"question\":\"x, y\",\"answer\":\"1\"}\n{\"question\":\"z\\n\",\"answer\":\"2\"}\n"),
            folder_.write(
                "a.json", "{\"data\":[{\"question\":\"x, y\",\"answer\":1},\n{\"question\":\"z\\n\",\"answer\":2}]}"),
            folder_.write("a.csv", "question,answer\n\"x, y\",1\n\"z\n\",2\n")
        };
        for (int i = 0; i < 3; ++i) {
            importFile(files[i], {}, [&](const ImportPlan& plan, const std::vector<ImportedRow>& batch) {
                RowMapper mapper(decodeRowFormat(encodeRowFormat(plan.format)), decodeMapping(encodeMapping(plan.mapping)));
                for (const ImportedRow& imported : batch) {
                    hashes[i].push_back(imported.promptHash);
                    QCOMPARE(mapper.mapped(imported.raw.bytes, {}).text.instruction, hashes[i].size() == 1 ? "x, y" : "z\n");
                }
            });
        }
        QCOMPARE(hashes[0].size(), std::size_t{ 2 });
        QCOMPARE(hashes[1], hashes[0]);
        QCOMPARE(hashes[2], hashes[0]);
    }

    void batchesProgressAndCancel()
    {
        std::string bytes;
        for (int i = 0; i < 10000; ++i)
            bytes += row(i);
        const auto file = folder_.write("many.jsonl", bytes);
        ImportOptions options;
        core::Progress last;
        options.progress = [&](const core::Progress& progress) {
            QVERIFY(progress.done >= last.done);
            last = progress;
        };
        const ImportReport report = import(file, options);
        const std::vector<std::size_t> sizes{ 4096, 4096, 1808 };
        QCOMPARE(batches_, sizes);
        QCOMPARE(last.done, std::uint64_t{ bytes.size() });
        QCOMPARE(last.total, std::uint64_t{ bytes.size() });
        QVERIFY(report.heldOut > 400 && report.heldOut < 600);

        std::size_t delivered = 0;
        const core::Error error = support::errorOf([&] {
            importFile(file, options, [&](const ImportPlan&, const std::vector<ImportedRow>& batch) {
                delivered += batch.size();
                options.cancel.cancel();
            });
        });
        QVERIFY(error.kind() == core::ErrorKind::Cancelled);
        QCOMPARE(delivered, std::size_t{ 4096 });
    }

    void aSinkMayFail()
    {
        const auto file = folder_.write("r.jsonl", row(1));
        const core::Error error = support::errorOf([&] {
            importFile(file, {}, [](const ImportPlan&, const std::vector<ImportedRow>&) {
                throw core::Error(core::ErrorKind::Storage, "disk full");
            });
        });
        QCOMPARE(error.message(), "disk full");
    }

    void preview()
    {
        const auto file = folder_.write("r.jsonl", row(1) + "bad\n" + row(2) + row(3));
        const ImportPreview seen = previewImport(file, {}, 3);
        QCOMPARE(seen.rows.size(), std::size_t{ 3 });
        QCOMPARE(seen.kept, std::uint64_t{ 2 });
        QCOMPARE(seen.rows[0].row.text.instruction, "q1");
        QCOMPARE(seen.rows[0].row.source, "s");
        QVERIFY(seen.rows[1].problem.find("line 2") != std::string::npos);
        QCOMPARE(seen.rows[2].line, std::uint64_t{ 3 });
        ImportOptions options;
        options.mapping = "prompt=answer,response=question";
        const ImportPreview swapped = previewImport(file, options, 1);
        QCOMPARE(swapped.rows[0].row.text.instruction, "a");
        const std::vector<std::string> none;
        QCOMPARE(swapped.unmapped, none);
    }

    void mutatedFilesNeverCrashIt()
    {
        const std::string seeds[]{ row(1) + row(2) + row(3), "{\"v\":1,\"data\":[" + row(1) + "," + row(2) + "]}",
            "question,answer\n\"x \"\"1\"\"\",\"a\nb\"\nc,d\n" };
        core::RandomStream random(7, "mutations");
        for (int i = 0; i < 1500; ++i) {
            std::string bytes = seeds[i % 3];
            for (std::uint64_t k = random.below(4); k < 4; ++k) {
                const std::size_t at = random.below(bytes.size());
                if (random.below(3) == 0)
                    bytes.erase(at, random.below(8));
                else
                    bytes[at]
                        = random.below(2) == 0 ? "\"{}[],:\\\n\r"[random.below(10)] : static_cast<char>(random.below(256));
                if (bytes.empty())
                    bytes = " ";
            }
            const auto file = folder_.write(i % 3 == 2 ? "m.csv" : "m.json", bytes);
            try {
                const ImportReport report = import(file);
                QCOMPARE(report.kept, std::uint64_t{ raws_.size() });
            } catch (const core::Error& error) {
                QVERIFY(!error.code().empty());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestImportFile)
#include "tst_import_file.moc"
