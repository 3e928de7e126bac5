// SPDX-License-Identifier: Apache-2.0
// Recipes on a project's rows: from a clustering to a curated dataset, to a file with card and manifest, and to the same
// bytes again.
#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/jobs/contamination_check.h"
#include "core/jobs/project_curation.h"
#include "tests/core/store/project_fixture.h"

#include <map>
#include <numeric>

using namespace core::jobs;
using core::curate::ExportLayout;
using core::curate::parseRecipe;
using core::store::OpenMode;
using core::store::ProjectSession;

namespace {

constexpr int rows = 60;

/// Line of example `id` in the imported file: skills in turn, row 4 again as row 5, no answer in row 7.
std::string lineOf(int id)
{
    const int row = id == 6 ? 4 : id - 1;
    const std::string answer = row == 7 ? "null" : "\"" + std::to_string(row + 1) + "\"";
    return "{\"instruction\": \"What is " + std::to_string(row) + " plus one?\",  \"output\": \"It is "
        + std::to_string(row + 1) + ".\", \"source\": \"" + (row % 3 == 0 ? "three" : "other") + "\", \"skill\": \"s"
        + std::to_string(row % 4) + "\", \"answer\": " + answer + "}";
}

core::ClusteringId cluster(ProjectSession& session)
{
    core::store::ClusteringRecord record;
    record.name = "proxy-1-raw";
    record.run = session.run("proxy-1").id;
    record.settings = { { "features", "raw" }, { "seed", "0" } };
    record.clusters = 2;
    record.hardClusters = { 1 };
    for (const auto& row : session.datasetRows(session.run("proxy-1").dataset))
        record.assignment.push_back(
            row.heldOut ? core::store::unscoredCluster : static_cast<std::uint16_t>(row.example.value % 5 < 2));
    return session.insertClustering(record);
}

/// A project of 60 rows, a run and a clustering in which two of five rows are hard.
std::filesystem::path makeProject(const support::TemporaryFolder& folder)
{
    std::string text;
    for (int id = 1; id <= rows; ++id)
        text += lineOf(id) + "\n";
    const auto file = folder.path() / "test.datalever";
    auto session = ProjectSession::create(file);
    const auto imported = core::store::importFile(
        session, folder.write("rows.jsonl", text), { .name = "rows", .reading = {}, .again = false });
    fixture::insertRun(session, imported.dataset.id);
    std::filesystem::create_directories(session.sideFolder() / "runs/proxy-1");
    cluster(session);
    session.close();
    return file;
}

CurateRequest request(const std::string& recipe, const std::string& name)
{
    return { "proxy-1-raw", {}, parseRecipe(recipe), name };
}

std::uint64_t copiesOf(const CurationReport& report)
{
    return report.curated.steps.back().copies;
}

/// How often each example stands in an exported file of lines.
std::map<std::string, int> countLines(const std::filesystem::path& file)
{
    std::map<std::string, int> counts;
    for (const auto& line : support::linesOf(file))
        ++counts[line];
    return counts;
}

} // namespace

class TestProjectCuration : public QObject {
    Q_OBJECT

    support::TemporaryFolder folder_;
    std::filesystem::path file_ = makeProject(folder_);

    CurationExportResult exported(
        const std::string& name, const std::string& to, ExportLayout layout, const std::string& format) const
    {
        auto session = ProjectSession::open(file_, OpenMode::ReadWrite);
        return exportCuration(session, { name, folder_.path() / to, layout, format, "test 1" });
    }
    std::string bytesOf(const std::string& name) const { return core::readFile(folder_.path() / name, 1 << 20); }

private Q_SLOTS:
    void curatesAndStores()
    {
        auto session = ProjectSession::open(file_, OpenMode::ReadWrite);
        const auto preview = previewRecipe(session, request("drop=duplicates,hard=3,seed=4", ""));
        const auto report = curateDataset(session, request("drop=duplicates,hard=3,seed=4", "thrice"));
        QCOMPARE(report.rowsSha256, preview.rowsSha256);
        QVERIFY(!report.alreadyThere);
        QCOMPARE(report.parent, std::string("rows"));
        QCOMPARE(report.curated.steps[0].rowsDropped, 1U); // example 6
        const auto dataset = session.dataset("thrice");
        QVERIFY(dataset.kind == core::store::DatasetKind::Curated);
        QCOMPARE(dataset.rows, rows - 1);
        const auto heldOut = static_cast<std::uint64_t>(dataset.heldOut);
        const auto hard = (copiesOf(report) - report.curated.steps[1].rows) / 2;
        QVERIFY(hard > 10 && report.curated.steps[1].rows + heldOut == static_cast<std::uint64_t>(rows - 1));
        for (const auto& row : session.datasetRows(dataset.id))
            QCOMPARE(row.copies, !row.heldOut && row.example.value % 5 < 2 ? 3U : 1U);

        QVERIFY(curateDataset(session, request("drop=duplicates,hard=3,seed=4", "thrice")).alreadyThere);
        QCOMPARE(support::errorOf([&] { curateDataset(session, request("hard=2", "thrice")); }).kind(),
            core::ErrorKind::BadInput);
        QCOMPARE(core::store::listCurations(session).size(), std::size_t{ 1 });
        const auto stored = storedReport(session, core::store::curation(session, "thrice"));
        QVERIFY(stored.curated.steps == report.curated.steps && stored.mix.bySource == report.mix.bySource);
        QVERIFY(stored.mix.byCluster == report.mix.byCluster && stored.rowsSha256 == report.rowsSha256);
        const auto problems = session.check();
        QVERIFY2(problems.empty(), problems.empty() ? "" : problems.front().c_str());
    }

    void controlsFollowFieldsAndSelections()
    {
        auto session = ProjectSession::open(file_, OpenMode::ReadWrite);
        session.insertSelection({ .id = {}, .name = "few", .rule = {}, .examples = { { 11 }, { 12 } }, .createdAt = 1 });
        const auto picked = previewRecipe(session, request("selection:few=4", ""));
        QCOMPARE(picked.curated.steps[0].copiesAdded, 6U);
        const auto hard = previewRecipe(session, request("hard=2", ""));
        const auto matched = previewRecipe(session, request("matched-control:skill=2,seed=1", ""));
        std::map<int, std::int64_t> bySkill;
        for (const auto& [report, sign] : { std::pair{ &hard, 1 }, std::pair{ &matched, -1 } })
            for (const auto& row : report->curated.rows)
                bySkill[static_cast<int>((row.example.value == 6 ? 4 : row.example.value - 1) % 4)]
                    += sign * std::int64_t{ row.copies };
        QCOMPARE(bySkill, (std::map<int, std::int64_t>{ { 0, 0 }, { 1, 0 }, { 2, 0 }, { 3, 0 } }));
        QVERIFY(matched.curated.rows != hard.curated.rows);
        QVERIFY(support::errorOf([&] { previewRecipe(session, request("matched-control:colour=2", "")); })
                    .message()
                    .find("colour")
            != std::string::npos);
        QVERIFY(support::errorOf([&] { previewRecipe(session, request("selection:none=2", "")); }).message().find("none")
            != std::string::npos);
        CurateRequest plain{ {}, "rows", parseRecipe("drop=duplicates"), "" };
        QCOMPARE(previewRecipe(session, plain).clustering, std::string());
        plain.recipe = parseRecipe("hard=2");
        QVERIFY(support::errorOf([&] { previewRecipe(session, plain); }).hint().find("--clustering") != std::string::npos);
    }

    void pinsAndExclusionsCount()
    {
        auto session = ProjectSession::open(file_, OpenMode::ReadWrite);
        const auto before = previewRecipe(session, request("hard=2", ""));
        const core::ExampleId excluded[] = { { 10 } }; // hard by its cluster
        session.annotate({ core::store::AnnotationKind::Exclude, {} }, excluded);
        const auto after = previewRecipe(session, request("hard=2", ""));
        QCOMPARE(copiesOf(after) + 1, copiesOf(before));
        QCOMPARE(after.curated.excludedLeft, 1U);
        QCOMPARE(previewRecipe(session, request("drop=excluded,hard=2", "")).curated.excludedLeft, 0U);
        QVERIFY(after.rowsSha256 != before.rowsSha256);
        session.undo();
        QCOMPARE(previewRecipe(session, request("hard=2", "")).rowsSha256, before.rowsSha256);
    }

    void writesTheRowsOwnBytes()
    {
        const auto result = exported("thrice", "out.jsonl", ExportLayout::AsImported, "");
        const auto counts = countLines(folder_.path() / "out.jsonl");
        auto session = ProjectSession::open(file_, OpenMode::ReadOnly);
        int training = 0;
        for (const auto& row : session.datasetRows(session.dataset("thrice").id)) {
            const auto found = counts.find(lineOf(static_cast<int>(row.example.value)));
            QCOMPARE(found == counts.end() ? 0 : found->second, row.heldOut ? 0 : static_cast<int>(row.copies));
            training += !row.heldOut;
        }
        QCOMPARE(counts.size(), static_cast<std::size_t>(training));
        const auto manifest = core::parseJson(bytesOf("out.jsonl.manifest.json"), "manifest");
        QCOMPARE(manifest.at("sha256").get<std::string>(), core::sha256(bytesOf("out.jsonl")));
        QCOMPARE(manifest.at("recipe").at("seed").get<std::string>(), std::string("4"));
        QCOMPARE(manifest.at("clustering").at("settings").at("seed").get<std::string>(), std::string("0"));
        QCOMPARE(manifest.at("versions").at("program").get<std::string>(), std::string("test 1"));
        QCOMPARE(manifest.at("sources").at(0).at("sha256").get<std::string>().size(), std::size_t{ 64 });
        QCOMPARE(manifest.at("again").at("from_the_clustering").size(), std::size_t{ 2 });
        const auto card = bytesOf("out.jsonl.md");
        for (const std::string part : { "# thrice", "`drop=duplicates,hard=3,seed=4`", "every hard row 3 times as often",
                 "| three |", result.file.sha256.c_str(), "datalever-cli export", "held-out rows are not in the file" })
            QVERIFY2(card.find(part) != std::string::npos, part.c_str());
    }

    void anOlderExportStaysWhereANewOneFails()
    {
        exported("thrice", "kept.jsonl", ExportLayout::AsImported, "");
        const auto rows = bytesOf("kept.jsonl");
        const auto card = bytesOf("kept.jsonl.md");
        std::filesystem::remove(folder_.path() / "kept.jsonl.manifest.json");
        std::filesystem::create_directory(folder_.path() / "kept.jsonl.manifest.json");
        const auto error = support::errorOf([&] { exported("thrice", "kept.jsonl", ExportLayout::Messages, ""); });
        QVERIFY(error.message().find("kept.jsonl.manifest.json") != std::string::npos);
        QCOMPARE(bytesOf("kept.jsonl"), rows);
        QCOMPARE(bytesOf("kept.jsonl.md"), card);
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
            QVERIFY2(entry.path().string().find(".tmp-") == std::string::npos, entry.path().c_str());
    }

    void writesChosenFormats()
    {
        exported("thrice", "out.json", ExportLayout::AsImported, "json");
        exported("thrice", "out.csv", ExportLayout::AsImported, "csv");
        exported("thrice", "mapped.tsv", ExportLayout::Mapped, "tsv");
        exported("thrice", "talk.jsonl", ExportLayout::Messages, "jsonl");
        QCOMPARE(support::linesOf(folder_.path() / "out.csv")[0], std::string("instruction,output,source,skill,answer"));
        QCOMPARE(support::linesOf(folder_.path() / "mapped.tsv")[0], std::string("id\tsource\tinstruction\tinput\toutput"));
        const auto talk = core::parseJson(support::linesOf(folder_.path() / "talk.jsonl")[0], "talk");
        QCOMPARE(talk.at("messages").at(1).at("role").get<std::string>(), std::string("assistant"));
        const support::TemporaryFolder elsewhere;
        auto session = ProjectSession::create(elsewhere.path() / "again.datalever");
        // every file is read again by the import, with the same prompts in the same order
        std::vector<std::uint64_t> hashes;
        for (const char* name : { "out.jsonl", "out.json", "out.csv", "mapped.tsv" }) {
            const auto imported = core::store::importFile(session, folder_.path() / name, {});
            QCOMPARE(imported.source.refused, 0);
            std::vector<std::uint64_t> now;
            for (const auto& fact : session.exampleFacts(imported.dataset.id))
                now.insert(now.end(), { fact.promptHash, fact.responseHash });
            QVERIFY(hashes.empty() || now == hashes);
            hashes = now;
        }
        QVERIFY(support::errorOf([&] { exported("thrice", "talk.csv", ExportLayout::Messages, "csv"); }).hint().find("jsonl")
            != std::string::npos);
        QVERIFY(!std::filesystem::exists(folder_.path() / "talk.csv"));
    }

    /// From the stored list, and from the clustering in a copy of the project in which the curated dataset is not yet.
    void makesTheSameBytesAgain()
    {
        const auto first = exported("thrice", "first.csv", ExportLayout::AsImported, "csv");
        const auto second = exported("thrice", "second.csv", ExportLayout::AsImported, "csv");
        QCOMPARE(first.file.sha256, second.file.sha256);
        const support::TemporaryFolder elsewhere;
        const auto other = makeProject(elsewhere);
        auto session = ProjectSession::open(other, OpenMode::ReadWrite);
        curateDataset(session, request("drop=duplicates,hard=3,seed=4", "thrice"));
        const auto again = exportCuration(
            session, { "thrice", elsewhere.path() / "third.csv", ExportLayout::AsImported, "csv", "test 1" });
        QCOMPARE(again.file.sha256, first.file.sha256);
    }

    void findsBenchmarkQuestions()
    {
        const auto benchmark = folder_.write("bench.jsonl",
            "{\"id\": \"b-1\", \"instruction\": \"what is 3 PLUS one\", \"output\": \"4\"}\n"
            "{\"id\": \"b-2\", \"instruction\": \"Who?\", \"output\": \"4\"}\n");
        auto session = ProjectSession::open(file_, OpenMode::ReadOnly);
        const auto report = checkContamination(session, session.dataset("rows").id, { benchmark });
        QCOMPARE(report.rows, rows);
        QCOMPARE(report.items, 2);
        QCOMPARE(report.equal, 1);
        QCOMPARE(report.found[0].example.value, 4);
        QCOMPARE(report.found[0].benchmark + " " + report.found[0].item, std::string("bench b-1"));
        core::CancelToken cancelled;
        cancelled.cancel();
        QCOMPARE(support::errorOf([&] {
            checkContamination(session, session.dataset("rows").id, { benchmark }, cancelled);
        }).kind(),
            core::ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestProjectCuration)
#include "tst_project_curation.moc"
